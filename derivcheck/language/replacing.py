"""Replacing variables in terms and conditions, and fresh names that cannot clash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as with_fields

from derivcheck.language.terms import (
    Condition,
    Context,
    Declaration,
    Derivative,
    Limit,
    Substitution,
    T,
    Term,
    Tree,
    Variable,
    rebuild,
    walk,
)


def mentions(node: Tree, names: frozenset[str] | set[str]) -> bool:
    """Whether a variable of one of the names occurs."""
    return any(isinstance(part, Variable) and part.name in names for part in walk(node))


def replaced(node: T, values: Mapping[str, Term]) -> T:
    """The node with the named variables standing for `values`, as `at` means it.

    A derivative by a replaced variable, or by one that the values mention, is taken first:
    it becomes a `Substitution`.
    """
    inner_names = {name for value in values.values() for name in names_of(value)}

    def change(part: Tree) -> Tree:
        match part:
            case Variable(name=name, indices=()) if name in values:
                return values[name]
            case Derivative(variable=variable) if variable.name in inner_names | values.keys():
                return _outside(part, values)
            case Limit(variable=variable) if variable.name in values:
                inner = {name: value for name, value in values.items() if name != variable.name}
                return rebuild(part, lambda child: replaced(child, inner)) if inner else part
            case Substitution(bindings=bindings) if values.keys() & {v.name for v, _ in bindings}:
                bound = {variable.name for variable, _ in bindings}
                inner = {name: value for name, value in values.items() if name not in bound}
                outer = tuple((variable, replaced(value, values)) for variable, value in bindings)
                return with_fields(part, body=replaced(part.body, inner), bindings=outer)
            case _:
                return rebuild(part, change)

    result = change(node)
    assert isinstance(result, (Term, Condition))
    return result  # type: ignore[return-value]  # change keeps terms terms and conditions conditions


def exchanged(node: T, part: Tree, other: Tree) -> T:
    """The tree with something else in the place of a part, wherever that stands."""

    def change(node: Tree) -> Tree:
        return other if node == part else rebuild(node, change)

    return change(node)  # type: ignore[return-value]  # the other one is of its kind


def _outside(derivative: Derivative, values: Mapping[str, Term]) -> Term:
    used = {name: value for name, value in values.items() if mentions(derivative, {name})}
    if not used:
        return derivative
    bindings = tuple((Variable(value.shape, name), value) for name, value in used.items())
    return Substitution(derivative.shape, derivative, bindings)


def names_of(node: Tree) -> frozenset[str]:
    """The names of all variables that occur."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Variable))


def fresh(name: str, context: Context) -> str:
    """A name derived from `name` that the context does not declare."""
    while name in context.declarations or name in context.sizes:
        name += "_"
    return name


def twin(context: Context, variable: Variable, suffix: str) -> tuple[Variable, Context]:
    """A fresh variable admissible wherever `variable` is, and the context that declares it.

    The assumptions that speak of the variable are repeated for its twin.
    """
    name = fresh(f"{variable.name}{suffix}", context)
    copy = Variable(variable.shape, name)
    declaration = context.declarations.get(variable.name)
    if declaration is None:
        declaration = Declaration(variable.name, "real", variable.shape)
    repeated = tuple(
        replaced(assumption, {variable.name: copy})
        for assumption in context.assumptions
        if mentions(assumption, {variable.name})
    )
    return copy, with_fields(
        context,
        declarations={**context.declarations, name: with_fields(declaration, name=name)},
        assumptions=(*context.assumptions, *repeated),
    )
