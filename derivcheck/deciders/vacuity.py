"""A positive answer proves that no admissible point gives both sides a value; silence nothing.

Such a claim speaks of nothing: a logarithm of a number that is never positive, assumptions
that contradict each other. A derivative needs a value of its function. That is a finding
(DC204), unlike a search that found no point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.deciders._facts.nowhere import nowhere, symbols
from derivcheck.deciders._facts.signs import impossible, vanishes_nowhere
from derivcheck.language.obligations import Effort, Finding, Obligation, silent
from derivcheck.language.terms import (
    All,
    Apply,
    Comparison,
    Condition,
    Context,
    Derivative,
    Entry,
    Implies,
    Literal2D,
    Term,
    children,
    subtract,
)

NAME = "vacuity"
ROUTE = "domain"
COST = 90


def accepts(obligation: Obligation) -> bool:
    """Comparisons of scalars, and implications, whose premise may hold nowhere."""
    goal = obligation.goal
    if isinstance(goal, Implies):
        return not goal.both
    return isinstance(goal, Comparison) and goal.left.shape.is_scalar


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Look for a contradiction among the assumptions and the conditions of definedness."""
    del effort  # one look has no budget
    goal, context = obligation.goal, obligation.context
    if isinstance(goal, Implies):
        supposed = replace(context, assumptions=(*context.assumptions, goal.left))
        if impossible(supposed) or _never(goal.left, context):
            return silent(NAME, "vacuous", "the premise holds at no admissible point")
        return silent(NAME, "gave_up", "no contradiction was found")
    assert isinstance(goal, Comparison)
    sides = (goal.left, goal.right)
    functions = [function for side in sides for function in _differentiated(side)]
    if (
        impossible(context, sides)
        or (functions and impossible(context, functions))
        or any(nowhere(side, context) for side in sides)
        or any(nowhere(f, context, differentiated=symbols(f) == 1) for f in functions)
    ):
        return silent(NAME, "vacuous", "no admissible point gives both sides a value")
    return silent(NAME, "gave_up", "no contradiction was found")


def _never(premise: Condition, context: Context) -> bool:
    """Whether an equation that must hold has sides that differ everywhere."""
    match premise:
        case All(parts=parts):
            return any(_never(part, context) for part in parts)
        case Comparison(relation="=", left=left, right=right):
            return left.shape.is_scalar and vanishes_nowhere(subtract(left, right), context)
        case _:
            return False


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
