"""Where the values in a JSON text stand, and every character of its strings.

The text is read as JSON before: what is asked here is only where things are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from derivcheck.language.positions import Text

#: numbers are of no interest, however long they are
DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
_BLANK = re.compile(r"[ \t\n\r]*")
#: what stands for another character, and a line that ends inside a string (U+2028 was there)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)|\r(?!\n)|\n")


def string(whole: Text, at: int) -> Text | None:
    """The string that begins at an offset, with the place of each character; None if none does."""
    if whole.value[at] != '"':
        return None
    value, end = DECODER.raw_decode(whole.value, at)
    segments = [(0, *whole.position(at + 1))]
    lost = at + 1
    for match in _ESCAPE.finditer(whole.value, at + 1, end - 1):
        lost += match.end() - match.start() - 1
        segments.append((match.end() - lost, *whole.position(match.end())))
    return Text(value, whole.file, tuple(segments))


def members(source: str, start: int) -> Iterator[tuple[str, int]]:
    """The keys of an object and where their values begin, none for any other value.

    The last of equal keys counts.
    """
    if source[start] != "{":
        return
    at = after_blanks(source, start + 1)
    while source[at] != "}":
        key, at = DECODER.raw_decode(source, at)
        at = after_blanks(source, after_blanks(source, at) + 1)
        yield key, at
        at = _next(source, at)


def items(source: str, start: int) -> Iterator[int]:
    """Where the values of an array begin; none for any other value."""
    if source[start] != "[":
        return
    at = after_blanks(source, start + 1)
    while source[at] != "]":
        yield at
        at = _next(source, at)


def after_blanks(source: str, at: int) -> int:
    """Where the next thing begins."""
    match = _BLANK.match(source, at)
    return match.end() if match else at


def _next(source: str, at: int) -> int:
    """What follows a value: the one after it, or the end of what holds both."""
    _, end = DECODER.raw_decode(source, at)
    after = after_blanks(source, end)
    return after_blanks(source, after + 1) if source[after] == "," else after
