"""Submissions as files: a folder of YAML, one CSV, or JSON Lines; the expected marks beside."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.course.answers import Answer, Marks

Submission = tuple[str, tuple[Answer, ...]]


def write(folder: Path, submissions: Sequence[Submission], form: str) -> None:
    """Write `submissions...` and `expected.jsonl` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _FORMS[form](folder, submissions)
    expected = [expected_marks(student, each) for student, own in submissions for each in own]
    _lines(folder / "expected.jsonl", expected)


def expected_marks(student: str, answer: Answer) -> dict[str, object]:
    """The record of an answer: marks, first wrong line, what was planted."""
    return {
        "student": student,
        "question": answer.question,
        "kind": answer.kind,
        "method": _marks(answer.method),
        "answer": _marks(answer.answer),
        "first_wrong_line": answer.first_wrong_line,
        "mistakes": [asdict(each) for each in answer.mistakes],
    }


def _marks(marks: Marks) -> object:
    return list(marks) if isinstance(marks, tuple) else marks


def _yaml(folder: Path, submissions: Sequence[Submission]) -> None:
    own = folder / "submissions"
    own.mkdir(exist_ok=True)
    for student, answers in submissions:
        text = [f"student: {student}", "answers:"]
        for each in answers:
            text += [f"  {each.question}: |", *(f"    {line}" for line in each.lines)]
        (own / f"{student}.yaml").write_text("\n".join(text) + "\n", encoding="utf-8")


def _csv(folder: Path, submissions: Sequence[Submission]) -> None:
    with (folder / "submissions.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["student", "question", "steps"])
        for student, answers in submissions:
            for each in answers:
                table.writerow([student, each.question, "\n".join(each.lines)])


def _jsonl(folder: Path, submissions: Sequence[Submission]) -> None:
    records = [
        {"student": student, "answers": {a.question: "\n".join(a.lines) for a in answers}}
        for student, answers in submissions
    ]
    _lines(folder / "submissions.jsonl", records)


def _lines(file: Path, records: Sequence[object]) -> None:
    text = "".join(json.dumps(record) + "\n" for record in records)
    file.write_text(text, encoding="utf-8")


_FORMS = {"yaml": _yaml, "csv": _csv, "jsonl": _jsonl}
FORMS = tuple(_FORMS)
