"""Agreement says that what a claim denies was seen to fail; it supports, and proves nothing.

Points are drawn with another seed than the one of the proof. If what is denied held wherever
it was tried, there is silence: points do not show that it always does.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.deciders import ball
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent

NAME = "failures"
ROUTE = "numeric"
COST = 23


def accepts(obligation: Obligation) -> bool:
    """Negations of propositions whose failure shows at points."""
    return any(each.pointwise for each in obligation.denied)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Find a failure once more."""
    for denied in obligation.denied:
        found = ball.decide(denied, replace(effort, seed=effort.seed + 1, proved=False))
        if found.outcome is Outcome.REFUTED:
            return Finding(
                NAME, Outcome.AGREES, found.proves, points=found.points, exact=found.exact
            )
    return silent(NAME, "gave_up", "no failure of what is denied was found")
