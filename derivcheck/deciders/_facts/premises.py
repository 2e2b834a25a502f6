"""Equations among the assumptions, solved for a symbol that stands alone.

`Q@xstar = -c` makes c a name for -Q@xstar. The symbol is replaced in the claim after the
derivatives in it are taken (an assumption never enters a derivative).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Context,
    Term,
    Tree,
    Variable,
    negate,
)


def solved_assumptions(context: Context, goal: Tree) -> tuple[dict[str, Term], Context]:
    """Values for symbols that equations determine, and the context without these equations."""
    values: dict[str, Term] = {}
    kept = []
    for assumption in context.assumptions:
        found = next(_solutions(assumption, context, goal), None)
        if found is None:
            kept.append(assumption)
            continue
        name, value = found
        value = replaced(value, values)
        if mentions(value, {name}):
            kept.append(assumption)
            continue
        values = {key: replaced(old, {name: value}) for key, old in values.items()}
        values[name] = value
    if not values:
        return {}, context
    return values, replace(context, assumptions=tuple(replaced(a, values) for a in kept))


def _solutions(assumption: Tree, context: Context, goal: Tree) -> Iterator[tuple[str, Term]]:
    """Symbols of unrestricted type that one side of an equation is, up to its sign."""
    if not isinstance(assumption, Comparison) or assumption.relation != "=":
        return
    for side, other in (
        (assumption.left, assumption.right),
        (assumption.right, assumption.left),
    ):
        match side:
            case Variable(indices=(), family=False) as symbol:
                value = other
            case Apply(operator=Operator.NEGATE, arguments=(Variable(indices=()) as symbol,)):
                value = negate(other)
            case _:
                continue
        free = context.declarations.get(symbol.name)
        if free is None or free.kind != "real" or free.structure or free.values:
            continue
        apart = not mentions(value, {symbol.name}) and value.shape == symbol.shape
        if apart and mentions(goal, {symbol.name}):
            yield symbol.name, value
