"""The event stream of PyYAML under guard, because a file is untrusted.

Size, depth and number of values are limited; other encodings, anchors, aliases, tags and
several documents are refused. (Only PyYAML's composer recurses, and it is never run.)
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place
from derivcheck.verify.kinds import LARGEST_FILE

DEEPEST = 20
MOST_NODES = 200_000

#: what YAML 1.1 takes for the end of a line
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
#: the ends of lines that YAML keeps in a value as they are, and one that a line feed would join
_UNUSUAL_BREAK = re.compile("[\x85\u2028\u2029]|\r(?=[\x85\u2028\u2029])")
#: characters that no file may hold
CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(eq=False)
class Malformed(Exception):
    """Something that cannot be read: the problem to report."""

    problem: Problem


@dataclass(eq=False)
class BrokenYaml(Exception):
    """YAML itself cannot be parsed; `mark` is line and column from 0.

    `opened` is the innermost bracket or brace that was open there.
    """

    message: str
    mark: tuple[int, int]
    context: tuple[int, int] | None
    opened: tuple[int, int] | None = None


def split_lines(source: str) -> tuple[str, ...]:
    """The lines as YAML counts them."""
    return tuple(BREAK.split(source))


def decode(data: bytes, file: str, most: int = LARGEST_FILE) -> str:
    """The text of a file as `plain` has it, every end of a line that only YAML knows a newline.

    So lines are counted alike inside values and outside.
    """
    return _UNUSUAL_BREAK.sub("\n", plain(data, file, most))


def plain(data: bytes, file: str, most: int) -> str:
    """The text of a file; refuses a large one, other encodings and control characters."""
    if len(data) > most:
        size = f"{most // 1_000_000} MB ({most:,} bytes)"
        raise Malformed(_at(file, 1, 1, "DC105", f"the file is larger than {size}"))
    data = data.removeprefix(BOM_UTF8)
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = _end(before)
        found = f"byte 0x{data[error.start]:02x}"
        raise Malformed(
            _at(file, line, column, "DC106", "the file is not UTF-8 text", found=found)
        ) from None
    if control := CONTROL.search(source):
        line, column = _end(source[: control.start()])
        found = f"U+{ord(control.group()):04X}"
        raise Malformed(
            _at(file, line, column, "DC106", "a control character in the file", found=found)
        )
    return source


def position(mark: Any) -> tuple[int, int]:
    """Line and column from 0 of a mark, which the C parser has a type of its own for."""
    return (mark.line, mark.column) if mark else (0, 0)


def guarded(source: str, file: str) -> Iterator[yaml.Event]:
    """The events of a file, stopped at the first thing that is refused."""
    nodes = documents = 0
    opened: list[yaml.CollectionStartEvent] = []
    try:
        for event in yaml.parse(source, Loader=_LOADER):
            refusal = None
            nodes += isinstance(event, yaml.NodeEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
            if documents > 1:
                refusal = ("DC101", "a second document starts here; one is read from a file")
            elif len(opened) > DEEPEST:
                refusal = ("DC105", f"nested deeper than {DEEPEST} levels")
            elif nodes > MOST_NODES:
                refusal = ("DC105", f"more than {MOST_NODES:,} values in one file")
            elif isinstance(event, yaml.AliasEvent):
                refusal = ("DC101", f"the alias *{event.anchor} is refused; write the value out")
            elif isinstance(event, yaml.NodeEvent) and event.anchor:
                refusal = ("DC101", f"the anchor &{event.anchor} is refused; write values out")
            elif (tag := _tag(event)) and tag.startswith("!="):
                raise BrokenYaml(f"the tag {tag}", position(event.start_mark), None)
            elif tag:
                refusal = ("DC101", f"the tag {tag} is refused; every value is read as text")
            if refusal:
                line, column = position(event.start_mark)
                raise Malformed(_at(file, line + 1, column + 1, *refusal))
            yield event
    except yaml.YAMLError as error:
        raise _broken(error, opened[-1] if opened else None) from None


def _tag(event: yaml.Event) -> str | None:
    """The tag written before a value, if there is one."""
    tag: str | None = getattr(event, "tag", None)
    return tag and tag.replace("tag:yaml.org,2002:", "!!")


def _broken(error: yaml.YAMLError, inside: yaml.CollectionStartEvent | None) -> BrokenYaml:
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    message = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return BrokenYaml(
        str(message),
        position(mark),
        position(context) if context else None,
        position(inside.start_mark) if inside and inside.flow_style else None,
    )


def _end(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows a text."""
    lines = split_lines(before)
    return len(lines), len(lines[-1]) + 1


def _at(
    file: str, line: int, column: int, code: str, message: str, found: str | None = None
) -> Problem:
    return Problem(code, message, Place(file, line, column, line, column + 1), found=found)
