"""Success proves an inequality at every admissible point, by the sign of its difference.

The normal form knows the signs of sums of squares, exponentials, sizes and assumed facts; a
symbol with finitely many values is tried at each. Silence where a sign is not known.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from derivcheck.deciders._facts.relations import gap, is_scalar_inequality
from derivcheck.deciders._facts.signs import nonnegative_of, sign_of
from derivcheck.deciders._induction.positive_steps import monotone_step
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import Comparison, Context, Term

NAME = "positivity"
ROUTE = "symbolic"
COST = 14

#: finite types are tried value by value up to this many combinations
LIMIT = 64


def accepts(obligation: Obligation) -> bool:
    """Inequalities between scalars."""
    return is_scalar_inequality(obligation.goal)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """The sign of the difference, for every value of finite types."""
    del effort  # one look at signs has no budget
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Comparison)
    larger, strict = gap(goal)
    difference = monotone_step(larger, context)
    if all(_holds(term, inside, strict) for term, inside in _instances(difference, context)):
        word = "positive" if strict else "nowhere negative"
        return Finding(NAME, Outcome.PROVED, f"the difference of the sides is {word}")
    return silent(NAME, "gave_up", "the sign of the difference is not known")


def _holds(term: Term, context: Context, strict: bool) -> bool:
    return sign_of(term, context) == 1 if strict else nonnegative_of(term, context)


def _instances(term: Term, context: Context) -> list[tuple[Term, Context]]:
    """The term at every combination of values of the scalars with finite types."""
    finite = [
        (name, declaration.values)
        for name, declaration in context.declarations.items()
        if declaration.values and declaration.shape.is_scalar and not declaration.family
        if mentions(term, {name})
    ]
    total = 1
    for _, values in finite:
        total *= len(values)
    if not finite or total > LIMIT:
        return [(term, context)]
    found = []
    for choice in product(*(values for _, values in finite)):
        chosen = {name: value for (name, _), value in zip(finite, choice, strict=True)}
        assumptions = tuple(replaced(a, chosen) for a in context.assumptions)
        found.append((replaced(term, chosen), replace(context, assumptions=assumptions)))
    return found
