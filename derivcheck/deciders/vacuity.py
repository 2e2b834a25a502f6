"""A positive answer proves that no admissible point gives both sides a value; silence nothing.

Such a claim speaks of nothing: a logarithm of a number that is never positive, assumptions
that contradict each other. That is a finding (DC204), unlike a search that found no point.
"""

from __future__ import annotations

from derivcheck.deciders._signs import impossible
from derivcheck.language.obligations import Effort, Finding, Obligation, silent
from derivcheck.language.terms import Comparison, Term

NAME = "vacuity"
ROUTE = "symbolic"
COST = 90


def accepts(obligation: Obligation) -> bool:
    """Comparisons of scalars."""
    goal = obligation.goal
    return isinstance(goal, Comparison) and goal.left.shape.is_scalar


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Look for a contradiction among the assumptions and the conditions of definedness."""
    del effort  # one look has no budget
    goal = obligation.goal
    assert isinstance(goal, Comparison)
    sides: tuple[Term, ...] = (goal.left, goal.right)
    if impossible(obligation.context, sides):
        return silent(NAME, "vacuous", "no admissible point gives both sides a value")
    return silent(NAME, "gave_up", "no contradiction was found")
