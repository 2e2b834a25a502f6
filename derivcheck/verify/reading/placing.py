"""YAML that stands inside another file: read by itself, its places put back into that file."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading.events import BrokenYaml, Malformed
from derivcheck.verify.reading.mishaps import explain
from derivcheck.verify.reading.tree import Listing, Mapping, Node, Scalar, parse


def parse_inside(text: Text) -> Node | None:
    """The tree of the YAML in a text, None for an empty one; raises `Malformed`."""
    inside = _Inside(text)
    try:
        root = parse(text.value, text.file)
    except BrokenYaml as error:
        problem = explain(error, inside.lines, text.file)
        raise Malformed(inside.problem(problem)) from None
    except Malformed as error:
        raise Malformed(inside.problem(error.problem)) from None
    return root and inside.node(root)


class _Inside:
    """Maps lines and columns of a text read by itself to those of its file."""

    def __init__(self, text: Text) -> None:
        self.lines = text.value.split("\n")
        self._text = text
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def node(self, node: Node) -> Node:
        """A tree with every place in the file."""
        place = self._place(node.place)
        if isinstance(node, Scalar):
            return self._scalar(node)
        if isinstance(node, Listing):
            return replace(node, items=tuple(map(self.node, node.items)), place=place)
        pairs = tuple((self._scalar(key), self.node(value)) for key, value in node.pairs)
        return Mapping(pairs, place, node.flow)

    def problem(self, problem: Problem) -> Problem:
        """A problem with its place in the file."""
        return replace(problem, place=self._place(problem.place))

    def _scalar(self, node: Scalar) -> Scalar:
        own = node.text.segments
        ends = [offset for offset, _, _ in own[1:]] + [len(node.text.value)]
        segments = [
            segment
            for (offset, line, column), end in zip(own, ends, strict=True)
            for segment in self._text.segments_of(self._offset(line, column), end - offset, offset)
        ]
        text = Text(node.text.value, node.text.file, tuple(segments))
        return Scalar(text, node.style, self._place(node.place))

    def _place(self, place: Place) -> Place:
        line, column = self._where(place.line, place.column)
        end_line, end_column = self._where(place.end_line, place.end_column)
        if (end_line, end_column) <= (line, column):
            end_line, end_column = line, column + 1
        return Place(place.file, line, column, end_line, end_column)

    def _where(self, line: int, column: int) -> tuple[int, int]:
        return self._text.position(self._offset(line, column))

    def _offset(self, line: int, column: int) -> int:
        at = min(line, len(self.lines)) - 1
        return self._starts[at] + min(column - 1, len(self.lines[at]))
