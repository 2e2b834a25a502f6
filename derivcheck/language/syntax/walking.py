"""Walks over trees as written, and trees with other parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

from derivcheck.language.syntax.expressions import Call, Name
from derivcheck.language.syntax.nodes import Expression, Node

N = TypeVar("N", bound=Node)

#: fields of nodes that never hold another node
_PLAIN = ("span", "name", "operator", "value", "digits")


def parts(node: Node) -> Iterator[Node]:
    """A node and every node below it, in the order of the text."""
    stack: list[Any] = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            stack.extend(reversed(top))
        elif isinstance(top, Node):
            yield top
            kind: Any = type(top)
            if names := _inner(kind):
                stack.extend([getattr(top, name) for name in names])


def names(node: Node) -> Set[str]:
    """Every name in a tree, functions included; each once, in the order of the text."""
    found: dict[str, None] = {}
    for part in parts(node):
        match part:
            case Name(name=name) | Call(function=name):
                found[name] = None
    return found.keys()


def mentioned(node: Node, definitions: Mapping[str, Expression]) -> Set[str]:
    """Every name in a tree, and those in what its names are defined as."""
    found: dict[str, None] = {}
    stack = list(names(node))
    while stack:
        name = stack.pop()
        if name not in found:
            found[name] = None
            stack += names(definitions[name]) if name in definitions else ()
    return found.keys()


def rebuild(node: N, change: Callable[[Node], Node]) -> N:
    """The node with `change` applied to the nodes directly below it."""
    kind: Any = type(node)
    changed: dict[str, Any] = {name: _changed(getattr(node, name), change) for name in _inner(kind)}
    return replace(node, **changed)


def _changed(value: object, change: Callable[[Node], Node]) -> object:
    if isinstance(value, Node):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    return value


@cache
def _inner(kind: type[Node]) -> tuple[str, ...]:
    """The fields that hold parts, the last one first."""
    return tuple(each.name for each in reversed(fields(kind)) if each.name not in _PLAIN)
