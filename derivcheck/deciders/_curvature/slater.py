"""A rational point at which strict constraints hold (Slater's condition), found by trying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from derivcheck.deciders._intervals.univariate import declared_interval
from derivcheck.deciders._points.pointwise import judge
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.point import Point
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import Comparison, Context, Variable

_MOST = 400
_VALUES = [Fraction(n) for n in (1, 0, -1, 2, -2, 3, 5, -5)]
_VALUES += [Fraction(1, 2), Fraction(-1, 2), Fraction(1, 10), Fraction(-1, 10)]


def has_point(context: Context, variables: Sequence[Variable]) -> bool:
    """Whether a rational point satisfies everything said of the variables, which must be all

    that is mentioned there: a parameter in a constraint gives no.
    """
    names = {variable.name for variable in variables}
    about = [a for a in context.assumptions if mentions(a, names)]
    if any(not v.shape.is_scalar or v.indices for v in variables):
        return False
    if any(not isinstance(a, Comparison) for a in about):
        return False
    choices = [list(_values(variable, context)) for variable in variables]
    if any(not values for values in choices):
        return False
    for values in islice(product(*choices), _MOST):
        point = Point(values={v.name: ((x,),) for v, x in zip(variables, values, strict=True)})
        try:
            if all(judge(a, context, point).holds for a in about):
                return True
        except (NoValue, Undetermined, Unsupported, KeyError):
            continue
    return False


def _values(variable: Variable, context: Context) -> Iterator[Fraction]:
    """Rational numbers inside the open interval of a variable."""
    interval = declared_interval(variable, context)
    if interval is None:
        return
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        yield from (low + (high - low) * Fraction(k, 8) for k in (4, 2, 6, 1, 7) if low < high)
        return
    shift = low if low is not None else high if high is not None else Fraction(0)
    for value in _VALUES:
        x = value + shift
        if (low is None or x > low) and (high is None or x < high):
            yield x
