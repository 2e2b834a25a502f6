"""A Markdown document as its blocks in order: fences, formulas, headings, paragraphs.

Where blocks begin and end is decided by markdown-it-py (CommonMark), and formulas between
dollars with their labels by the dollarmath rule of mdit-py-plugins, to which labels of Quarto are
told as those that it knows. Every piece of text knows its lines and columns in the file, also
inside lists, quotes and directives of MyST.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading.events import split_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

#: directives of MyST inside each other that are looked into
DEEPEST_DIRECTIVE = 8

_DIRECTIVE = re.compile(r"\{([\w:.-]+)\}")
#: directives whose content is no Markdown
_VERBATIM = {
    *("code", "code-block", "code-cell", "sourcecode", "literalinclude", "eval-rst", "raw"),
    *("parsed-literal", "mermaid", "graphviz", "doctest", "table-wrap", "csv-table"),
    *("list-table", "toctree", "bibliography", "math", "derivcheck"),
}
_OPTION = re.compile(r"\s*:([\w-]+):(.*)")
#: how Quarto and pandoc label a formula: `$$ ... $$ {#eq-ridge}`
_CROSSREF = re.compile(r"(\$\$[ \t]*)\{#([^{}()$\s]+)\}(?=[ \t]*$)", re.MULTILINE)
_LABEL = re.compile(r"\\label\s*\{\s*([^{}\s]+)\s*\}")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block; `info` is what stands after the opening fence `markup`, `place` is
    that whole line.

    `text` are the lines inside, without the indentation and the quote signs they share. One
    that is not `closed` ends with what it stands in.
    """

    info: str
    markup: str
    text: Text
    place: Place
    closed: bool


@dataclass(frozen=True, slots=True)
class Formula:
    """A displayed formula and the labels it can be called by."""

    text: Text
    labels: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the title of the document has level 1."""

    text: Text
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Other text, not read further; in a list an item has one paragraph or more."""

    text: Text


@dataclass(frozen=True, slots=True)
class Code:
    """A block that is indented by four columns or more, shown as it is typed."""

    text: Text


