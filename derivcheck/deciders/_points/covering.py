"""Whether one side of an equation has a value wherever the other has one.

A claim says nothing of points at which a side has no value (R1). An answer does: `2*x` for
positive x only is not the derivative of `x^2`. Single points, as 0 for `sin(x)/x`, do not count.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.deciders._facts.definedness import NoRule, needs
from derivcheck.deciders._points.counterexamples import show_failure
from derivcheck.deciders._points.pointwise import FIRST, Judgement
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling.points import Purpose, admissible
from derivcheck.language.obligations import Counterexample, Effort, Pointwise
from derivcheck.language.terms import Comparison, Context, Term

#: random points that are looked at, those of them that are no exception, and simple ones to show
_POINTS, _MANY, _SIMPLE = 24, 2, 48
#: sizes below this are exceptions, too
_LEAST_SIZE = 2


def uncovered(claim: Comparison, context: Context, effort: Effort) -> Counterexample | None:
    """One of many random points at which only the left side has a value.

    Sizes are those of the left side: the other one may lack a value for all of some sizes.
    """
    if _everywhere(claim.right):
        return None

    def lacking(purpose: Purpose, count: int) -> list[Point]:
        found = admissible(context, (claim.left,), effort.seed, count, purpose=purpose, random=True)
        return [point for point in found.points if _lacks(claim, context, point)]

    many = lacking("agree", _POINTS)
    if len(many) < _MANY:
        return None
    # the very first simple points are often exceptions themselves
    simple = [each for each in lacking("show", _SIMPLE) if each.sizes == many[0].sizes]
    point = (many[0], *simple[:3])[-1]
    shown = show_failure(Pointwise(claim, context), point, Judgement(False))
    return replace(shown, sentence=f"it has no value {shown.sentence}")


def _everywhere(term: Term) -> bool:
    """Whether nothing in a term may lack a value."""
    try:
        return next(needs(term), None) is None
    except NoRule:
        return False


def _lacks(claim: Comparison, context: Context, point: Point) -> bool:
    """Whether only the right side lacks a value, at a point with sizes that are no exceptions."""
    usual = all(size >= _LEAST_SIZE for size in point.sizes.values())
    return (
        usual
        and _has_value(claim.right, context, point) is False
        and _has_value(claim.left, context, point) is True
    )


def _has_value(term: Term, context: Context, point: Point) -> bool | None:
    """None where nobody can tell."""
    try:
        Evaluator(Balls(FIRST), context, point).value(term)
    except NoValue:
        return False
    except (Undetermined, Unsupported):
        return None
    return True
