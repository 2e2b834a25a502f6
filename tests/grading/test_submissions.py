"""Submissions in every form, and what a malformed one costs."""

from __future__ import annotations

import json
import time

import pytest

from derivcheck.grading.assignment import Kind
from derivcheck.grading.lines import MOST_LINES, read_lines
from derivcheck.grading.reading.assignments import read_assignment
from derivcheck.grading.reading.folders import submission_files, submissions
from derivcheck.grading.reading.submissions import read_submissions
from derivcheck.verify.reading.events import Malformed
from derivcheck.verify.selection import NothingToCheck

YAML = """\
student: s017
transcribed-by: mk
answers:
  q1: |
    grad(L, theta)
    = X'@y
  q2:
    page: 2
    steps: |
      x = 1
"""
MARKDOWN = """\
---
student: s017
transcribed-by: mk
---
# Homework

## q1 Gradient

I begin here.

```steps
grad(L, theta)
= X'@y
```

```steps q2
x = 1
```

## q2

page: 2
"""
TABLE = """\
student,question,steps,page,transcribed_by
s017,q1,"grad(L, theta)
= X'@y",,mk
s018,q1,"= ""x"" ",,
s017,q2,x = 1,2,mk
"""


def read(text: str, file: str):
    return list(read_submissions(text.encode(), file))


@pytest.mark.parametrize(
    ("text", "file", "lines"),
    [
        (YAML, "a.yaml", [(5, 5), (6, 5)]),
        (MARKDOWN, "a.md", [(12, 1), (13, 1)]),
        (TABLE, "a.csv", [(2, 10), (3, 1)]),
        (
            json.dumps(
                {
                    "student": "s017",
                    "answers": {
                        "q1": "grad(L, theta)\n= X'@y",
                        "q2": {"page": 2, "steps": "x = 1"},
                    },
                }
            ),
            "a.jsonl",
            [(1, 40), (1, 56)],
        ),
    ],
    ids=["yaml", "markdown", "csv", "jsonl"],
)
def test_every_form_says_the_same(text, file, lines):
    found = read(text, file)[0]
    assert found.student == "s017"
    assert found.problems == ()
    first, second = found.answers
    assert (first.question, second.question, second.page) == ("q1", "q2", "2")
    assert first.steps.value.rstrip("\n") == "grad(L, theta)\n= X'@y"
    assert second.steps.value.strip() == "x = 1"
    places = [first.steps.position(offset) for offset in (0, len("grad(L, theta)\n"))]
    assert places == lines


def test_words_around_the_steps_are_kept():
    assert read(MARKDOWN, "a.md")[0].answers[0].remarks == ("I begin here.",)


def test_a_file_is_named_after_its_student_unless_it_says_otherwise():
    assert read("answers: {q1: x}\n", "in/s099.yaml")[0].student == "s099"


@pytest.mark.parametrize("key", ["symbols", "given", "define", "sizes"])
def test_what_belongs_to_the_assignment_is_refused_by_name(key):
    yaml = read(f"{key}: {{x: scalar}}\n{YAML}", "a.yaml")[0]
    assert yaml.problems[0].message == (
        f"{key}: belongs to the assignment; a submission brings none of its own"
    )
    assert [each.question for each in yaml.answers] == ["q1", "q2"]
    line = json.dumps({"student": "a", key: {"x": 1}, "answers": {"q1": "x"}})
    assert read(line, "a.jsonl")[0].problems[0].message == yaml.problems[0].message
    front = MARKDOWN.replace("student: s017", f"student: s017\n{key}: x")
    assert read(front, "a.md")[0].problems[0].message == yaml.problems[0].message


def test_an_unknown_key_is_told_with_its_place_and_passed_over():
    found = read(YAML.replace("page: 2", "pag: 2"), "a.yaml")[0]
    problem = found.problems[0]
    assert (problem.place.line, problem.place.column, problem.hint) == (8, 5, "did you mean page?")
    assert len(found.answers) == 2


def test_an_answer_of_the_wrong_kind_costs_only_itself():
    found = read("answers:\n  q1: [a, b]\n  q2: x\n", "a.yaml")[0]
    assert [each.question for each in found.answers] == ["q2"]
    assert found.problems[0].place.line == 2


