"""Agreement says that at all points tried the one-sided slopes lie in the interval.

A slope is the limit of the function's own difference quotient, exactly or in enclosures. For
an interval that is said to be the whole subdifferential, every subgradient lies between the
slopes from the left and from the right; agreement says that these do not leave the interval,
at points with admissible numbers on both sides. For a single subgradient a slope below it is a
refutation, told as a point next to the kink where the supporting inequality fails. Silence
otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.deciders._points.counterexamples import show_failure
from derivcheck.deciders._points.pointwise import DIGITS, judge
from derivcheck.deciders._points.shrinking import shrunk
from derivcheck.evaluation.arithmetic import (
    Arithmetic,
    Array,
    Element,
    NoValue,
    Undetermined,
    Unsupported,
)
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import Rationals
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.admitting import admission
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.terms import (
    Context,
    Derivative,
    SubdifferentialIs,
    Subgradient,
    Term,
    Variable,
)

NAME = "one_sided"
ROUTE = "numeric"
COST = 19

#: points at which slopes are looked at
_POINTS = 10
#: entries of the variable along each of which the slope is looked at
_ENTRIES = 4
_BITS = 256
#: steps away from a kink at which the supporting inequality is tried
_STEPS = tuple(Fraction(1, 2**k) for k in (0, 1, 2, 3, 5, 8, 12, 20, 40, 80, 160))
#: a neighbourhood that belongs to the domain
_NEAR = Fraction(1, 2**60)
_TANGENT = "tangent#"

_Failures = (NoValue, Undetermined, Unsupported, LookupError)


def accepts(obligation: Obligation) -> bool:
    """Subgradients and subdifferentials by one variable."""
    goal = obligation.goal
    return isinstance(goal, (Subgradient, SubdifferentialIs)) and not goal.variable.indices


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Compare slopes with what is claimed."""
    if isinstance(obligation.goal, Subgradient):
        return _supporting(obligation, obligation.goal, effort)
    assert isinstance(obligation.goal, SubdifferentialIs)
    return _contained(obligation.goal, obligation.context, effort)


# Whole sets -------------------------------------------------------------------------------


def _contained(goal: SubdifferentialIs, context: Context, effort: Effort) -> Finding:
    parts = (goal.function, goal.point, goal.low, goal.high)
    points: list[Point] = []
    exact, rejected, digits = True, 0, None
    for purpose in ("show", "agree"):
        sampled = admissible(
            context,
            parts,
            effort.seed,
            _POINTS * effort.scale,
            purpose=purpose,
        )
        for point in sampled.points:
            try:
                shared = _at(goal, context, point)
            except NoValue:
                rejected += 1
                continue
            except _Failures as failure:
                return silent(NAME, "gave_up", str(failure))
            if shared is None:
                return silent(NAME, "gave_up", "a slope at the point is not in the interval")
            exact = exact and shared < 0
            if shared >= 0:
                digits = shared if digits is None else min(digits, shared)
            points.append(point)
    if not points:
        return silent(NAME, "no_point", "the function has no slopes at the point")
    return Finding(
        NAME,
        Outcome.AGREES,
        f"the slopes on both sides lie in the interval at {len(points)} points",
        points=len(points),
        rejected=rejected,
        exact=exact,
        digits=digits,
        support={"kind": "numeric", "points": len(points), "digits": digits},
    )


def _at(goal: SubdifferentialIs, context: Context, point: Point) -> int | None:
    """-1 where the slopes lie in the interval exactly, else the digits; None where they do not."""
    try:
        return _compared(goal, context, point, Rationals())
    except Unsupported:
        return _compared(goal, context, point, Balls(_BITS))


def _compared(
    goal: SubdifferentialIs, context: Context, point: Point, arithmetic: Arithmetic
) -> int | None:
    evaluator = Evaluator(arithmetic, context, point)
    behind, ahead = slopes_at(goal, context, evaluator, evaluator.value(goal.point))
    low, high = (evaluator.value(end)[0][0] for end in (goal.low, goal.high))
    found = [_ordered(arithmetic, ahead, high), _ordered(arithmetic, low, behind)]
    return None if None in found else max(each for each in found if each is not None)


