"""Success proves an inequality between scalars at every admissible point.

The difference of the sides is shown to be nowhere negative (positive): by rules of signs,
branch by branch at kinks, as a Gram matrix, by the signs of its derivatives along one symbol,
or with slack symbols for linear assumptions. Asked after a counterexample was looked for.
Silence where no way closes.
"""

from __future__ import annotations

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.deciders._facts.relations import gap, is_scalar_inequality
from derivcheck.deciders._induction.positive_steps import monotone_step
from derivcheck.deciders._inequalities.inequalities import nonnegative
from derivcheck.deciders._positive import Facts
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.terms import Comparison

NAME = "inequality"
ROUTE = "symbolic"
COST = 30


def accepts(obligation: Obligation) -> bool:
    """Inequalities between scalars."""
    return is_scalar_inequality(obligation.goal)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """The ways one after the other."""
    del effort  # every way is finite
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Comparison)
    larger, strict = gap(goal)
    try:
        difference = eliminate(monotone_step(larger, context))
    except UnsupportedDifferential as missing:
        return silent(NAME, "unsupported", str(missing))
    facts = Facts(context)
    if facts.positive(larger) if strict else facts.nonnegative(larger):
        proof: str | None = "rules of signs"
    else:
        proof = nonnegative(difference, context, strict)
    if proof is None:
        return silent(NAME, "gave_up", "no way shows the sign of the difference")
    word = "positive" if strict else "nowhere negative"
    return Finding(
        NAME,
        Outcome.PROVED,
        f"the difference of the sides is {word}: {proof}",
        sizes="all" if context.sizes else None,
        evidence={"proof": proof},
    )
