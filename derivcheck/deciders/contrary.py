"""Refutation of `a != b`, `a < b` and `a > b` by a proof of `a = b`; success never proves them.

Where both sides are equal enclosures never separate, so that no point alone shows the failure.
With a proof that they are equal at every admissible point where both have values, any such
point is a counterexample; one is named at which they agree to fifty digits. Silence where the
equality is not proved.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.deciders import normal_form
from derivcheck.deciders._points.counterexamples import show_failure
from derivcheck.deciders._points.pointwise import DIGITS, Judgement, judge
from derivcheck.deciders._points.seen import fails_somewhere
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.obligations import (
    Effort,
    Finding,
    Obligation,
    Outcome,
    Pointwise,
    silent,
)
from derivcheck.language.terms import Comparison

NAME = "contrary"
ROUTE = "symbolic"
COST = 21


def accepts(obligation: Obligation) -> bool:
    """Relations that fail wherever both sides are equal."""
    goal = obligation.goal
    return isinstance(goal, Comparison) and goal.relation in ("!=", "<", ">")


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Prove the equality, then find a point where both sides have values."""
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Comparison)
    equality = replace(goal, relation="=")
    if fails_somewhere(equality, context):
        return silent(NAME, "gave_up", "both sides differ somewhere")
    proof = normal_form.prove(equality, context)
    if proof.outcome is not Outcome.PROVED:
        return silent(NAME, "gave_up", "no proof that both sides are equal")
    for point in _points(equality, obligation, effort):
        judgement = judge(equality, context, point)
        shown = Judgement(False, judgement.left, judgement.right, exact=judgement.exact)
        return Finding(
            NAME,
            Outcome.REFUTED,
            f"both sides are equal wherever they have values: {proof.proves}",
            sizes=proof.sizes,
            counterexample=show_failure(Pointwise(goal, context), point, shown),
            evidence=proof.evidence,
        )
    return silent(NAME, "no_point", "no admissible point at which both sides have values")


def _points(equality: Comparison, obligation: Obligation, effort: Effort) -> list[Point]:
    """A small admissible point at which both sides were seen to agree."""

    def agree(point: Point) -> bool:
        try:
            judged = judge(equality, obligation.context, point)
        except (NoValue, Undetermined, Unsupported):
            return False
        return judged.holds is True and (judged.exact or (judged.digits or 0) >= DIGITS)

    return admissible(
        obligation.context, (equality,), effort.seed, 1, purpose="show", defined=agree
    ).points
