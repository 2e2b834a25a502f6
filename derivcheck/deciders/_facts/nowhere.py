"""Terms that have a value at no admissible point, by the signs of what their parts need."""

from __future__ import annotations

from derivcheck.deciders._facts.definedness import NoRule, own_needs
from derivcheck.deciders._facts.relations import fails
from derivcheck.deciders._facts.signs import nonnegative_of, sign_of
from derivcheck.language.operators import KINKED
from derivcheck.language.terms import (
    Apply,
    Constant,
    Context,
    Entry,
    Literal2D,
    Pi,
    Term,
    Variable,
    children,
    negate,
    walk,
)


def nowhere(term: Term, context: Context, *, differentiated: bool = False) -> bool:
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
        if fails(need.relation, sign) or (
            strict and sign != 0 and nonnegative_of(negate(need.argument), context)
        ):
            return True
    return any(
        nowhere(part, context, differentiated=differentiated)
        for part in children(term)
        if isinstance(term, Apply | Entry | Literal2D) and isinstance(part, Term)
    )


def symbols(term: Term) -> int:
    """How many symbols it depends on."""
    return len({part for part in walk(term) if isinstance(part, Variable)})


def _analytic(term: Term) -> bool:
    return symbols(term) == 1 and all(
        isinstance(part, Constant | Pi | Variable)
        or (isinstance(part, Apply) and part.operator not in KINKED)
        for part in walk(term)
    )