@pytest.mark.parametrize(
    ("data", "file", "message"),
    [
        (b"answers: {q1: *x}\n", "a.yaml", "alias"),
        (b"answers:\n\tq1: x\n", "a.yaml", "not YAML"),
        (b"- a\n", "a.yaml", "must be a map"),
        (b"answers: {q1: '\xff'}\n", "a.yaml", "not UTF-8"),
        (b"answers: {q1: '\x1b[31m'}\n", "a.yaml", "control character"),
        (b"name,steps\n", "a.csv", "student is missing"),
        (b'student,question,steps\na,q1,"x', "a.csv", "not a table"),
        (b'{"student": "a"\n', "a.jsonl", "not JSON"),
        (b'{"answers": {"q1": "x"}}\n', "a.jsonl", "needs a student"),
        (b"[" * 100_000 + b"\n", "a.jsonl", "not JSON"),
        (b'{"student": "a", "student": "b", "answers": {}}\n', "a.jsonl", "twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(data, file, message):
    found = list(read_submissions(data, file))
    assert message in found[0].problems[0].message
    assert not any(each.answers for each in found)


def test_a_broken_line_or_row_costs_only_itself():
    lines = (
        '{"student": "a", "answers": {"q1": "x"}}\n{\n{"student": "b", "answers": {"q1": "y"}}\n'
    )
    assert [bool(each.answers) for each in read(lines, "a.jsonl")] == [True, False, True]
    rows = "student,question,steps\na,q1,x\nb,q1\nc,q1,z\na,q1,y\n"
    found = read(rows, "a.csv")
    assert [each.student for each in found] == ["a", "b", "c"]
    assert found[1].problems[0].place.line == 3
    assert found[0].problems[0].message == "a answers q1 twice"


def places(answer):
    """The lines of an answer, each with its line of the file and the columns it stands between."""
    start = 0
    found = []
    for line in answer.steps.value.split("\n"):
        place = answer.steps.part(start, start + len(line)).place()
        found.append((line, place.line, place.column, place.end_column))
        start += len(line) + 1
    return found


def test_an_answer_in_json_stands_in_the_text_of_its_own_key():
    line = '{"answers": {"x": "x", "q": {"steps": "x\\nx", "page": "x"}}, "student": "x"}'
    first, second = read(line, "a.jsonl")[0].answers
    assert places(first) == [("x", 1, 20, 21)]
    assert places(second) == [("x", 1, 40, 41), ("x", 1, 43, 44)]


@pytest.mark.parametrize(
    ("written", "meant", "columns"),
    [
        (r"x\u003d1", "x=1", [1, 2, 8]),
        (r"x\ud835\udc65=1", "x\U0001d465=1", [1, 2, 14, 15]),
        (r"\\\"\/\b\f\r\t=", '\\"/\b\f\r\t=', [1, 3, 5, 7, 9, 11, 13, 15]),
        (r"\\u003d", "\\u003d", [1, 3, 4, 5, 6, 7]),
        (r"\ud835\n\udc65=", "?\n?=", [1, 7, 9, 15]),
        ("é\u2028=\x85\u20291", "é\u2028=\x85\u20291", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_each_character_of_an_answer_in_json_has_its_column(written, meant, columns):
    line = f'{{"student": "a", "answers": {{"q1": "{written}"}}}}'
    before = line.index(written)
    first, second = read(f"{line}\n{line}\n", "a.jsonl")
    for number, submission in enumerate((first, second), start=1):
        text = submission.answers[0].steps
        assert text.value == meant
        found = [text.position(offset) for offset in range(len(meant))]
        assert found == [(number, before + column) for column in columns]


def test_a_long_answer_in_json_is_read_in_the_time_of_its_length():
    line = '{"student": "a", "answers": {"q1": "' + r"\u003d 1\n" * 40_000 + '"}}'
    started = time.perf_counter()
    (found,) = read(line, "a.jsonl")
    last = found.answers[0].steps.value.rindex("=")
    assert found.answers[0].steps.position(last) == (1, 37 + 39_999 * 10)
    assert len(read_lines(found.answers[0].steps, bool)) == MOST_LINES + 1
    assert time.perf_counter() - started < 8


def test_half_a_character_in_json_is_a_question_mark():
    found = read('{"student": "a\\ud800", "answers": {"q1": "\\ud800"}}\n', "a.jsonl")[0]
    assert (found.student, found.answers[0].steps.value) == ("a?", "?")


def test_a_folder_holds_any_of_these(tmp_path):
    (tmp_path / "hw.yaml").write_text("questions: []\n")
    (tmp_path / "decisions.yaml").write_text("[]\n")
    (tmp_path / "b.md").write_text(MARKDOWN)
    (tmp_path / "a.yaml").write_text(YAML)
    (tmp_path / "notes.yaml").write_text("title: something else\n")
    (tmp_path / "s044.pdf").write_bytes(b"%PDF-1.4 ...")
    (tmp_path / "x.yaml").write_bytes(b"\x00\x01")
    (tmp_path / ".hidden.yaml").write_text(YAML)
    (tmp_path / "link.yaml").symlink_to("a.yaml")
    files = submission_files([str(tmp_path)], tmp_path / "hw.yaml")
    found = {each.file.rpartition("/")[2]: each for each in submissions(files)}
    assert list(found) == ["a.yaml", "b.md", "notes.yaml", "s044.pdf", "x.yaml"]
    told = {name: each.problems[0].message for name, each in found.items() if each.problems}
    assert told == {
        "notes.yaml": "a submission needs the key answers, a map of questions",
        "s044.pdf": "not text",
        "x.yaml": "not text",
    }


@pytest.mark.parametrize("key", ["questions", "claims"])
def test_answers_make_a_file_a_submission_whatever_else_it_says(tmp_path, key):
    (tmp_path / "a.yaml").write_text(f"{key}: 1\n{YAML}")
    (tmp_path / "b.yaml").write_text(f"{key}: 1\n")
    files = submission_files([str(tmp_path)], tmp_path / "hw.yaml")
    (found,) = submissions(files)
    assert (found.student, len(found.answers)) == ("s017", 2)
    assert found.problems[0].message == f"unknown key {key} in a submission"


def test_a_path_that_is_not_there_is_wrong_use(tmp_path):
    with pytest.raises(NothingToCheck, match="no such file"):
        submission_files([str(tmp_path / "nowhere")], tmp_path / "hw.yaml")


# Assignments -------------------------------------------------------------------------------

ASSIGNMENT = """\
title: Ridge
symbols: {x: scalar}
given: [x > 0]
questions:
  - id: q1
    find: d(x^2, x)
    marks: 6
  - id: q2
    solve: x^2 = 4
    unknown: x
    given: [x < 9]
    form: solved for x
    marks: {method: 1/2, answer: 0.5, error: 0.25}
    require: [{id: m, claim: x = 2, marks: 1/2, kind: B}]
"""


def test_an_assignment_is_read():
    found = read_assignment(ASSIGNMENT.encode(), "hw.yaml")
    first, second = found.questions
    assert (first.kind, str(first.marks.method), str(first.marks.answer)) == (Kind.FIND, "5", "1")
    assert [each.value for each in second.given] == ["x > 0", "x < 9"]
    assert (second.form, second.solved_for) == ("solved", "x")
    assert (str(second.marks.error), second.require[0].independent) == ("1/4", True)
    assert [str(each.marks.maximum) for each in found.questions] == ["6", "1"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    find: d(x^2, x)\n", "", "exactly one of find, prove and solve"),
        ("    find: d(x^2, x)\n", "    find: x\n    prove: x = x\n", "exactly one"),
        ("find: d(x^2, x)", "find: d(x^2", "never closed"),
        ("find: d(x^2, x)", "prove: convex(x^2, x)", "must have two sides"),
        ("marks: 6", "marks: many", "a number of marks"),
        ("marks: 6", "marks: 1/2", "1 or more"),
        ("    marks: 6\n", "", "q1 has no marks"),
        ("marks: 6", "marks: 6\n    form: short", "form must be"),
        ("marks: 6", "marks: 6\n    form: solved for x", "only the answer of solve"),
        ("marks: 6", "mark: 6", "unknown key mark"),
        ("    unknown: x\n", "", "no unknown"),
        ("marks: 1/2, kind", "marks: 1, kind", "more marks than the method"),
        ("kind: B", "kind: C", "kind must be M or B"),
        ("id: q2", "id: q1", "already taken"),
        ("questions:", "answers:", "unknown key answers"),
    ],
)
def test_a_broken_assignment_is_refused_with_the_reason(old, new, message):
    with pytest.raises(Malformed) as refused:
        read_assignment(ASSIGNMENT.replace(old, new).encode(), "hw.yaml")
    assert message in refused.value.problem.message
