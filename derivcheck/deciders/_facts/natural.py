"""What holds wherever a term has a value, as assumptions: `log(u)` says u > 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.definedness import Need, NoRule, own_needs
from derivcheck.language.terms import (
    ZERO,
    Comparison,
    Condition,
    Context,
    Derivative,
    Iterated,
    Piecewise,
    Substitution,
    Term,
    children,
)


def where_defined(term: Term, context: Context) -> Context:
    """The context with the conditions that a value of the term implies."""
    new: list[Condition] = []
    for need in _unconditional(term):
        condition = Comparison(need.relation, need.argument, ZERO)  # type: ignore[arg-type]
        if condition not in context.assumptions and condition not in new:
            new.append(condition)
    return replace(context, assumptions=(*context.assumptions, *new)) if new else context


def _unconditional(term: Term) -> Iterator[Need]:
    """The exact needs of scalar parts that are evaluated whatever branch is chosen."""
    if isinstance(term, (Piecewise, Iterated, Derivative, Substitution)):
        return
    try:
        found = list(own_needs(term))
    except NoRule:
        found = []
    for need in found:
        argument = need.argument
        if need.exact and argument.shape.is_scalar and rational(argument) is None:
            yield need
    for part in children(term):
        if isinstance(part, Term):
            yield from _unconditional(part)
