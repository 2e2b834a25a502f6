"""A Jupyter notebook as the blocks of its Markdown cells, every place that of the file.

A notebook is JSON (nbformat 4): the lines of a cell are strings, one below the other in the
file, so that a line of a cell has a line of the file, and every character a column there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading.events import BREAK, CONTROL, Malformed, split_lines
from derivcheck.verify.reading.json_places import DECODER, after_blanks, items, members, string
from derivcheck.verify.reading.markdown import Block, Document, blocks_of

_UNUSUAL_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")


def notebook(source: str, file: str) -> Document:
    """The document of a decoded notebook; raises `Malformed` where it is none."""
    lines = split_lines(source)
    starts = [0, *(end.end() for end in BREAK.finditer(source))]
    whole = Text(source, file, tuple((at, number, 1) for number, at in enumerate(starts, 1)))
    blocks: list[Block] = []
    cells = []
    for number, cell in enumerate(_cells(whole), start=1):
        if cell is not None:
            blocks += blocks_of(cell)
            cells.append((number, cell.position(0), cell.position(len(cell.value))))
    return Document(file, lines, tuple(blocks), tuple(cells))


def _cells(whole: Text) -> Iterator[Text | None]:
    """The text of every Markdown cell; None for a cell of another kind."""
    source = whole.value
    try:
        read = DECODER.decode(source)
    except json.JSONDecodeError as error:
        raise _malformed(whole, error.pos, f"not a notebook: {error.msg}") from None
    except RecursionError:
        raise _malformed(whole, 0, "not a notebook: nested too deeply") from None
    if not isinstance(read, dict) or not isinstance(read.get("cells"), list):
        raise _malformed(whole, 0, "not a notebook: no list of cells (nbformat 4)")
    at = next((at for key, at in members(source, after_blanks(source, 0)) if key == "cells"), 0)
    for start in items(source, at):
        places = dict(members(source, start))
        kind = _value(source, places["cell_type"]) if "cell_type" in places else None
        yield _text(whole, places["source"]) if kind == "markdown" and "source" in places else None


def _text(whole: Text, start: int) -> Text:
    """A string, or strings one after the other, as one text that knows its places."""
    source = whole.value
    pieces: list[str] = []
    segments: list[tuple[int, int, int]] = []
    offset = 0
    for at in [start] if source[start] == '"' else items(source, start):
        piece = string(whole, at)
        if piece is None:
            continue
        segments += ((offset + inner, line, column) for inner, line, column in piece.segments)
        pieces.append(piece.value)
        offset += len(piece.value)
    value = _UNUSUAL_BREAK.sub("\n", "".join(pieces)).replace("\r\n", " \n")
    text = Text(value, whole.file, tuple(segments) or ((0, *whole.position(start)),))
    if control := CONTROL.search(value):
        line, column = text.position(control.start())
        place = Place(whole.file, line, column, line, column + 1)
        found = f"U+{ord(control.group()):04X}"
        raise Malformed(Problem("DC106", "a control character in a cell", place, found=found))
    return text


def _value(source: str, at: int) -> object:
    value: object = DECODER.raw_decode(source, at)[0]
    return value


def _malformed(whole: Text, at: int, message: str) -> Malformed:
    line, column = whole.position(min(at, len(whole.value)))
    return Malformed(Problem("DC101", message, Place(whole.file, line, column, line, column + 1)))
