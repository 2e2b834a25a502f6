"""The lines of an answer, each with what kind of line it is.

A deeper-indented line continues the one above. Prose, `#` and `--` are remarks; `[?]` is an
illegible spot; a condition at the end (`for x != 0`) is set apart and never read further.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_expression, parse_heading, parse_step
from derivcheck.language.positions import Span, Text
from derivcheck.verify.reading.fields import joined

#: lines of one answer that are read; the rest is told and waits
MOST_LINES = 100

_SIGN = re.compile(r"<=>|=>|<=|>=|!=|[=<>≤≥≠⇔⇒]")
_REMARK = re.compile(r"#|--")
_LET = re.compile(r"[Ll]et\s+(?P<name>[^=\s]+)\s*=(?!=)\s*(?P<value>\S.*)", re.DOTALL)
_WORDS = re.compile(r"(?=\b([^\W\d_]{2,})[,;:.]?\s+([^\W\d_]{2,})\b)")
#: what a line of a text ends with
_STOPS = " \t.,;"
_TAIL = re.compile(r"\s#.*$", re.DOTALL)
_CONDITION = re.compile(r"(?<!\w)(for|where)(?!\w)")


class Sort(Enum):
    """What a line is."""

    MATHEMATICS = auto()
    LET = auto()
    REMARK = auto()
    UNREAD = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line as read; `number` counts the lines of the answer from 1.

    `relation` and `content` are those of a step; of an abbreviation `name` and its value.
    """

    number: int
    text: Text
    sort: Sort
    relation: str | None = None
    content: syntax.Expression | syntax.Proposition | None = None
    name: str | None = None
    condition: str | None = None
    error: LanguageError | None = None


def read_lines(block: Text, known: Callable[[str], bool]) -> tuple[Line, ...]:
    """The lines of an answer; `known` says which words are names."""
    groups = _groups(block, known)
    lines = [_read(number, text, known) for number, text in groups[:MOST_LINES]]
    if len(groups) > MOST_LINES:
        number, text = groups[MOST_LINES]
        message = f"{len(groups) - MOST_LINES} lines more than the {MOST_LINES} that are read"
        lines.append(Line(number, text, Sort.UNREAD, error=LanguageError("DC105", message)))
    return tuple(lines)


def _groups(block: Text, known: Callable[[str], bool]) -> list[tuple[int, Text]]:
    """Each line with its number, continuations joined."""
    groups: list[tuple[int, list[Text]]] = []
    outer = offset = 0
    for number, line in enumerate(block.value.split("\n"), start=1):
        part = block.part(offset, offset + len(line))
        offset += len(line) + 1
        stripped = line.strip()
        if not stripped:
            continue
        indent = len(line) - len(line.lstrip())
        if groups and indent > outer and not _comments(stripped, known):
            groups[-1][1].append(part)
        else:
            groups.append((number, [part]))
            outer = indent if not _comments(stripped, known) else outer
    return [(number, joined(parts)) for number, parts in groups]


def _comments(line: str, known: Callable[[str], bool]) -> bool:
    """Whether a line cannot continue mathematics."""
    return bool(_REMARK.match(line)) or _is_prose(line, known)


def _is_prose(line: str, known: Callable[[str], bool]) -> bool:
    """Several words side by side, not all of them names, and no relation."""
    if _SIGN.search(line):
        return False
    return any(not (known(a) and known(b)) for a, b in _WORDS.findall(line))


def _read(number: int, text: Text, known: Callable[[str], bool]) -> Line:
    value = text.value
    if "[?]" in value:
        at = value.index("[?]")
        error = LanguageError("DC104", "an illegible spot", Span(at, at + 3))
        return Line(number, text, Sort.UNREAD, error=error)
    if _REMARK.match(value):
        return Line(number, text, Sort.REMARK)
    tail = _TAIL.search(value)
    if tail:
        text = text.part(0, tail.start())
    if kept := len(text.value.rstrip(_STOPS)):
        text = text.part(0, kept)
    if let := _LET.fullmatch(text.value):
        return _let(number, text, let)
    body, condition = _apart(text)
    if not body.value:
        return Line(number, text, Sort.REMARK, condition=condition)
    starts = _SIGN.match(body.value) is not None
    try:
        step = parse_step(body.value, not starts)
    except LanguageError as error:
        if _is_prose(text.value, known):
            return Line(number, text, Sort.REMARK)
        return Line(number, text, Sort.UNREAD, condition=condition, error=error)
    return Line(number, text, Sort.MATHEMATICS, step.relation, step.content, condition=condition)


def _let(number: int, text: Text, match: re.Match[str]) -> Line:
    """`let NAME = EXPR`, with the condition it may end with."""
    value, condition = _apart(text.part(match.start("value"), len(text.value)))
    shift = match.start("value")
    try:
        heading = parse_heading(match["name"])
        if heading.indices or heading.parameters:
            raise LanguageError("DC104", "let gives one name to one expression", Span(4, shift))
        tree = parse_expression(value.value)
    except LanguageError as error:
        moved = Span(error.span.start + shift, error.span.end + shift)
        error = LanguageError(error.code, error.message, moved, hint=error.hint)
        return Line(number, text, Sort.UNREAD, condition=condition, error=error)
    return Line(number, text, Sort.LET, None, tree, heading.name, condition)


def _apart(text: Text) -> tuple[Text, str | None]:
    """A line without the condition at its end, and that condition."""
    depth = 0
    value = text.value
    for at, character in enumerate(value):
        depth += (character in "([{") - (character in ")]}")
        if depth == 0 and (match := _CONDITION.match(value, at)) and match.end() < len(value):
            kept = text.part(0, len(value[:at].rstrip().rstrip(",;")))
            return kept, value[at:].strip()
    return text, None
