"""Definitions, expanded where they are used, under the claim's symbols.

A definition sees the symbols and its own parameters, not the bound names of its caller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from derivcheck.language import syntax
from derivcheck.language.elaboration.complaints import misuse
from derivcheck.language.elaboration.environment import Environment, Local
from derivcheck.language.elaboration.tables import Definition
from derivcheck.language.positions import Span
from derivcheck.language.terms import Term, add, constant


def value(env: Environment, definition: Definition, node: syntax.Node) -> Term:
    """What a name without parameters stands for, worked out once in each surrounding."""
    tables = env.tables
    promoted = frozenset(env.promoted.items()), frozenset(env.members.items())
    key = (definition.name, env.depth, promoted)
    known = tables.expansions.get(key)
    if known is not None:
        env.count(known[1], node)
        return known[0]
    before = tables.nodes
    term = expanded(env, definition, {}, node.span)
    if not tables.tentative:
        tables.expansions[key] = term, tables.nodes - before
    return term


def called(
    env: Environment, definition: Definition, arguments: Sequence[syntax.Expression], span: Span
) -> Term:
    """`sigma(z)` with its arguments, whatever their shapes are."""
    if len(arguments) != len(definition.parameters):
        raise misuse(
            f"{definition.name} takes {counted(len(definition.parameters), 'argument')}, "
            f"not {len(arguments)}",
            span,
        )
    given = [argument(env, node) for node in arguments]
    return expanded(env, definition, dict(zip(definition.parameters, given, strict=True)), span)


def argument(env: Environment, node: syntax.Expression) -> Local:
    """An argument and the number of nodes it takes to write it out."""
    before = env.tables.nodes
    term = env.term(node)
    return Local(term, env.tables.nodes - before)


def member(env: Environment, definition: Definition, indices: Sequence[Term], span: Span) -> Term:
    """`x[k]` of a definition with an index."""
    if len(indices) != len(definition.indices):
        raise misuse(
            f"{definition.name} takes {counted(len(definition.indices), 'subscript')}, "
            f"not {len(indices)}",
            span,
        )
    return expanded(env, definition, bound_indices(definition, indices), span)


def bound_indices(definition: Definition, indices: Sequence[Term]) -> dict[str, Local]:
    """The names in a heading `x[k + 1]` for given subscripts."""
    return {
        name: Local(index if not shift else add(index, constant(-shift)))
        for (name, shift), index in zip(definition.indices, indices, strict=True)
    }


def expanded(
    env: Environment, definition: Definition, parameters: Mapping[str, Local], span: Span
) -> Term:
    """The body of a definition with its parameters bound."""
    if definition.name in env.expanding:
        start = env.expanding.index(definition.name)
        circle = " -> ".join((*env.expanding[start:], definition.name))
        hint = None
        if definition.indices:
            hint = f"give the sequence a start, such as {definition.name}[0]: ..."
        raise misuse(f"{definition.name} is defined by itself: {circle}", span, hint)
    with definition.body.reading() as tree:
        return env.inside(definition.name, parameters).term(tree)


def counted(number: int, what: str) -> str:
    """`1 argument`, `2 arguments`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
