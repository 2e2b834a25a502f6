"""A positive answer proves that no admissible point gives both sides a value; silence nothing.

Such a claim speaks of nothing: a logarithm of a number that is never positive, assumptions
that contradict each other. A derivative needs a value of its function. That is a finding
(DC204), unlike a search that found no point.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.deciders._nowhere import nowhere, symbols
from derivcheck.deciders._signs import impossible
from derivcheck.language.obligations import Effort, Finding, Obligation, silent
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Derivative,
    Entry,
    Literal2D,
    Term,
    children,
)

NAME = "vacuity"
ROUTE = "domain"
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
    sides = (goal.left, goal.right)
    functions = [function for side in sides for function in _differentiated(side)]
    context = obligation.context
    if (
        impossible(context, sides)
        or (functions and impossible(context, functions))
        or any(nowhere(side, context) for side in sides)
        or any(nowhere(f, context, differentiated=symbols(f) == 1) for f in functions)
    ):
        return silent(NAME, "vacuous", "no admissible point gives both sides a value")
    return silent(NAME, "gave_up", "no contradiction was found")


def _differentiated(term: Term) -> Iterator[Term]:
    """Scalar functions whose derivative is taken at the point itself, under no binder."""
    match term:
        case Derivative(body=body, tangent=tangent):
            if body.shape.is_scalar:
                yield body
            yield from _differentiated(body)
            if tangent is not None:
                yield from _differentiated(tangent)
        case Apply() | Entry() | Literal2D():
            for part in children(term):
                if isinstance(part, Term):
                    yield from _differentiated(part)
