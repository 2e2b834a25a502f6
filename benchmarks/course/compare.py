"""`python -m benchmarks.course.compare RECORD EXPECTED`: the marker's marks beside the expected.

RECORD is what `derivcheck grade --format json` wrote; EXPECTED is an `expected.jsonl` or a
`marks.yaml` with marks by hand.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_step
from derivcheck.language.printing import show


@dataclass(frozen=True)
class Expected:
    """The marks that an answer must get; `low` and `high` differ where a line waits."""

    student: str
    question: str
    kind: str
    low: Fraction
    high: Fraction
    first_wrong_line: int | None
    mistakes: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How an answer came out, and what the marker said.

    `agrees`, `line` (the same marks, another first wrong line), `waits` (a range that contains
    the expected marks), `differs`, `missing`.
    """

    expected: Expected
    verdict: str
    said: str


def expected(file: Path) -> Iterator[Expected]:
    """The expected marks of a file."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".jsonl":
        for record in map(json.loads, text.splitlines()):
            yield _expected(record["student"], record["question"], record["kind"], record)
        return
    for entry in yaml.safe_load(text):
        for ident, given in entry.items():
            if isinstance(given, dict):
                yield _expected(entry["student"], ident, "by hand", given)


def _expected(student: str, question: str, kind: str, given: Mapping[str, Any]) -> Expected:
    ends = [_ends(given["method"]), _ends(given["answer"])]
    low, high = (Fraction(sum(end[side] for end in ends)) for side in (0, 1))
    mistakes = tuple(given.get("mistakes", ()))
    return Expected(student, question, kind, low, high, given["first_wrong_line"], mistakes)


def _ends(marks: int | list[int]) -> tuple[int, int]:
    return (marks[0], marks[1]) if isinstance(marks, list) else (marks, marks)


def outcome(want: Expected, got: Mapping[str, Any] | None) -> Outcome:
    """Whether the marks are the expected ones, contain them while lines wait, or differ."""
    if got is None:
        return Outcome(want, "missing", "no marks")
    low, high = Fraction(got["marks"]["low"]), Fraction(got["marks"]["high"])
    said = f"{low}-{high}" if low != high else str(low)
    said += f", first wrong line {got['first_wrong_line']}"
    if (low, high) == (want.low, want.high):
        same = got["first_wrong_line"] == want.first_wrong_line
        return Outcome(want, "agrees" if same else "line", said)
    if low < high and low <= want.low and want.high <= high:
        return Outcome(want, "waits", said)
    return Outcome(want, "differs", said)


def named(want: Expected, got: Mapping[str, Any]) -> str:
    """What the repair said of the first slip: its kind or its line, another kind, or nothing."""
    mistake = want.mistakes[0]
    for line in got["lines"]:
        suggestion = line.get("suggestion") or {}
        if suggestion.get("edit"):
            restored = _plain(mistake["right"]) in _plain(suggestion["claim"])
            same = suggestion["edit"]["kind"] == mistake["kind"]
            return "named" if same or restored else "another kind"
    return "nothing said"


def _plain(text: str) -> str:
    """A line without its relation and without brackets that change nothing."""
    try:
        return show(parse_step(text, first=not text.startswith(("=", "<=>"))).content)
    except LanguageError:
        return text


def main() -> None:
    """Print how far the marks agree, by kind, and every disagreement."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.course.compare")
    options.add_argument("record", type=Path)
    options.add_argument("expected", type=Path)
    given = options.parse_args()
    record = json.loads(given.record.read_text(encoding="utf-8"))
    marked = {
        (each["student"], question["id"]): question
        for each in record["submissions"]
        for question in each["questions"]
    }
    wanted = list(expected(given.expected))
    outcomes = [outcome(each, marked.get((each.student, each.question))) for each in wanted]
    print("kind       answers  agree  waits  line  differs  missing")
    for kind in sorted({each.expected.kind for each in outcomes}):
        count = Counter(each.verdict for each in outcomes if each.expected.kind == kind)
        row = [count[verdict] for verdict in ("agrees", "waits", "line", "differs", "missing")]
        print(f"{kind:<10} {count.total():>7}" + "".join(f"{each:>7}" for each in row))
    slips = [each for each in wanted if each.kind == "slip"]
    said = Counter(named(each, marked[each.student, each.question]) for each in slips)
    if said:
        print(f"slips: {', '.join(f'{count} {what}' for what, count in said.most_common())}")
    for each in outcomes:
        if each.verdict != "agrees":
            want = each.expected
            marks = f"{want.low}-{want.high}" if want.low != want.high else str(want.low)
            print(
                f"{want.student} {want.question} {want.kind}: expected {marks}, first wrong line "
                f"{want.first_wrong_line}; marker {each.said} ({each.verdict})"
            )


if __name__ == "__main__":
    main()
