"""Whether a term is smooth plus convex kinks, minus them, or smooth in what is differentiated.

A kink is convex if it is that of relu, abs or max at arguments without kinks. A smooth factor,
or a weight, keeps its kinks convex where it is not negative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.differentials import UnsupportedDifferential
from derivcheck.calculus.tower import Refusal
from derivcheck.language.operators import KINKED, Operator
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Entry,
    Iterated,
    Piecewise,
    Substitution,
    Term,
    walk,
)

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering, Scope

#: 1 for convex kinks, -1 for concave ones, 0 for none
Orientation = int

_CONVEX = frozenset({Operator.RELU, Operator.ABS, Operator.MAXIMUM, Operator.NORM_1})
_LINEAR = frozenset(
    {
        *(Operator.SUM, Operator.MEAN, Operator.TRACE, Operator.TRANSPOSE, Operator.VEC),
        *(Operator.DIAGONAL, Operator.DIAGONAL_MATRIX),
    }
)


def of(low: Lowering, term: Term, scope: Scope) -> Orientation | None:
    """The orientation of a term's kinks; None where they may differ."""
    if not _kinked(term):
        return 0
    match term:
        case Apply(operator=operator, arguments=arguments) if operator in _CONVEX:
            return None if any(map(_kinked, arguments)) else 1
        case Apply(operator=Operator.MINIMUM, arguments=arguments):
            return None if any(map(_kinked, arguments)) else -1
        case Apply(operator=Operator.NEGATE, arguments=(a,)):
            inner = of(low, a, scope)
            return None if inner is None else -inner
        case Apply(operator=Operator.ADD, arguments=(a, b)):
            return _both(of(low, a, scope), of(low, b, scope))
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)):
            return _weighted(low, a, b, scope) if not _kinked(a) else _weighted(low, b, a, scope)
        case Apply(operator=Operator.DIVIDE, arguments=(a, b)):
            return _weighted(low, b, a, scope)
        case Apply(operator=operator, arguments=(a,)) if operator in _LINEAR:
            return of(low, a, scope)
        case Entry(base=base):
            return of(low, base, scope)
        case Iterated(kind="sum", body=body, condition=None):
            return of(low, body, scope)
        case _:
            return None


def _both(left: Orientation | None, right: Orientation | None) -> Orientation | None:
    if left is None or right is None or left * right < 0:
        return None
    return left or right


def _weighted(low: Lowering, weight: Term, term: Term, scope: Scope) -> Orientation | None:
    if _kinked(weight) or not weight.shape.is_scalar:
        return None
    inner = of(low, term, scope)
    if inner is None:
        return None
    try:
        element = low.number(weight, scope)
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return None
    if low.tower.nonnegative(element):
        return inner
    return -inner if low.tower.nonnegative(-element) else None


def _kinked(term: Term) -> bool:
    """Whether anything in a term has a kink, in whatever variable."""
    return any(
        isinstance(part, (Piecewise, Comparison, Substitution))
        or (isinstance(part, Apply) and part.operator in KINKED)
        or (isinstance(part, Iterated) and part.kind in ("max", "min"))
        for part in walk(term)
    )
