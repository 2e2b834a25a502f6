"""The course that the marker is tried on: its files, and the generator of submissions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
import yaml

from benchmarks.course.answers import KINDS, Answer, Unsuited
from benchmarks.course.arrays import Shape
from benchmarks.course.compare import Expected, expected, named, outcome
from benchmarks.course.generate import ROUTES, answer, pairs, submissions
from benchmarks.course.hands import put_down
from benchmarks.course.questions import questions
from benchmarks.course.slips import slips
from benchmarks.course.writing import write
from derivcheck.cli import main

COURSE = Path(__file__).parents[1] / "derivations" / "course"
_HEADING = re.compile(r"^## (q\d)", re.MULTILINE)


def _marks() -> dict[str, dict[str, dict[str, object]]]:
    entries = yaml.safe_load((COURSE / "marks.yaml").read_text(encoding="utf-8"))
    return {each["student"]: {k: v for k, v in each.items() if k[0] == "q"} for each in entries}


def _answered(file: Path) -> set[str]:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        return set(_HEADING.findall(text))
    return set(yaml.safe_load(text)["answers"])


def test_every_answer_of_the_course_has_marks_within_its_question() -> None:
    found = {file.stem: _answered(file) for file in (COURSE / "submissions").iterdir()}
    marks = _marks()
    assert {student: set(own) for student, own in marks.items()} == found
    assert sum(map(len, found.values())) == 107
    for own in marks.values():
        for ident, given in own.items():
            question = questions()[ident]
            for key, highest in (("method", question.method), ("answer", question.answer)):
                ends = given[key] if isinstance(given[key], list) else [given[key]]
                assert all(0 <= end <= highest for end in ends)


@pytest.mark.large
def test_the_marker_gives_every_mark_that_was_given_by_hand(capsys) -> None:
    """With the same first wrong line; nothing waits."""
    main(["grade", f"{COURSE / 'assignment.yaml'}", f"{COURSE / 'submissions'}", "--format=json"])
    marked = {
        (each["student"], question["id"]): question
        for each in json.loads(capsys.readouterr().out)["submissions"]
        for question in each["questions"]
    }
    wanted = list(expected(COURSE / "marks.yaml"))
    found = [outcome(each, marked.get((each.student, each.question))) for each in wanted]
    assert [each for each in found if each.verdict != "agrees"] == []
    assert len(found) == 107


def test_the_assignment_has_sixty_marks() -> None:
    assert sum(each.method + each.answer for each in questions().values()) == 60


def _plain(made: Answer) -> Iterator[tuple[int, str]]:
    """The lines by number, without remarks, own abbreviations written out."""
    names: dict[str, str] = {}
    for number, line in enumerate(made.lines, 1):
        if line.startswith(("#", "--", "as in")):
            continue
        if found := re.match(r"let (\w+) = (.*)$", line):
            names[found[1]] = found[2]
            continue
        for name, body in names.items():
            line = re.sub(rf"\b{name}\b", f"({body})", line)
        yield number, line


def _edges(made: Answer) -> dict[int, bool | None]:
    """By line: whether it follows in numbers; None where shapes do not fit, absent if unread."""
    question, equation = questions()[made.question], made.question in ("q2", "q7")
    found: dict[int, bool | None] = {}
    before: str | None = None
    for number, line in _plain(made):
        if "[?]" in line:
            continue
        relation, _, body = line.partition(" ")
        follows = relation in ("=", "<=>")
        sides = [line] if equation and not follows else [body] if follows else line.split(" = ", 1)
        chain = [before, *sides] if follows else sides
        try:
            same = question.equivalent if equation else question.equal
            found[number] = all(same(a, b) for a, b in pairwise(chain))
        except Shape:
            found[number] = None
        before = sides[-1]
    return found


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.ident)
@pytest.mark.parametrize("kind", KINDS)
def test_lines_follow_in_numbers_except_the_planted_ones(route, kind) -> None:
    random = Random(5)
    for steps in (3, 4, 6, 9) * 2:
        try:
            made = put_down(KINDS[kind](route, random, steps), random)
        except Unsuited:
            continue
        edges = _edges(made)
        wrong = {each.line: each.shape for each in made.mistakes}
        assert made.first_wrong_line == (min(wrong) if wrong else None)
        for number, shape in wrong.items():
            assert edges[number] is (None if shape else False), made
        after = set() if kind != "own" else {n for n in edges if n > min(wrong)}
        bent = {n for n in edges for line, shape in wrong.items() if shape and n > line}
        for number in edges.keys() - wrong.keys() - after - bent:
            assert edges[number] is True, (number, made)


def test_a_wrong_line_is_noticed_in_numbers() -> None:
    lines = ("grad(L, theta)", "= X'@X@theta - X'@y", "= X@X'@theta - X'@y")
    assert _edges(Answer("q1", "right", lines, 4, 2)) == {1: True, 2: False, 3: None}


def test_what_follows_from_an_own_wrong_equation_is_the_same_step() -> None:
    network = ROUTES[3]
    made = KINDS["own"](network, Random(2), 4)
    assert (made.method, made.answer, made.first_wrong_line) == (8, 0, 1)
    delta = made.mistakes[0].written
    assert made.lines[1] == f"grad(L, a1) = W2'@({delta})"


def test_slips_are_of_the_kind_they_are_called() -> None:
    found = dict(reversed(pair) for pair in slips("-X'@y + lambda^2*theta"))
    assert found["X'@y + lambda^2*theta"] == "sign"
    assert found["-X@y + lambda^2*theta"] == "transpose"
    assert found["-X'@y + lambda^3*theta"] == "exponent"
    assert found["-X'@y"] == "term"
    assert found["-X'@y + theta"] == "factor"


def test_the_same_seed_makes_the_same_class(tmp_path: Path) -> None:
    made = list(submissions(30, 4, 2, None))
    assert made == list(submissions(30, 4, 2, None))
    assert made != list(submissions(30, 5, 2, None))
    assert pairs(made) > 100
    assert pairs(list(submissions(60, 4, 2, None, pool=2))) < 100
    for form, file in (("csv", "submissions.csv"), ("jsonl", "submissions.jsonl")):
        write(tmp_path, made, form)
        assert (tmp_path / file).stat().st_size > 5000
    write(tmp_path, made, "yaml")
    read = yaml.safe_load((tmp_path / "submissions" / "s01.yaml").read_text(encoding="utf-8"))
    assert read["answers"].keys() == {each.question for each in made[0][1]}
    expected = (tmp_path / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(each)["student"] for each in expected[:3]] == ["s01", "s01", "s02"]


def test_a_kind_that_a_question_does_not_have_becomes_a_right_answer() -> None:
    made = answer(ROUTES[1], "form", Random(1), 4)
    assert (made.kind, made.method, made.answer) == ("right", 7, 3)


def test_marks_are_compared_with_the_expected() -> None:
    mistake = {"kind": "sign", "right": "a + (b)"}
    want = Expected("s1", "q1", "slip", Fraction(3), Fraction(3), 2, (mistake,))
    got = {"marks": {"low": "3", "high": "3"}, "first_wrong_line": 2, "lines": []}
    assert outcome(want, got).verdict == "agrees"
    assert outcome(want, {**got, "first_wrong_line": 3}).verdict == "line"
    assert outcome(want, {**got, "marks": {"low": "2", "high": "4"}}).verdict == "waits"
    assert outcome(want, {**got, "marks": {"low": "4", "high": "4"}}).verdict == "differs"
    assert outcome(want, None).verdict == "missing"
    assert named(want, {"lines": [{"suggestion": None}]}) == "nothing said"
    for kind, claim, said in (
        ("sign", "= a", "named"),
        ("term", "= a + b", "named"),
        ("term", "= a", "another kind"),
    ):
        suggestion = {"edit": {"kind": kind}, "claim": claim}
        assert named(want, {"lines": [{"suggestion": suggestion}]}) == said


def test_marks_by_hand_are_read_as_expected_marks() -> None:
    read = {(each.student, each.question): each for each in expected(COURSE / "marks.yaml")}
    assert (read["s011", "q7"].low, read["s011", "q7"].high) == (2, 4)
    assert read["s004", "q1"].first_wrong_line == 3
