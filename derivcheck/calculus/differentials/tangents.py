"""Tangents, names and the small algebra of terms that may be zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from derivcheck.language.sizes import Shape, Size
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Index,
    Iterated,
    Limit,
    SizeOf,
    Substitution,
    T,
    Term,
    Tree,
    Variable,
    add,
    children,
    integer,
    matmul,
    multiply,
    negate,
    ones,
    rebuild,
    walk,
    zeros,
)


class UnsupportedDifferential(Exception):
    """No rule differentiates this operator by this argument."""


@dataclass(frozen=True, slots=True)
class Tangent:
    """The direction in which a variable moves.

    Without indices `value` is shaped like the variable, or is a whole family (a `Variable`
    with `family=True`) whose members are the tangents of the variable's members. With indices
    only that member of the family moves.
    """

    value: Term
    indices: tuple[Term, ...] = ()

    @property
    def is_family(self) -> bool:
        """Whether every member of a family moves."""
        return isinstance(self.value, Variable) and self.value.family


Tangents = Mapping[str, Tangent]

# Terms that may be zero: None stands for an array of zeros ----------------------------------


def zero(shape: Shape) -> Term:
    """The zero of a shape."""
    return ZERO if shape.is_scalar else zeros(shape)


def plus(left: Term | None, right: Term | None) -> Term | None:
    """a + b."""
    if left is None or right is None:
        return right if left is None else left
    return add(left, right)


def minus(left: Term | None, right: Term | None) -> Term | None:
    """a - b."""
    return plus(left, None if right is None else negate(right))


def times(left: Term | None, right: Term | None) -> Term | None:
    """a .* b."""
    if left is None or right is None:
        return None
    return right if left == UNIT else multiply(left, right)


def product(*factors: Term | None) -> Term | None:
    """A @ B @ ..."""
    result = factors[0]
    for factor in factors[1:]:
        if result is None or factor is None:
            return None
        result = matmul(result, factor)
    return result


def spread(term: Term, shape: Shape) -> Term:
    """A scalar in every entry of an array; an array as it is."""
    if term.shape.is_scalar and not shape.is_scalar:
        return multiply(ones(shape), term)
    return term


# Names --------------------------------------------------------------------------------------


def names(nodes: Iterable[Tree]) -> frozenset[str]:
    """Every name of a variable, a bound index or a size in the nodes."""
    found: set[str] = set()
    for root in nodes:
        for node in walk(root):
            if isinstance(node, Term):
                found |= node.shape.rows.names() | node.shape.columns.names()
            match node:
                case Variable(name=name) | Index(name=name) | Iterated(index=name):
                    found.add(name)
                case SizeOf(size=size):
                    found |= size.names()
    return frozenset(found)


def fresh(name: str, taken: frozenset[str]) -> str:
    """The name with as many primes as it takes to be new."""
    while name in taken:
        name += "'"
    return name


def depends(node: Tree, moving: frozenset[str]) -> bool:
    """Whether a free variable of one of these names occurs."""
    match node:
        case Variable(name=name) if name in moving:
            return True
        case SizeOf(size=size):
            return bool(size.names() & moving)
        case Substitution(body=body, bindings=bindings):
            inner = moving - {variable.name for variable, _ in bindings}
            return depends(body, inner) or any(depends(value, moving) for _, value in bindings)
        case Limit(variable=variable):
            moving -= {variable.name}
    return any(depends(child, moving) for child in children(node))


def reindexed(node: T, values: Mapping[str, Size]) -> T:
    """The node with bound names replaced by sizes, in shapes and subscripts too.

    A binder of a replaced name hides it; the values must not mention names bound inside.
    """
    return _reindexed(node, values)  # type: ignore[return-value]  # terms become terms


def _reindexed(node: Tree, values: Mapping[str, Size]) -> Tree:
    if isinstance(node, Iterated) and node.index in values:
        values = {name: value for name, value in values.items() if name != node.index}
    if not values:
        return node
    if isinstance(node, Index):
        return integer(values[node.name]) if node.name in values else node
    if isinstance(node, SizeOf):
        return integer(node.size.replace(values))
    changed = rebuild(node, lambda child: _reindexed(child, values))
    if isinstance(changed, Term):
        shape = changed.shape.replace(values)
        return changed if shape == changed.shape else replace(changed, shape=shape)
    return changed
