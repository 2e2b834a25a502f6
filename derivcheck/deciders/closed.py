"""Success proves a statement without symbols: both sides are computed in exact rationals.

There is one admissible point, and arithmetic there is the whole proof. Silence where a value
is not rational.
"""

from __future__ import annotations

from derivcheck.deciders._points.pointwise import judge
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.point import Point
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.terms import Comparison

NAME = "closed"
ROUTE = "symbolic"
COST = 5


def accepts(obligation: Obligation) -> bool:
    """Comparisons in a context that declares nothing."""
    context = obligation.context
    nothing = not (context.declarations or context.sizes or context.assumptions)
    return nothing and isinstance(obligation.goal, Comparison)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Evaluate both sides."""
    del effort  # one evaluation has no budget
    try:
        judgement = judge(obligation.goal, obligation.context, Point())
    except (NoValue, Undetermined, Unsupported) as refusal:
        return silent(NAME, "unsupported", str(refusal))
    if judgement.holds and judgement.exact:
        return Finding(NAME, Outcome.PROVED, "both sides are computed in exact rationals")
    return silent(NAME, "unsupported", "a value that is not rational")
