"""Typed terms as they would be written, as far as a repair needs it."""

from __future__ import annotations

from derivcheck.language import syntax
from derivcheck.language.operators import FUNCTIONS, REDUCTIONS, Operator
from derivcheck.language.terms import Apply, Constant, Term, Variable
from derivcheck.verify.repair.edits.digits import as_fraction

_O = Operator
_CALLS = {operator: name for name, operator in (*FUNCTIONS.items(), *REDUCTIONS.items())}
_CALLS |= {_O.SOFTMAX: "softmax", _O.TRACE: "tr", _O.INVERSE: "inv"}
#: between arrays, and where one of the operands is a scalar
_PAIRS = {_O.MULTIPLY: (".*", "*"), _O.DIVIDE: ("./", "/"), _O.POWER: (".^", "^")}


def spelled(term: Term) -> syntax.Expression | None:
    """The expression that reads as the term; None where it has parts that are not covered."""
    match term:
        case Constant(value=value):
            return syntax.Negative(as_fraction(-value)) if value < 0 else as_fraction(value)
        case Variable(name=name, indices=(), family=False):
            return syntax.Name(name)
        case Apply(operator=operator, arguments=arguments):
            parts = [spelled(each) for each in arguments]
            known = [part for part in parts if part is not None]
            bases = arguments[:1] if operator is _O.POWER else arguments
            scalar = any(each.shape.is_scalar for each in bases)
            return _applied(operator, known, scalar) if len(known) == len(parts) else None
        case _:
            return None


def _applied(
    operator: Operator, parts: list[syntax.Expression], scalar: bool
) -> syntax.Expression | None:
    match operator, parts:
        case _O.ADD, [left, syntax.Negative(operand=right)]:
            return syntax.Binary("-", left, right)
        case _O.ADD, [left, right]:
            return syntax.Binary("+", left, right)
        case _O.NEGATE, [operand]:
            return syntax.Negative(operand)
        case _O.TRANSPOSE, [operand]:
            return syntax.Transpose(operand)
        case _O.MATMUL, [left, right]:
            return syntax.Binary("@", left, right)
        case pair, [left, right] if pair in _PAIRS:
            return syntax.Binary(_PAIRS[pair][scalar], left, right)
        case function, [argument] if function in _CALLS:
            return syntax.Call(_CALLS[function], (argument,))
        case _:
            return None
