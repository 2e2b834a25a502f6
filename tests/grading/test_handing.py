"""What `derivcheck grade` hands out: pages, exports, and what changed since."""

from __future__ import annotations

import json

import pytest

from derivcheck.cli import main
from derivcheck.cli.handing import file_name

ASSIGNMENT = """\
title: Homework 1
symbols: {x: scalar}
questions:
  - id: q1
    find: d(x^2, x)
    marks: {method: 2, answer: 1}
    solution: |
      d(x^2, x)
      = 2*x
"""
ANSWERS = """\
student,question,steps
anna,q1,"d(x^2, x)
= 2*x"
../bert,q1,"d(x^2, x)
= x^2"
carl,q1,"d(x^2, x)
= [?]"
"""
GRADEBOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (7)\n"
    "Points Possible,,,,,3\nAnna,1,,anna,A,\nCarl,2,,carl,A,2\n"
)


@pytest.fixture
def homework(tmp_path, monkeypatch):
    for name, text in {"hw.yaml": ASSIGNMENT, "a.csv": ANSWERS, "book.csv": GRADEBOOK}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def grade(*arguments):
    return main(["grade", "hw.yaml", "a.csv", "--jobs", "1", *arguments])


def test_pages_are_written_for_everybody_and_nowhere_else(homework):
    assert grade("--page", "class.html", "--pages", "students", "--hints", "place") == 1
    names = {path.name for path in (homework / "students").iterdir()}
    assert names == {"anna.html", "carl.html", f"{file_name('../bert')}.html"}
    assert not (homework / "bert.html").exists()
    assert "../bert" in (homework / "class.html").read_text(encoding="utf-8")


def test_names_of_files_never_leave_the_folder_and_never_meet():
    names = [file_name(each) for each in ("a", "../a", "a/", "..", "", "A", "a b", "a_b")]
    assert len(set(names)) == len(names)
    assert not any("/" in name or name.startswith(".") for name in names)


def test_ranges_are_exported_only_as_somebody_says(homework, capsys):
    assert grade("--export", "marks=marks.csv") == 2
    assert "--waiting low, high or blank" in capsys.readouterr().err
    assert not (homework / "marks.csv").exists()
    assert grade("--export", "marks=marks.csv", "--waiting", "low") == 1
    table = (homework / "marks.csv").read_text(encoding="utf-8").splitlines()
    assert table[0] == "student,q1,total,maximum"
    assert table[1] == "anna,3,3,3"


def test_a_gradebook_is_filled(homework, capsys):
    given = ("--gradebook", "book.csv", "--waiting", "blank")
    assert grade("--export", "canvas=out.csv", *given) == 1
    filled = (homework / "out.csv").read_text(encoding="utf-8").splitlines()
    assert filled[2:] == ["Anna,1,,anna,A,3", "Carl,2,,carl,A,2"]
    assert "carl: still a range, left as it is." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--export", "canvas=out.csv"), "needs --gradebook"),
        (("--export", "excel=out.csv"), "takes FORMAT=TARGET"),
        (("--export", "moodle=out.csv", "--gradebook", "none.csv"), "cannot be read"),
        (("--export", "moodle=out.csv", "--gradebook", "book.csv"), "no column Grade"),
        (("--against", "hw.yaml"), "is no file of results"),
    ],
)
def test_wrong_use_has_one_clear_error(homework, capsys, given, said):
    assert grade(*given) == 2
    assert said in capsys.readouterr().err


def test_autograders_get_a_file_for_each_student(homework):
    assert grade("--export", "gradescope=gs", "--waiting", "high") == 1
    found = json.loads((homework / "gs" / "anna" / "results.json").read_text(encoding="utf-8"))
    assert found["score"] == 3.0
    assert found["output_format"] == "text"
    assert len(list((homework / "gs").iterdir())) == 3


@pytest.mark.parametrize(
    "given",
    [
        ("--pages", "out"),
        ("--export", "marks=out"),
        ("--export", "canvas=out", "--gradebook", "book.csv"),
        ("--export", "gradescope=out"),
        ("--export", "prairielearn=out"),
    ],
)
def test_what_has_one_place_for_a_student_is_refused_for_two_submissions(homework, capsys, given):
    (homework / "b.yaml").write_text("student: anna\nanswers: {q1: = x}\n", encoding="utf-8")
    code = grade("b.yaml", *given, "--waiting", "low", "--page", "class.html")
    out, err = capsys.readouterr()
    assert code == 2
    assert "  anna: a.csv, b.yaml\n" in err
    assert "4 submissions" in out
    assert not (homework / "out").exists()
    assert (homework / "class.html").read_text(encoding="utf-8").count("anna: ") == 2


def test_regrading_tells_whose_marks_changed(homework, capsys):
    assert grade("--results", "old.jsonl") == 1
    (homework / "hw.yaml").write_text(ASSIGNMENT.replace("answer: 1", "answer: 2"), "utf-8")
    capsys.readouterr()
    assert grade("--against", "old.jsonl") == 1
    told = capsys.readouterr().out
    assert "anna q1: 3 of 3 became 4 of 4\n  the question has 4 marks, not 3\n" in told
    assert told.endswith("3 marks changed.\n")