def slopes_at(
    goal: SubdifferentialIs, context: Context, evaluator: Evaluator, here: Array
) -> tuple[Element, Element]:
    """The slopes from the left and from the right at a point inside of the domain.

    Raises `NoValue` where numbers on one side are not admissible, or there is no slope.
    """
    number = evaluator.arithmetic.number
    for step in (_NEAR, -_NEAR):
        _inside(goal.variable, context, evaluator, here[0][0] + number(step))
    unit = ((number(1),),)
    ahead, behind = _slopes(goal.function, goal.variable, evaluator, here, unit)
    return behind, ahead


def _ordered(arithmetic: Arithmetic, a: Element, b: Element) -> int | None:
    """-1 for a <= b, the digits in common where they agree, None for a > b."""
    try:
        return -1 if arithmetic.sign(arithmetic.sub(b, a)) >= 0 else None
    except Undetermined:
        digits = arithmetic.agreement(a, b)
        if digits < DIGITS:
            raise
        return digits


def _inside(variable: Variable, context: Context, evaluator: Evaluator, value: Element) -> None:
    """Raise `NoValue` unless the variable may have the value."""
    bound = evaluator.bind({variable.name: ((value,),)})
    for condition in admission(context, variable, variable):
        if not bound.holds(condition):
            raise NoValue("an end of the domain")


def _slopes(
    function: Term, variable: Variable, evaluator: Evaluator, here: Array, tangent: Array
) -> tuple[Element, Element]:
    """The slopes of a scalar ahead and behind along a direction."""
    direction = Variable(variable.shape, _TANGENT)
    along = Derivative(function.shape, "along", function, variable, direction)
    bound = evaluator.bind({variable.name: here, _TANGENT: tangent})
    ahead, behind = bound.one_sided(along)
    return ahead[0][0], behind[0][0]


# Single subgradients ----------------------------------------------------------------------


def _supporting(obligation: Obligation, goal: Subgradient, effort: Effort) -> Finding:
    (statement,) = obligation.pointwise
    (copy,) = statement.witness
    parts = [goal.function, goal.element, goal.variable if goal.point is None else goal.point]
    if effort.proved:
        return silent(NAME, "gave_up", "a proof needs no slopes")
    sampled = admissible(
        obligation.context, parts, effort.seed, _POINTS * effort.scale, purpose="show"
    )
    for point in sampled.points:
        for value in _violations(goal, obligation.context, point):
            beside = point.with_values({copy: value})
            try:
                if not all(
                    judge(each, statement.context, beside).holds is True
                    for each in statement.context.assumptions
                ):
                    continue
                judgement = judge(statement.condition, statement.context, beside)
            except _Failures:
                continue
            if judgement.holds is not False:
                continue
            beside, judgement = shrunk(statement, beside, judgement)
            return Finding(
                NAME,
                Outcome.REFUTED,
                proves="a slope at the point is smaller than the subgradient says",
                counterexample=show_failure(statement, beside, judgement),
                points=1,
                exact=judgement.exact,
            )
    return silent(NAME, "gave_up", "no slope contradicts the claim")


def _violations(goal: Subgradient, context: Context, point: Point) -> Iterator[Array]:
    """Values of the variable next to the point, along directions in which the slope is too low."""
    arithmetic = Rationals()
    evaluator = Evaluator(arithmetic, context, point)
    try:
        here = evaluator.value(goal.variable if goal.point is None else goal.point)
        slope = evaluator.value(goal.element)
    except _Failures:
        return
    for direction in _directions(len(here), len(here[0])):
        tangent = tuple(tuple(arithmetic.number(x) for x in row) for row in direction)
        try:
            ahead, behind = _slopes(goal.function, goal.variable, evaluator, here, tangent)
            claimed = sum(
                a * b
                for r, s in zip(slope, tangent, strict=True)
                for a, b in zip(r, s, strict=True)
            )
            sides = [side for side, low in ((1, claimed > ahead), (-1, claimed < behind)) if low]
        except _Failures:
            continue
        for side in sides:
            for step in _STEPS:
                yield tuple(
                    tuple(_fraction(x) + side * step * t for x, t in zip(row, ts, strict=True))
                    for row, ts in zip(here, direction, strict=True)
                )


def _directions(rows: int, columns: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Along single entries, and along all of them at once."""
    places = [(i, j) for i in range(rows) for j in range(columns)]
    for place in places[:_ENTRIES]:
        yield tuple(tuple(int((i, j) == place) for j in range(columns)) for i in range(rows))
    if len(places) > 1:
        yield tuple(tuple(1 for _ in range(columns)) for _ in range(rows))


def _fraction(value: Element) -> Fraction:
    return Fraction(int(value.p), int(value.q))
