"""A positive answer proves that no admissible point gives both sides a value; silence nothing.

Such a claim speaks of nothing: a logarithm of a number that is never positive, assumptions
that contradict each other. A derivative needs a value of its function. That is a finding
(DC204), unlike a search that found no point.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.deciders._definedness import NoRule, own_needs
from derivcheck.deciders._signs import impossible, nonnegative_of, sign_of
from derivcheck.language.obligations import Effort, Finding, Obligation, silent
from derivcheck.language.operators import KINKED
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Constant,
    Context,
    Derivative,
    Entry,
    Literal2D,
    Pi,
    Term,
    Variable,
    children,
    negate,
    walk,
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
        or any(_unmet(side, context) for side in sides)
        or any(_unmet(f, context, differentiated=_symbols(f) == 1) for f in functions)
    ):
        return silent(NAME, "vacuous", "no admissible point gives both sides a value")
    return silent(NAME, "gave_up", "no contradiction was found")


def _unmet(term: Term, context: Context, *, differentiated: bool = False) -> bool:
    """Whether a part under no binder lacks a value everywhere, by the sign of its argument.

    In a function of one symbol an analytic argument that is never positive vanishes at
    isolated points only: its root has values there and no derivative.
    """
    try:
        needed = [need for need in own_needs(term) if need.exact]
    except NoRule:
        return False
    for need in needed:
        strict = need.relation == ">" or (
            differentiated and need.relation == ">=" and _analytic(need.argument)
        )
        sign = sign_of(need.argument, context)
        if sign in _CONTRARY[need.relation] or (
            strict and sign != 0 and nonnegative_of(negate(need.argument), context)
        ):
            return True
    return any(
        _unmet(part, context, differentiated=differentiated)
        for part in children(term)
        if isinstance(term, Apply | Entry | Literal2D) and isinstance(part, Term)
    )


_CONTRARY = {">": (0, -1), ">=": (-1,), "!=": (0,)}


def _symbols(term: Term) -> int:
    return len({part for part in walk(term) if isinstance(part, Variable)})


def _analytic(term: Term) -> bool:
    return _symbols(term) == 1 and all(
        isinstance(part, Constant | Pi | Variable)
        or (isinstance(part, Apply) and part.operator not in KINKED)
        for part in walk(term)
    )


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
