"""What must hold for a term to have a value, read off the tree as it is written.

A need is a relation of one argument to 0. `strict` needs are those of a derivative: inside
them the term is smooth (a root needs `u >= 0`, and `u > 0` to be differentiated).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from derivcheck.deciders._facts.bounds import rational
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Comparison,
    Constant,
    Derivative,
    Entry,
    Index,
    Iterated,
    Literal2D,
    Pi,
    Piecewise,
    SequenceMember,
    SizeOf,
    Term,
    Tree,
    Unknown,
    Variable,
    apply,
    children,
    scalar_of,
    subtract,
)

_O = Operator

#: relation of the argument to 0 that a value needs, and that a derivative needs
_ARGUMENTS: dict[Operator, tuple[str, str]] = {
    _O.LOG: (">", ">"),
    _O.SQRT: (">=", ">"),
    _O.COTH: ("!=", "!="),
    _O.CSCH: ("!=", "!="),
}

_SMOOTH = frozenset(
    {
        *(_O.ADD, _O.MULTIPLY, _O.NEGATE, _O.EXP, _O.SIGMOID, _O.SOFTPLUS, _O.SIN, _O.COS),
        *(_O.SINH, _O.COSH, _O.TANH, _O.SECH, _O.ATAN, _O.ASINH, _O.ERF),
        *(_O.MATMUL, _O.TRANSPOSE, _O.TRACE, _O.DETERMINANT, _O.KRONECKER),
        *(_O.DIAGONAL_MATRIX, _O.DIAGONAL, _O.VEC, _O.IDENTITY, _O.ONES, _O.ZEROS, _O.BASIS),
        *(_O.SUM, _O.MEAN, _O.VARIANCE, _O.LOGSUMEXP, _O.SOFTMAX, _O.CONVOLUTION),
    }
)


class NoRule(Exception):
    """No rule says where a term has a value, or it is not smooth."""


@dataclass(frozen=True, slots=True)
class Need:
    """`argument relation 0` (entry by entry for arrays).

    An exact need says precisely where there is a value; one that is not exact is sufficient
    only (`gamma(u)` has values at some u < 0), so it must be proved and never defines a domain.
    """

    relation: str
    argument: Term
    exact: bool = True


def needs(term: Term, smooth: bool = False) -> Iterator[Need]:
    """What a value of the term needs; with `smooth`, what its derivatives of every order need.

    Raises `NoRule` where a part has no rule, or with `smooth` has a kink that no condition
    on an argument takes away.
    """
    if smooth and _even_power_of_norm(term):
        yield from needs(term.arguments[0].arguments[0], smooth)  # type: ignore[attr-defined]
        return
    yield from _own(term, smooth)
    for part in children(term):
        if isinstance(part, Term):
            yield from needs(part, smooth)
        elif not isinstance(term, (Piecewise, Iterated)):
            raise NoRule(type(part).__name__)


def own_needs(term: Term, smooth: bool = False) -> Iterator[Need]:
    """What a value (with `smooth`, derivatives) needs at the outermost operator alone."""
    return _own(term, smooth)


def _own(term: Term, smooth: bool) -> Iterator[Need]:
    match term:
        case Constant() | Pi() | SizeOf() | Variable() | Index() | Literal2D() | Entry():
            return
        case Unknown() | SequenceMember() | Iterated(kind="sum" | "prod"):
            return
        case Iterated() if not smooth:
            return
        case Piecewise(branches=branches, otherwise=otherwise):
            if smooth or (otherwise is None and not _total(branches)):
                raise NoRule("cases")
        case Apply():
            yield from _applied(term, smooth)
        case Derivative():
            raise NoRule("a derivative")
        case _:
            raise NoRule(type(term).__name__)


def _total(branches: object) -> bool:
    """Whether the conditions of two branches are opposite comparisons."""
    match branches:
        case ((Comparison() as first, _), (Comparison() as second, _)):
            sides = (first.left, first.right) == (second.left, second.right)
            return sides and frozenset((first.relation, second.relation)) in _OPPOSITE
        case _:
            return False


_OPPOSITE = {frozenset(pair) for pair in (("<", ">="), (">", "<="), ("=", "!="))}


def _applied(term: Apply, smooth: bool) -> Iterator[Need]:
    operator, arguments = term.operator, term.arguments
    match operator:
        case _ if operator in _SMOOTH:
            return
        case _ if operator in _ARGUMENTS:
            yield Need(_ARGUMENTS[operator][smooth], arguments[0])
        case _O.DIVIDE:
            if rational(arguments[1]) in (None, 0):
                yield Need("!=", arguments[1])
        case _O.POWER:
            base, exponent = arguments
            yield from _power(base, exponent, smooth)
        case _O.ASIN | _O.ACOS | _O.ATANH:
            relation = ">" if smooth or operator is _O.ATANH else ">="
            yield Need(relation, subtract(UNIT, arguments[0]))
            yield Need(relation, apply(_O.ADD, UNIT, arguments[0]))
        case _O.ACOSH:
            yield Need(">" if smooth else ">=", subtract(arguments[0], UNIT))
        case _O.TAN | _O.SEC:
            yield Need("!=", apply(_O.COS, arguments[0]))
        case _O.COT | _O.CSC:
            yield Need("!=", apply(_O.SIN, arguments[0]))
        case _O.GAMMA:
            yield Need(">", arguments[0], exact=False)
        case _O.ABS | _O.SIGN | _O.RELU | _O.STEP:
            if smooth:
                yield Need("!=", arguments[0])
        case _O.MAXIMUM | _O.MINIMUM:
            if smooth:
                yield Need("!=", subtract(*arguments))
        case _O.NORM:
            if smooth:
                yield Need(">", term)
        case _O.INVERSE:
            yield Need("!=", scalar_of(_O.DETERMINANT, arguments[0]))
        case _O.LOGDET:
            yield Need(">", scalar_of(_O.DETERMINANT, arguments[0]))
        case _O.MATRIX_POWER:
            if not (isinstance(term.parameter, Constant) and term.parameter.value >= 0):
                raise NoRule("a matrix power")
        case _O.NORM_1 | _O.NORM_INF | _O.LARGEST | _O.SMALLEST if not smooth:
            return
        case _:
            raise NoRule(operator.value)


def _power(base: Term, exponent: Term, smooth: bool) -> Iterator[Need]:
    p = rational(exponent)
    if p is None:
        if rational(base) is not None and rational(base) > 0:  # type: ignore[operator]
            return
        yield Need(">", base, exact=False)
    elif p.denominator == 1:
        if p < 0:
            yield Need("!=", base)
    else:
        yield Need(">" if smooth or p < 0 else ">=", base)


def _even_power_of_norm(term: Term) -> bool:
    match term:
        case Apply(
            operator=_O.POWER,
            arguments=(Apply(operator=_O.NORM), Constant(value=p)),
        ):
            return p.denominator == 1 and p > 0 and p % 2 == 0
        case _:
            return False


def continuous(node: Tree) -> bool:
    """Whether no operator in it jumps inside its domain."""
    match node:
        case Apply(operator=_O.SIGN | _O.STEP | _O.RANK | _O.PSEUDOINVERSE) | Piecewise():
            return False
    return all(continuous(part) for part in children(node))


class Holding(Protocol):
    """Knows whether `term relation 0` on a region."""

    def holds(self, relation: str, term: Term) -> bool:
        """True proves it."""


def total(term: Term, facts: Holding, smooth: bool = False) -> bool:
    """Whether the term is known to have a value (to be smooth) on the whole region."""
    try:
        return all(facts.holds(need.relation, need.argument) for need in needs(term, smooth))
    except NoRule:
        return False
