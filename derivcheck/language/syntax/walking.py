"""Walks over trees as written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

from derivcheck.language.syntax.nodes import Node

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


@cache
def _inner(kind: type[Node]) -> tuple[str, ...]:
    """The fields that hold parts, the last one first."""
    return tuple(each.name for each in reversed(fields(kind)) if each.name not in _PLAIN)