Block = Fence | Formula | Heading | Paragraph | Code


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a file in order, those inside a directive after its fence.

    Of a notebook `cells` are the Markdown cells: number, beginning and end, as line and column.
    """

    file: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    cells: tuple[tuple[int, tuple[int, int], tuple[int, int]], ...] = ()

    def cell(self, place: Place) -> int | None:
        """The number of the cell of a notebook in which a place is."""
        at = (place.line, place.column)
        found = bisect_right(self.cells, at, key=lambda cell: cell[1]) - 1
        return self.cells[found][0] if found >= 0 and at <= self.cells[found][2] else None


@lru_cache(maxsize=4)
def document(source: str, file: str) -> Document:
    """The document of a decoded file, in which no character is NUL."""
    lines = split_lines(source)
    whole = Text("\n".join(lines), file, _starts(lines))
    return Document(file, lines, tuple(blocks_of(whole)))


def _starts(lines: Sequence[str]) -> tuple[tuple[int, int, int], ...]:
    """A segment for every line of a whole file."""
    segments, offset = [], 0
    for number, line in enumerate(lines, start=1):
        segments.append((offset, number, 1))
        offset += len(line) + 1
    return tuple(segments)


def blocks_of(within: Text, depth: int = 0) -> Iterator[Block]:
    """The blocks of a text: a file, a cell, or what stands in a directive `depth` levels deep."""
    lines = _Lines(within)
    level = 0
    for token in _parser().parse(_CROSSREF.sub(r"\1(\2) ", within.value)):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "inline":
            text = lines.text(token, token.content)
            yield Heading(text, level) if level else Paragraph(text)
            level = 0
        elif token.type in ("math_block", "math_block_label"):
            yield _formula(lines, token)
        elif token.type == "code_block":
            yield Code(lines.text(token, token.content))
        elif token.type == "fence":
            fence = _fence(lines, token)
            directive = _DIRECTIVE.match(fence.info)
            if directive and directive[1] == "math":
                yield _directive_formula(fence)
                continue
            yield fence
            if directive and directive[1] not in _VERBATIM and depth < DEEPEST_DIRECTIVE:
                yield from blocks_of(fence.text, depth + 1)


def _fence(lines: _Lines, token: Token) -> Fence:
    first, after = token.map or (0, 0)
    inside = token.content.count("\n") + (token.content[-1:] not in ("", "\n"))
    return Fence(
        info=token.info.strip(),
        markup=token.markup,
        text=lines.text(token, token.content, first=first + 1),
        place=lines.place(first, token.markup),
        closed=after - first - 1 > inside,
    )


def _formula(lines: _Lines, token: Token) -> Formula:
    label = (token.info,) if token.info else ()
    first, _ = token.map or (0, 0)
    text = lines.text(token, token.content)
    return Formula(text, label + _labels(token.content), lines.place(first, token.markup))


def _directive_formula(fence: Fence) -> Formula:
    """The formula of a `math` directive: options such as `:label: eq-ridge` come first."""
    value, offset, labels = fence.text.value, 0, []
    while match := _OPTION.match(value[offset:].partition("\n")[0]):
        if match[1] in ("label", "name") and match[2].strip():
            labels.append(match[2].strip())
        offset = min(offset + len(match[0]) + 1, len(value))
    text = fence.text.part(offset, len(value))
    return Formula(text, (*labels, *_labels(text.value)), fence.place)


def _labels(formula: str) -> tuple[str, ...]:
    return tuple(_LABEL.findall(formula))


class _Lines:
    """Finds the text of a token again in the lines it came from."""

    def __init__(self, within: Text) -> None:
        self._within = within
        self._lines = within.value.split("\n")
        self._offsets = [0]
        for line in self._lines:
            self._offsets.append(self._offsets[-1] + len(line) + 1)

    def place(self, number: int, sign: str) -> Place:
        """A line from a sign to its end."""
        line = self._lines[number].rstrip()
        at = self._offsets[number] + max(line.find(sign), 0)
        (row, column), length = self._within.position(at), len(line) - max(line.find(sign), 0)
        return Place(self._within.file, row, column, row, column + max(length, 1))

    def text(self, token: Token, content: str, first: int | None = None) -> Text:
        """The content of a token, from line `first` of these or from the first that has it.

        (A paragraph loses the blanks it begins with, also a line of blanks that are no spaces.)
        """
        number, after = token.map or (0, 0)
        if first is not None:
            number = first
        head = content.partition("\n")[0].strip()
        while number + 1 < after and head not in self._lines[number]:
            number += 1
        segments: list[tuple[int, int, int]] = []
        offset = 0
        is_formula = token.markup == "$$"
        for each in content.removesuffix("\n").split("\n"):
            number = min(number, len(self._lines) - 1)
            after_sign = self._lines[number].find("$$") + 2 if is_formula and not segments else 0
            segments += self._segments(each, number, offset, after_sign if is_formula else None)
            offset += len(each) + 1
            number += 1
        return Text(content, self._within.file, tuple(segments))

    def _segments(
        self, content: str, number: int, offset: int, least: int | None
    ) -> Iterator[tuple[int, int, int]]:
        """Where a line of the content stands: at the end of its line, or from `least` on.

        Blanks that stand for a part of a tab have no column of their own.
        """
        whole, kept = self._lines[number], content.strip()
        begin, blanks = self._offsets[number], len(content) - len(content.lstrip())
        if least is not None and (found := whole.find(content, least)) >= 0:
            at = found + blanks
        else:
            line = whole.rstrip() if kept else whole
            at = len(line) - len(kept) if line.endswith(kept) else max(line.find(kept), 0)
        start = max(at - blanks, 0)
        if whole[start:at] == content[:blanks]:
            yield from self._within.segments_of(begin + start, len(content), offset)
            return
        for blank in range(blanks):
            yield offset + blank, *self._within.position(begin + min(start + blank, at))
        yield from self._within.segments_of(begin + at, len(kept), offset + blanks)


@cache
def _parser() -> MarkdownIt:
    """CommonMark without its inline part, with front matter and formulas between dollars."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.dollarmath.index import math_block_dollar
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").use(front_matter_plugin).use(dollarmath_plugin)
    formula = math_block_dollar(True, lambda label: "-".join(label.split()))

    def bounded(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        """A formula ends before a blank line and inside the item of a list it began in."""
        last = first + 1
        if state.src.startswith("$$", state.bMarks[first] + state.tShift[first]):
            while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
                last += 1
            return formula(state, first, last, silent)
        return False

    parser.block.ruler.at("math_block", bounded)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
