"""What it takes for a value to be one that a variable may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import Any, Comparison, Condition, Context, Term, Variable


def admitted(context: Context, variable: Variable, value: Term) -> Context:
    """The context in which the value is one that the variable may take."""
    conditions = tuple(admission(context, variable, value))
    return replace(context, assumptions=(*context.assumptions, *conditions))


def admission(context: Context, variable: Variable, value: Term) -> Iterator[Condition]:
    """What assumptions and declaration ask of a variable, said of the value."""
    for assumption in context.assumptions:
        if mentions(assumption, {variable.name}):
            yield replaced(assumption, {variable.name: value})
    declaration = context.declarations.get(variable.name)
    if declaration is None:
        return
    if declaration.values:
        yield Any(tuple(Comparison("=", value, each) for each in declaration.values))
    if len(declaration.pieces) == 1:
        piece = declaration.pieces[0]
        if piece.low is not None:
            yield Comparison(">=" if piece.low_closed else ">", value, piece.low)
        if piece.high is not None:
            yield Comparison("<=" if piece.high_closed else "<", value, piece.high)
