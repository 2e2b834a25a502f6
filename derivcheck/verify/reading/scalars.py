"""Where the characters of a YAML scalar stand in the file.

YAML takes quotes, escapes, indentation and line breaks away; what is left of each source line
is found again in the value, so that a finding inside a folded or quoted scalar points at the
character that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derivcheck.language.positions import Text

#: line and column from 0, as YAML marks count
Mark = tuple[int, int]

Segments = tuple[tuple[int, int, int], ...]

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_DOUBLED = re.compile("''")


def located(
    value: str, style: str, start: Mark, end: Mark, lines: Sequence[str], file: str
) -> Text:
    """The value of a scalar event as a text that knows its places.

    `style` is the quote or the block sign, empty for a plain scalar.
    """
    if style == "|":
        segments = _literal(value, start[0] + 1, lines)
    elif style in ("'", '"') and start[0] == end[0]:
        raw = lines[start[0]][start[1] + 1 : end[1] - 1]
        segments = _quoted(raw, style, start[0] + 1, start[1] + 2)
    elif start[0] == end[0]:
        segments = ()
    else:
        segments = tuple(_folded(value, _pieces(style, start, end, lines)))
    return Text(value, file, segments or ((0, start[0] + 1, start[1] + 1),))


def _literal(value: str, first: int, lines: Sequence[str]) -> Segments:
    """One segment a line: indentation is all that a literal block loses."""
    segments, offset = [], 0
    for number, content in enumerate(value.split("\n"), start=first):
        source = lines[number] if number < len(lines) else content
        segments.append((offset, number + 1, max(len(source) - len(content), 0) + 1))
        offset += len(content) + 1
    return tuple(segments)


def _quoted(raw: str, quote: str, line: int, column: int) -> Segments:
    """A segment after every escape, each of which is one character of the value."""
    segments, lost = [(0, line, column)], 0
    for match in (_ESCAPE if quote == '"' else _DOUBLED).finditer(raw):
        lost += match.end() - match.start() - 1
        segments.append((match.end() - lost, line, column + match.end()))
    return tuple(segments)


def _pieces(
    style: str, start: Mark, end: Mark, lines: Sequence[str]
) -> Iterator[tuple[str, int, int]]:
    """The written content of each line of a scalar, with line and column from 1."""
    first = start[0] + 1 if style == ">" else start[0]
    # A block ends where the next line starts, or at the end of a file without a last newline.
    last = end[0] + 1 if style != ">" or end[1] else end[0]
    for number in range(first, min(last, len(lines))):
        left = start[1] + len(style) if number == start[0] else 0
        right = end[1] - len(style) if number == end[0] and style != ">" else None
        content = lines[number][left:right]
        stripped = content.strip(" \t")
        if stripped:
            indent = len(content) - len(content.lstrip(" \t"))
            yield stripped, number + 1, left + indent + 1


def _folded(value: str, pieces: Iterator[tuple[str, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Each source line found again in the value; a line with escapes is passed over."""
    offset = 0
    for content, line, column in pieces:
        at = value.find(content, offset)
        if at >= 0:
            yield at, line, column
            offset = at + len(content)
