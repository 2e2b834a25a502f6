"""How an answer is put on paper: own abbreviations, remarks; the lines move down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from random import Random

from benchmarks.course.answers import Answer
from benchmarks.course.questions import BRACKETS, written_out

#: names for parts of lines, with the text that they stand for
_NAMES: Mapping[str, Mapping[str, str]] = {
    "q1": {"r": "(y - X@theta)", "A": "X'@X", "c": "X'@y"},
    "q2": {"b": "X@X'@a0"},
    "q4": {"s": "yhat .* (1 - yhat)"},
    "q7": {"A": "X'@X", "c": "X'@y"},
    "q8": {"p": "softmax(z)"},
}
_REMARKS = (
    "# collecting the terms",
    "-- chain rule first",
    "as in the lecture",
    "# the derivative of every part in turn",
)
_LET, _REMARK = 0.35, 0.15


def put_down(answer: Answer, random: Random) -> Answer:
    """The same answer with abbreviations and remarks, every line number moved with it."""
    before: list[str] = []
    lines = answer.lines
    if random.random() < _LET:
        before, lines = _abbreviated(answer.question, lines, random)
    lines = tuple(written_out(answer.question, line) if not before else line for line in lines)
    if random.random() < _REMARK:
        before.insert(0, random.choice(_REMARKS))
    down = len(before)
    first = answer.first_wrong_line
    return replace(
        answer,
        lines=(*before, *lines),
        first_wrong_line=None if first is None else first + down,
        mistakes=tuple(replace(each, line=each.line + down) for each in answer.mistakes),
    )


def _abbreviated(
    question: str, lines: tuple[str, ...], random: Random
) -> tuple[list[str], tuple[str, ...]]:
    """`let` lines and the lines with those names, for names that are used."""
    if question in BRACKETS:
        brackets = BRACKETS[question].items()
        return [f"let {name} = {body}" for name, body in brackets], lines
    names = list(_NAMES.get(question, {}).items())
    lets = []
    for name, body in random.sample(names, min(len(names), random.randint(1, 2))):
        part = re.compile(rf"(?<![\w^]){re.escape(body)}(?!['\w\[^])")
        if any(part.search(line) for line in lines):
            lines = tuple(part.sub(name, line) for line in lines)
            lets.append(f"let {name} = {body.strip('()') if body[0] == '(' else body}")
    return lets, lines
