"""Slopes of functions with a kink, open at the kink.

relu(u) has the slope s, abs(u) the slope 2 s - 1 and max(a, b) = b + relu(a - b), where s is 1
for positive and 0 for negative u. Where u = 0, s is some number in [0, 1] that depends on the
direction in which one leaves the point (Clarke, Optimization and Nonsmooth Analysis, 1983).
"""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.calculus.differentials.tangents import (
    UnsupportedDifferential,
    minus,
    plus,
    spread,
    times,
)
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Term,
    constant,
    multiply,
    scalar_of,
    subtract,
)

Differentials = tuple[Term | None, ...]

#: functions that jump, or whose slope at a tie of more than two values is needed
_WITHOUT_RULE = frozenset(
    {
        *(Operator.SIGN, Operator.STEP),
        *(Operator.LARGEST, Operator.SMALLEST, Operator.NORM_INF),
    }
)


@dataclass(frozen=True, slots=True)
class Side(Term):
    """1 where the argument is positive, 0 where it is negative, open where it is 0.

    `even` marks the slope of abs, where 1/2 is the usual choice at 0.
    """

    argument: Term
    even: bool = False


def d_kinked(f: Apply, d: Differentials) -> Term | None:
    """The differential of a kinked operator."""
    match f.operator:
        case Operator.RELU:
            return times(_side(f.arguments[0]), d[0])
        case Operator.ABS:
            return times(_sign(f.arguments[0]), d[0])
        case Operator.NORM_1:
            change = times(_sign(f.arguments[0]), d[0])
            return None if change is None else scalar_of(Operator.SUM, change)
        case Operator.MAXIMUM:
            return _chosen(f, d, *f.arguments)
        case Operator.MINIMUM:
            return _chosen(f, d, *reversed(f.arguments))
    raise UnsupportedDifferential(f"{f.operator.value} across a kink")


def _side(u: Term) -> Term:
    return Side(u.shape, u)


def _sign(u: Term) -> Term:
    return subtract(multiply(constant(2), Side(u.shape, u, even=True)), UNIT)


def _chosen(f: Apply, d: Differentials, a: Term, b: Term) -> Term | None:
    """d max(a, b) = db + s(a - b) (da - db); d min(a, b) = db + s(b - a) (da - db)"""
    da, db = (None if part is None else spread(part, f.shape) for part in d)
    if a == ZERO:
        s, first, second = _side(spread(b, f.shape)), da, db
    else:
        gap = a if b == ZERO else subtract(a, b)
        s, first, second = _side(spread(gap, f.shape)), db, da
    if first is None:
        return times(s, second)
    return plus(first, times(s, minus(second, first)))


def is_kinked(operator: Operator) -> bool:
    """Whether an operator's rule depends on the value at a kink."""
    return operator in _RULES or operator in _WITHOUT_RULE


_RULES = frozenset(
    {Operator.RELU, Operator.ABS, Operator.NORM_1, Operator.MAXIMUM, Operator.MINIMUM}
)
