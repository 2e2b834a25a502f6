"""How shapes come to fit: equal symbols, a literal 0, an identity that takes its size.

The size of a bare `I` is an atom that starts with `?` until a square shape meets it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Shape, Size
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Constant,
    SizeOf,
    T,
    Term,
    Tree,
    identity,
    multiply,
    ones,
    rebuild,
    walk,
    zeros,
)

OPEN = "?"


def open_identity(number: int) -> Term:
    """An identity whose size the context gives."""
    return identity(Size.of(f"{OPEN}#{number}"))


def open_name(size: Size) -> str | None:
    """The atom of an open size; None if the size is known."""
    if len(size.terms) == 1 and len(size.terms[0][0]) == 1 and size.terms[0][1] == 1:
        atom = size.terms[0][0][0]
        if isinstance(atom, str) and atom.startswith(OPEN):
            return atom
    return None


def is_open(shape: Shape) -> bool:
    """Whether some size of the shape is not known yet."""
    names = shape.rows.names() | shape.columns.names()
    return any(name.startswith(OPEN) for name in names)


def sized(node: T, values: Mapping[str, Size]) -> T:
    """The node with open sizes replaced in every shape."""
    if not values:
        return node

    def change(part: Tree) -> Tree:
        new = rebuild(part, change)
        if isinstance(new, Term):
            shape = new.shape.replace(values)
            if shape != new.shape:
                new = replace(new, shape=shape)
            if isinstance(new, SizeOf):
                new = replace(new, size=new.size.replace(values))
        return new

    return change(node)  # type: ignore[return-value]  # change keeps the type of a node


def _equation(left: Size, right: Size) -> dict[str, Size] | None:
    """What open sizes must be for the two to be equal; None if nothing makes them."""
    if left == right:
        return {}
    for one, other in ((left, right), (right, left)):
        name = open_name(one)
        if name is not None and not other.is_one:
            return {name: other}
    return None


def inner_sizes(left: Term, right: Term) -> tuple[Term, Term] | None:
    """The factors of a matrix product, the inner sizes made equal; None if they differ."""
    values = _equation(left.shape.columns, right.shape.rows)
    return None if values is None else (sized(left, values), sized(right, values))


def matched(left: Term, right: Term) -> tuple[Term, Term] | None:
    """Both terms in one shape; None if the shapes differ."""
    if left.shape == right.shape:
        return left, right
    for side in ("rows", "columns"):
        values = _equation(getattr(left.shape, side), getattr(right.shape, side))
        if values is None:
            return None
        left, right = sized(left, values), sized(right, values)
    return left, right


def is_zero(term: Term) -> bool:
    """Whether the term is a literal 0, which fits every shape."""
    return isinstance(term, Constant) and term.value == 0


def widened(term: Term, shape: Shape) -> Term:
    """A scalar in every entry of a shape."""
    if term.shape == shape:
        return term
    if is_zero(term):
        return zeros(shape)
    return ones(shape) if term == UNIT else multiply(term, ones(shape))


def fitted(term: Term, shape: Shape) -> Term | None:
    """The term in a given shape, if it has it or a literal 0 or an open identity takes it."""
    if term.shape == shape:
        return term
    if is_zero(term):
        return zeros(shape)
    if is_open(term.shape):
        pair = matched(term, zeros(shape))
        return pair and pair[0]
    return None


def has_open_size(node: Tree) -> bool:
    """Whether an identity below was left without a size."""
    return any(
        isinstance(part, Apply) and part.operator is Operator.IDENTITY and is_open(part.shape)
        for part in walk(node)
    )
