"""Submissions in a table of comma-separated values, one row an answer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from derivcheck.grading.submission import Answer, Submission
from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading.events import Malformed
from derivcheck.verify.reading.fields import did_you_mean

_NEEDED = ("student", "question", "steps")
_KNOWN = (*_NEEDED, "page", "transcribed_by")


def read_table(source: str, file: str, sha256: str) -> Iterator[Submission]:
    """The submission of every student named in a table, in the order of the first rows."""
    lines = source.split("\n")
    rows = _rows(source, file)
    header = [name.strip() for name in next(rows, (1, []))[1]]
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        message = f"the first row must name the columns; {missing[0]} is missing"
        raise Malformed(Problem("DC101", message, Place(file, 1, 1, 1, 1)))
    strange = [name for name in header if name not in _KNOWN]
    problems: dict[str, list[Problem]] = {}
    answers: dict[str, dict[str, Answer]] = {}
    illegible: dict[str, dict[str, Problem]] = {}
    general = [_unknown(name, file) for name in strange]
    for number, row in rows:
        place = Place(file, number, 1, number, 1)
        cells = dict(zip(header, row, strict=False))
        student, question = (cells.get(name, "").strip() for name in ("student", "question"))
        if not student or not question:
            message = "this row names no student or no question"
            general.append(Problem("DC101", message, place))
            continue
        found = answers.setdefault(student, {})
        if len(row) != len(header):
            message = "this row has not the cells of the first one"
            problem = Problem("DC101", message, place)
            problems.setdefault(student, []).append(problem)
            illegible.setdefault(student, {})[question] = problem
            continue
        if question in found:
            message = f"{student} answers {question} twice"
            problems.setdefault(student, []).append(Problem("DC103", message, place))
            continue
        found[question] = Answer(
            question=question,
            steps=_text(row, header.index("steps"), number, lines, file),
            page=cells.get("page", "").strip() or None,
            transcriber=cells.get("transcribed_by", "").strip() or None,
        )
    if general:
        yield Submission(student="", file=file, sha256=sha256, problems=tuple(general))
    for student, given in answers.items():
        yield Submission(
            student=student,
            file=file,
            sha256=sha256,
            answers=tuple(given.values()),
            illegible=illegible.get(student, {}),
            problems=tuple(problems.get(student, ())),
        )


def _unknown(name: str, file: str) -> Problem:
    hint = did_you_mean(name, _KNOWN) or f"known here: {', '.join(_KNOWN)}"
    return Problem("DC102", f"unknown column {name}", Place(file, 1, 1, 1, 1), hint=hint)


def _rows(source: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line each begins at; empty ones are passed over."""
    reader = csv.reader(io.StringIO(source, newline=""), strict=True)
    first = 1
    try:
        for row in reader:
            if row:
                yield first, row
            first = reader.line_num + 1
    except csv.Error as error:
        place = Place(file, first, 1, first, 1)
        raise Malformed(Problem("DC101", f"not a table: {error}", place)) from None


def _text(row: Sequence[str], at: int, first: int, lines: Sequence[str], file: str) -> Text:
    """A cell as a text; each of its lines is found again in the line of the file."""
    value = row[at].replace("\r\n", "\n")
    number = first + sum(cell.count("\n") for cell in row[:at])
    segments, offset = [], 0
    for inner in value.split("\n"):
        written = inner.replace('"', '""')
        raw = lines[number - 1] if number <= len(lines) else ""
        column = max(raw.find(written), raw.find(inner), 0) + 1
        segments.append((offset, number, column))
        offset += len(inner) + 1
        number += 1
    return Text(value, file, tuple(segments))
