"""The limit of a p-norm: (c_1 a_1^p + ... + c_n a_n^p)^(1/p) tends to the largest a_i.

For a_i >= 0 and coefficients with positive limits it lies between (c a^p)^(1/p) and
(n c a^p)^(1/p) with a the largest of the a_i.
"""

from __future__ import annotations

from derivcheck.deciders._facts.bounds import LINE, intervals
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Constant,
    Context,
    Limit,
    Term,
    Variable,
    apply,
    multiply,
    operands,
)


def p_norm_limit(limit: Limit, context: Context) -> Term | None:
    """The largest a_i, where the body of the limit is such a sum and p -> oo; else None."""
    if limit.point != "oo":
        return None
    match limit.body:
        case Apply(operator=Operator.POWER, arguments=(inner, exponent)) if _is_inverse(
            exponent, limit.variable
        ):
            pass
        case _:
            return None
    largest: Term | None = None
    for summand in operands(inner, Operator.ADD):
        base = _base(summand, limit.variable, context)
        if base is None:
            return None
        largest = base if largest is None else apply(Operator.MAXIMUM, largest, base)
    return largest


def _is_inverse(exponent: Term, variable: Variable) -> bool:
    match exponent:
        case Apply(operator=Operator.DIVIDE, arguments=(one, bottom)):
            return one == UNIT and bottom == variable
        case _:
            return False


def _base(summand: Term, variable: Variable, context: Context) -> Term | None:
    """The a of c(p) a^p; None unless a >= 0 and c(p) tends to a positive number."""
    base: Term | None = None
    for factor in operands(summand, Operator.MULTIPLY):
        match factor:
            case Apply(operator=Operator.POWER, arguments=(a, p)) if p == variable:
                if mentions(a, {variable.name}) or not _nonnegative(a, context):
                    return None
                base = a if base is None else multiply(base, a)
            case _ if not _tends_to_positive(factor, variable, context):
                return None
    return base


def _nonnegative(term: Term, context: Context) -> bool:
    match term:
        case Apply(operator=Operator.ABS):
            return True
        case Variable(name=name, indices=()):
            low = intervals(context).get(name, LINE).low
            return low is not None and low >= 0
        case Constant(value=value):
            return value >= 0
        case _:
            return False


def _tends_to_positive(factor: Term, variable: Variable, context: Context) -> bool:
    """A positive number, or 1 - b^p with b in (0, 1)."""
    match factor:
        case Constant(value=value):
            return value > 0
        case Apply(
            operator=Operator.ADD,
            arguments=(
                one,
                Apply(
                    operator=Operator.NEGATE,
                    arguments=(Apply(operator=Operator.POWER, arguments=(Variable() as b, p)),),
                ),
            ),
        ):
            interval = intervals(context).get(b.name, LINE)
            inside = interval.low is not None and interval.low >= 0
            below = interval.high == 1 and not interval.high_closed
            return one == UNIT and p == variable and inside and below
        case _:
            return False
