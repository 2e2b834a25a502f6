"""The two kinds of node, terms and conditions, and walks over their trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, TypeVar

from derivcheck.language.sizes import Shape


@dataclass(frozen=True, slots=True)
class Term:
    """A typed expression."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Condition:
    """True or false at a point (entry by entry between arrays inside a `Piecewise`)."""


Tree = Term | Condition
_NODES = (Term, Condition)
#: fields without parts
_PLAIN = frozenset(
    {"shape", "name", "value", "size", "operator", "relation", "kind", "side", "family"}
)
T = TypeVar("T", bound=Tree)


def children(node: Tree) -> Sequence[Tree]:
    """The direct parts of a term or condition."""
    kind: type[Any] = type(node)
    found: list[Tree] = []
    for name in _part_names(kind):  # type: ignore[arg-type]
        value = getattr(node, name)
        if isinstance(value, _NODES):
            found.append(value)
        elif isinstance(value, tuple):
            _gather(value, found)
    return found


@cache
def _part_names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a node that may hold parts."""
    return tuple(f.name for f in fields(kind) if f.name not in _PLAIN)


def _gather(values: tuple[object, ...], found: list[Tree]) -> None:
    for value in values:
        if isinstance(value, _NODES):
            found.append(value)
        elif isinstance(value, tuple):
            _gather(value, found)


def walk(node: Tree) -> Iterator[Tree]:
    """The node and everything below it."""
    stack = [node]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(children(top))


def rebuild(node: T, change: Callable[[Tree], Tree]) -> T:
    """The node with `change` applied to its direct parts; the node itself if none changed."""
    updates: dict[str, Any] = {}
    kind: type[Any] = type(node)
    for name in _part_names(kind):  # type: ignore[arg-type]
        old = getattr(node, name)
        new = _changed(old, change)
        if new is not old:
            updates[name] = new
    return replace(node, **updates) if updates else node


def _changed(value: object, change: Callable[[Tree], Tree]) -> object:
    if isinstance(value, _NODES):
        return change(value)
    if isinstance(value, tuple):
        new = tuple([_changed(item, change) for item in value])
        for old, item in zip(value, new, strict=True):
            if old is not item:
                return new
    return value
