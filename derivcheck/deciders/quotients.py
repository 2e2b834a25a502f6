"""Agreement says that both one-sided difference quotients were expanded and told the same.

At exact points the function is expanded in an infinitesimal from both sides, without any
differentiation rule; slopes that differ, or a jump, refute differentiability there.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import Rationals, as_fraction
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.obligations import (
    Counterexample,
    Effort,
    Finding,
    Obligation,
    Outcome,
    silent,
)
from derivcheck.language.terms import (
    UNIT,
    Context,
    Derivative,
    Differentiable,
    Negation,
    Substitution,
    Term,
)

NAME = "quotients"
ROUTE = "numeric"
COST = 20

_BITS = 256


def accepts(obligation: Obligation) -> bool:
    """Claims that a scalar function is, or is not, differentiable."""
    goal = obligation.goal
    claim = goal.part if isinstance(goal, Negation) else goal
    return isinstance(claim, Differentiable) and claim.function.shape.is_scalar


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Expand the function at the claimed point, or at admissible ones."""
    goal, context = obligation.goal, obligation.context
    negated = isinstance(goal, Negation)
    claim = goal.part if isinstance(goal, Negation) else goal
    assert isinstance(claim, Differentiable)
    function, slope = _terms(claim)
    sampled = admissible(context, (slope,), effort.seed, 12 * effort.scale, purpose="show")
    seen = 0
    for point in sampled.points:
        outcome = _has_slope(function, slope, context, point)
        if outcome is None:
            continue
        seen += 1
        if outcome == negated:
            words = "has a" if outcome else "has no"
            point = _shown(claim, context, point)
            sentence = f"the function {words} derivative at {point.sentence or 'the point'}"
            example = Counterexample(
                kind="negation" if negated else "point",
                sizes=dict(point.sizes),
                assignment=point.assignment(),
                sentence=sentence,
            )
            return Finding(NAME, Outcome.REFUTED, sentence, counterexample=example, points=seen)
    if not seen:
        return silent(NAME, "no_point", "the function has no value at the point")
    return Finding(NAME, Outcome.AGREES, "both one-sided expansions were told", points=seen)


def _shown(claim: Differentiable, context: Context, point: Point) -> Point:
    """The point with the claimed value of the variable, or without it where that is no rational."""
    if claim.point is None:
        return point
    values = {name: value for name, value in point.values.items() if name != claim.variable.name}
    try:
        array = Evaluator(Rationals(), context, point).value(claim.point)
        values[claim.variable.name] = tuple(tuple(as_fraction(e) for e in row) for row in array)
    except (NoValue, Undetermined, Unsupported):
        pass
    return replace(point, values=values)


def _terms(claim: Differentiable) -> tuple[Term, Term]:
    """The function and its derivative, at the claimed point if there is one."""
    function = claim.function
    kind = "along" if claim.variable.shape.is_scalar else "gradient"
    tangent = UNIT if kind == "along" else None
    shape = function.shape if kind == "along" else claim.variable.shape
    slope: Term = Derivative(shape, kind, function, claim.variable, tangent)  # type: ignore[arg-type]
    if claim.point is None:
        return function, slope
    at = ((claim.variable, claim.point),)
    return Substitution(function.shape, function, at), Substitution(shape, slope, at)


def _has_slope(function: Term, slope: Term, context: Context, point: Point) -> bool | None:
    """Whether the derivative exists; None where the function itself has no value."""
    for arithmetic in (Rationals(), Balls(_BITS)):
        evaluator = Evaluator(arithmetic, context, point)
        try:
            evaluator.value(function)
        except (NoValue, Undetermined):
            return None
        except Unsupported:
            continue
        try:
            evaluator.value(slope)
        except NoValue:
            return False
        except Undetermined:
            return None
        except Unsupported:
            continue
        return True
    return None
