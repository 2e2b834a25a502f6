"""What an operator changes at, and what it needs for a value: one rule for each kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Comparison,
    Constant,
    SizeOf,
    Term,
    add,
    scalar_of,
    subtract,
)

_O = Operator

_SIGNED = frozenset({_O.ABS, _O.SIGN, _O.STEP, _O.RELU, _O.NORM_1, _O.NORM_INF})
_UNIT_ENDS = frozenset({_O.ASIN, _O.ACOS, _O.ATANH})
_POLES_AT_ZERO = frozenset({_O.CSC, _O.COT, _O.CSCH, _O.COTH, _O.GAMMA})


@dataclass
class Found:
    """Boundary functions, conditions for a value to exist, equations to be solved.

    `zeros` are arrays whose vanishing as a whole is a boundary: `norm(x - y)`. `systems` are
    the equations of either side of an equivalence, those of a conjunction together.
    """

    functions: list[Term] = field(default_factory=list)
    natural: list[Comparison] = field(default_factory=list)
    zeros: list[Term] = field(default_factory=list)
    systems: list[tuple[Comparison, ...]] = field(default_factory=list)


def collect(node: Apply, found: Found, certain: bool) -> None:
    """Adds what the node changes at; what it needs only where that is certain."""
    op, arguments = node.operator, node.arguments
    functions, natural = found.functions, found.natural if certain else []
    if op in _SIGNED:
        functions.append(arguments[0])
    elif op is _O.NORM:
        (functions if arguments[0].shape.is_scalar else found.zeros).append(arguments[0])
    elif op in (_O.MINIMUM, _O.MAXIMUM):
        functions.append(subtract(*arguments))
    elif op is _O.SQRT:
        functions.append(arguments[0])
        natural.append(Comparison(">=", arguments[0], ZERO))
    elif op is _O.LOG:
        functions.append(arguments[0])
        natural.append(Comparison(">", arguments[0], ZERO))
    elif op is _O.DIVIDE:
        _nonzero(arguments[1], functions, natural)
    elif op in _POLES_AT_ZERO:
        functions.append(arguments[0])
    elif op is _O.POWER:
        _visit_power(arguments[0], arguments[1], functions, natural)
    elif op in _UNIT_ENDS:
        relation: str = "<" if op is _O.ATANH else "<="
        low, high = add(arguments[0], UNIT), subtract(arguments[0], UNIT)
        functions.extend((low, high))
        natural.append(Comparison(relation, high, ZERO))  # type: ignore[arg-type]
        natural.append(Comparison(">" if op is _O.ATANH else ">=", low, ZERO))
    elif op is _O.ACOSH:
        low = subtract(arguments[0], UNIT)
        functions.append(low)
        natural.append(Comparison(">=", low, ZERO))
    elif op in (_O.INVERSE, _O.LOGDET, _O.DETERMINANT):
        det = node if op is _O.DETERMINANT else scalar_of(_O.DETERMINANT, arguments[0])
        functions.append(det)
        if op is not _O.DETERMINANT:
            relation = "!=" if op is _O.INVERSE else ">"
            natural.append(Comparison(relation, det, ZERO))  # type: ignore[arg-type]


def _nonzero(divisor: Term, functions: list[Term], natural: list[Comparison]) -> None:
    if isinstance(divisor, (Constant, SizeOf)):
        return
    functions.append(divisor)
    if divisor.shape.is_scalar:
        natural.append(Comparison("!=", divisor, ZERO))


def _visit_power(
    base: Term, exponent: Term, functions: list[Term], natural: list[Comparison]
) -> None:
    if isinstance(exponent, Constant):
        value = exponent.value
        if value.denominator == 1:
            if value < 0:
                _nonzero(base, functions, natural)
            return
        functions.append(base)
        natural.append(Comparison(">=" if value > 0 else ">", base, ZERO))
        return
    if not isinstance(base, (Constant, SizeOf)):
        functions.append(base)
    if not isinstance(exponent, SizeOf):
        functions.append(exponent)
