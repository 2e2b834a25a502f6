"""Subgradients outside of an interval: exact one-sided slopes of a convex function.

Where a convex function has values on both sides of a point, its slopes there are subgradients
(Rockafellar, Convex Analysis, 1970, theorem 24.1). One that lies outside of an interval shows
that the interval is not the whole subdifferential.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derivcheck.deciders.one_sided import slopes_at
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.rationals import Rationals
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.obligations import Counterexample, Effort
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import Context, SubdifferentialIs

_POINTS = 10


def left_out(goal: SubdifferentialIs, context: Context, effort: Effort) -> Counterexample | None:
    """A subgradient that is not in the interval; the function has to be convex."""
    parts = (goal.function, goal.point, goal.low, goal.high)
    sampled = admissible(context, parts, effort.seed, _POINTS * effort.scale, purpose="show")
    for point in sampled.points:
        evaluator = Evaluator(Rationals(), context, point)
        try:
            here = evaluator.value(goal.point)
            behind, ahead = slopes_at(goal, context, evaluator, here)
            low, high = (evaluator.value(end)[0][0] for end in (goal.low, goal.high))
        except (NoValue, Undetermined, Unsupported, LookupError):
            continue
        slope = ahead if ahead > high else behind if behind < low else None
        if slope is None:
            continue
        shown = Fraction(int(slope.p), int(slope.q))
        if not mentions(goal.point, {goal.variable.name}):
            values = {n: v for n, v in point.values.items() if n != goal.variable.name}
            point = replace(point, values=values)
        where = f"at {point.sentence}: " if point.assignment() or point.sizes else ""
        name = goal.variable.name
        return Counterexample(
            kind="inequality",
            sizes=dict(point.sizes),
            assignment=point.assignment(),
            relation="in",
            witness={"slope": str(shown), "side": "right" if ahead > high else "left"},
            exact=True,
            sentence=(
                f"{where}{shown} is a subgradient at {name} = {here[0][0]}, too; "
                f"it is not in [{low}, {high}]"
            ),
        )
    return None
