"""The two kinds of node, terms and conditions, and walks over their trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
T = TypeVar("T", bound=Tree)


def children(node: Tree) -> Iterator[Tree]:
    """The direct parts of a term or condition."""
    kind: type[Any] = type(node)
    for name in _part_names(kind):  # type: ignore[arg-type]
        yield from _parts(getattr(node, name))


@cache
def _part_names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a node that may hold parts."""
    return tuple(f.name for f in fields(kind) if f.name not in ("shape", "name", "value"))


def _parts(value: object) -> Iterator[Tree]:
    if isinstance(value, (Term, Condition)):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


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
    if isinstance(value, (Term, Condition)):
        return change(value)
    if isinstance(value, tuple):
        new = tuple(_changed(item, change) for item in value)
        return value if all(a is b for a, b in zip(value, new, strict=True)) else new
    return value
