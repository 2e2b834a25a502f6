"""Success proves `not P`, P being about a function as a whole, by one exact failure of P.

Two points and their midpoint in rational numbers show that a function is not convex, a
feasible point with a smaller value that another is no minimum. Silence where no failure was
found, or only one between enclosures.
"""

from __future__ import annotations

from derivcheck.deciders import ball
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent

NAME = "negation"
ROUTE = "symbolic"
COST = 22


def accepts(obligation: Obligation) -> bool:
    """Negations of propositions whose failure shows at points."""
    return any(each.pointwise for each in obligation.denied)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Look for an exact failure of what is denied."""
    for denied in obligation.denied:
        found = ball.decide(denied, effort)
        if found.outcome is Outcome.REFUTED and found.exact and found.counterexample:
            proves = f"it fails {found.counterexample.sentence}"
            return Finding(NAME, Outcome.PROVED, proves, evidence={"exact": True})
    return silent(NAME, "gave_up", "no exact failure of what is denied was found")
