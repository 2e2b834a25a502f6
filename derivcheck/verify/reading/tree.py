"""YAML as data: a tree of texts with places, and nothing else.

No value is ever resolved to a number, a boolean or a date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading.events import Malformed, guarded, position, split_lines
from derivcheck.verify.reading.scalars import located


@dataclass(frozen=True, slots=True)
class Scalar:
    """A leaf; `style` is its quote or block sign, empty for a plain one."""

    text: Text
    style: str
    place: Place


@dataclass(frozen=True, slots=True)
class Listing:
    """A sequence; `flow` if it is written in brackets."""

    items: tuple[Node, ...]
    place: Place
    flow: bool


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file, repeated keys included."""

    pairs: tuple[tuple[Scalar, Node], ...]
    place: Place
    flow: bool


Node = Scalar | Listing | Mapping


def parse(source: str, file: str) -> Node | None:
    """The tree of a file, None for an empty one; raises `Malformed` or `BrokenYaml`."""
    events = guarded(source, file)
    lines = split_lines(source)
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            root = _node(event, events, lines, file)
            for _ in events:
                pass
            return root
    return None


def _node(
    event: yaml.Event, events: Iterator[yaml.Event], lines: tuple[str, ...], file: str
) -> Node:
    """The tree below an event; `events` stands right after it."""
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, lines, file)
    flow = isinstance(event, yaml.CollectionStartEvent) and bool(event.flow_style)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_node(inner, events, lines, file))
        return Listing(tuple(items), _place(event, inner, file), flow)
    pairs = []
    while not isinstance(inner := next(events), yaml.MappingEndEvent):
        key = _node(inner, events, lines, file)
        if not isinstance(key, Scalar):
            raise Malformed(Problem("DC101", "a key must be a single word or line", key.place))
        if key.text.value == "<<" and not key.style:
            raise Malformed(
                Problem("DC101", "the merge key << is refused; write the values out", key.place)
            )
        pairs.append((key, _node(next(events), events, lines, file)))
    return Mapping(tuple(pairs), _place(event, inner, file), flow)


def _scalar(event: yaml.ScalarEvent, lines: tuple[str, ...], file: str) -> Scalar:
    start, end = position(event.start_mark), position(event.end_mark)
    style = event.style or ""
    text = located(event.value, style, start, end, lines, file)
    if style in ("|", ">") or not event.value:
        place = Place(file, start[0] + 1, start[1] + 1, start[0] + 1, start[1] + 2)
    else:
        place = Place(file, start[0] + 1, start[1] + 1, end[0] + 1, end[1] + 1)
    return Scalar(text, style, place)


def _place(start: yaml.Event, end: yaml.Event, file: str) -> Place:
    (line, column), (end_line, end_column) = position(start.start_mark), position(end.end_mark)
    return Place(file, line + 1, column + 1, end_line + 1, end_column + 1)
