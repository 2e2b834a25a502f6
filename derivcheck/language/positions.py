"""Where a piece of text stands in its file.

Offsets count code points from 0 inside a `Text`; lines and columns count from 1 inside the
file. A `Text` knows how its characters map to the file, also for YAML block scalars whose
lines were stripped of their indentation.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of offsets into a text."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Place:
    """A region of a file: lines and columns from 1, the end column exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def region(self) -> tuple[int, int, int, int]:
        """The lines and columns without the file."""
        return (self.line, self.column, self.end_line, self.end_column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Text:
    """A string taken from a file.

    `segments` are triples (offset, line, column), ascending by offset: the character at
    that offset stands at that line and column, and so do the ones after it, one column
    each, up to the next segment.
    """

    value: str
    file: str = "<text>"
    segments: tuple[tuple[int, int, int], ...] = ((0, 1, 1),)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset` (the end of the text included)."""
        at = max(bisect_right(self.segments, (offset, 10**9, 10**9)) - 1, 0)
        start, line, column = self.segments[at]
        return line, column + offset - start

    def place(self, span: Span | None = None) -> Place:
        """The region of the file that `span` covers; the whole text without one."""
        span = span or Span(0, len(self.value))
        line, column = self.position(span.start)
        end_line, end_column = self.position(max(span.end - 1, span.start))
        end_column += span.end > span.start
        # The last character may be written with several, as a doubled quote of YAML.
        after_line, after = self.position(span.end)
        if after_line == end_line and span.end in (offset for offset, _, _ in self.segments):
            end_column = max(end_column, after)
        return Place(self.file, line, column, end_line, end_column)

    def segments_of(self, start: int, length: int, offset: int) -> tuple[tuple[int, int, int], ...]:
        """The segments of a piece, for a text in which it stands at `offset`."""
        first = bisect_right(self.segments, (start, 10**9, 10**9))
        last = bisect_left(self.segments, (start + length,))
        inner = ((o - start + offset, li, co) for o, li, co in self.segments[first:last])
        return ((offset, *self.position(start)), *inner)

    def part(self, start: int, end: int) -> Text:
        """The piece between two offsets, its positions kept."""
        line, column = self.position(start)
        first = bisect_right(self.segments, (start, 10**9, 10**9))
        last = bisect_right(self.segments, (end, 10**9, 10**9))
        inner = ((o - start, li, co) for o, li, co in self.segments[first:last])
        return Text(self.value[start:end], self.file, ((0, line, column), *inner))
