"""Where a term is evaluated: the arithmetic, what names stand for, and what is known already.

Scopes nest with the binders. A part of a term that mentions nothing a scope changed is
evaluated further out, once: the directions of a gradient share all that does not move.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derivcheck.evaluation.arithmetic import Arithmetic, Array
from derivcheck.language.terms import (
    Index,
    Iterated,
    SequenceMember,
    SizeOf,
    Tree,
    Unknown,
    Variable,
    children,
)

#: a variable, or a member of a family with its subscripts
Key = tuple[str, tuple[int, ...]]

#: how a whole family moves: the value of a member from its subscripts
Mover = Callable[[tuple[int, ...]], Array]


class Scope:
    """One layer of bindings; `changed` are the names that mean something else further out."""

    __slots__ = ("arithmetic", "bindings", "changed", "indices", "memo", "movers", "parent")

    def __init__(
        self,
        arithmetic: Arithmetic,
        parent: Scope | None = None,
        changed: frozenset[str] = frozenset(),
        bindings: Mapping[Key, Array] | None = None,
        indices: Mapping[str, int] | None = None,
        movers: Mapping[str, Mover] | None = None,
    ) -> None:
        self.arithmetic = arithmetic
        self.parent = parent
        self.changed = changed
        self.bindings = dict(bindings or {})
        self.indices: dict[str, int] = {**(parent.indices if parent else {}), **(indices or {})}
        self.movers = movers or {}
        self.memo: dict[object, Array] = {}

    def bound(self, key: Key) -> Array | None:
        """The innermost value given to a variable; None where the point decides."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.bindings.get(key)
            if found is not None:
                return found
            mover = scope.movers.get(key[0])
            if mover is not None:
                found = scope.bindings[key] = mover(key[1])
                return found
            scope = scope.parent
        return None


# Names ------------------------------------------------------------------------------------

#: kept by identity, with the tree so that the identity stays taken
_NAMES: dict[int, tuple[Tree, frozenset[str]]] = {}
_LARGEST = 100_000
_NONE: frozenset[str] = frozenset()


def names(node: Tree) -> frozenset[str]:
    """Everything outside that the value of a term depends on, by name."""
    known = _NAMES.get(id(node))
    if known is not None and known[0] is node:
        return known[1]
    found = _find(node)
    if len(_NAMES) > _LARGEST:
        _NAMES.clear()
    _NAMES[id(node)] = (node, found)
    return found


def _find(node: Tree) -> frozenset[str]:
    inside = _NONE.union(*(names(child) for child in children(node)))
    match node:
        case Variable(name=name) | Index(name=name) | SequenceMember(sequence=name):
            return inside | {name}
        case Unknown(function=name):
            return inside | {name} | _shape_names(node)
        case SizeOf(size=size):
            return inside | size.names()
        case Iterated(index=index):
            return inside - {index} | _shape_names(node)
        case _:
            return inside | _shape_names(node)


def _shape_names(node: Tree) -> frozenset[str]:
    shape = getattr(node, "shape", None)
    return _NONE if shape is None else shape.rows.names() | shape.columns.names()
