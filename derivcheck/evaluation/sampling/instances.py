"""Terms under binders at particular integers: `i` in `sum(... for i in 1..n)` becomes 1, 2, ..."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from derivcheck.evaluation.sampling.sizes import Frame
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
    Index,
    SizeOf,
    Term,
    Tree,
    as_size,
    constant,
    integer,
    rebuild,
)

MOST = 6


def instantiated(node: Tree, numbers: Mapping[str, int]) -> Tree:
    """The node with bound names standing for integers, in shapes too."""
    if not numbers:
        return node
    sizes = {name: Size.of(value) for name, value in numbers.items()}

    def change(part: Tree) -> Tree:
        if isinstance(part, Index) and part.name in numbers:
            return constant(numbers[part.name])
        if isinstance(part, SizeOf):
            return integer(part.size.replace(sizes))
        return _reshaped(rebuild(part, change), sizes)

    return change(node)


def _reshaped(part: Tree, sizes: Mapping[str, Size]) -> Tree:
    if not isinstance(part, Term):
        return part
    shape = part.shape
    if (shape.rows.names() | shape.columns.names()).isdisjoint(sizes):
        return part
    return replace(part, shape=shape.replace(sizes))


def span(start: Term, stop: Term, frame: Frame) -> list[int] | None:
    """The integers of a range, or None where the frame does not know its ends."""
    first, last = as_size(start), as_size(stop)
    if first is None or last is None:
        return None
    try:
        return list(range(frame.value(first), frame.value(last) + 1))
    except KeyError:
        return None


def instances(body: Tree, index: str, start: Term, stop: Term, frame: Frame) -> Iterator[Tree]:
    """The body at the first and last few integers of its range."""
    values = span(start, stop, frame)
    if values is None:
        return
    if len(values) > MOST:
        values = values[: MOST - 2] + values[-2:]
    for value in values:
        yield instantiated(body, {index: value})
