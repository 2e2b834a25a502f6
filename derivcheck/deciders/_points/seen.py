"""What a few admissible points tell before a proof is searched for.

An equality that fails at one of them has none, and a multiple has its number there.

Points of a context are drawn once for all the equalities that are asked about under it. That
an equality holds at them says nothing.
"""

from __future__ import annotations

from collections import deque
from fractions import Fraction
from itertools import chain, islice

from derivcheck.deciders._points.pointwise import judge
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import Rationals, as_fraction
from derivcheck.evaluation.sampling.mentioned import mentioned
from derivcheck.evaluation.sampling.points import Sampler
from derivcheck.language.terms import Comparison, Context

#: points of a context, and draws after which there are no more
_POINTS, _DRAWS = 3, 12

_Drawn = tuple[Context, frozenset[str], list[Point]]

_drawn: deque[_Drawn] = deque(maxlen=4)


def fails_somewhere(claim: Comparison, context: Context) -> bool:
    """Whether the equality was seen to fail."""
    for point in _points(claim, context):
        try:
            if judge(claim, context, point).holds is False:
                return True
        except (NoValue, Undetermined, Unsupported, LookupError):
            continue
    return False


def number_between(claim: Comparison, context: Context) -> Fraction | None:
    """The number c for which left = c right at the points; None where they tell of none."""
    seen: set[Fraction] = set()
    for point in _points(claim, context):
        evaluator = Evaluator(Rationals(), context, point)
        try:
            left, right = evaluator.value(claim.left), evaluator.value(claim.right)
        except (NoValue, Undetermined, Unsupported, LookupError):
            continue
        pairs = zip(chain.from_iterable(left), chain.from_iterable(right), strict=True)
        seen.update(as_fraction(a / b) for a, b in pairs if b != 0)
    seen.discard(Fraction(0))
    return seen.pop() if len(seen) == 1 else None


def _points(claim: Comparison, context: Context) -> list[Point]:
    """Admissible points that give every name of the equality a value."""
    names = _names(claim, context)
    for known, named, points in _drawn:
        if names <= named and (known is context or known == context):
            return points
    sampler = Sampler(context, (claim,), 0, "agree", thorough=False)
    draws = islice(sampler.points(_POINTS), _DRAWS)
    found = list(islice((point for point, _ in draws if point is not None), _POINTS))
    _drawn.appendleft((context, names, found))
    return found


def _names(claim: Comparison, context: Context) -> frozenset[str]:
    used = mentioned(context, (claim, *context.assumptions))
    declared = (*used.reals, *used.integers, *used.functions)
    return frozenset((*(d.name for d in declared), *used.sizes, *used.size_families))
