"""What every node of a written claim is: an expression or a proposition with a place."""

from __future__ import annotations

from dataclasses import dataclass, field

from derivcheck.language.positions import Span

NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything with a place in the text."""

    span: Span = field(default=NOWHERE, compare=False, repr=False)


class Expression(Node):
    """A scalar, an array, or a set (`subdiff`, `span`, `colspace`, `rowspace`)."""

    __slots__ = ()


class Proposition(Node):
    """Something that is true or false at a point, or for a function as a whole."""

    __slots__ = ()
