"""Regrading tells whose marks changed, and why."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.grading.changes import changes
from derivcheck.grading.record import MarkRecord
from derivcheck.grading.screens.changes import changes_screen
from tests.grading.samples import ANNA, BERT, CLASS, RIGHT, submission


def said(before, after):
    return "".join(changes_screen(changes(before, after)))


def test_the_same_marking_changes_nothing():
    assert said(CLASS, CLASS) == "No marks changed.\n"


def test_a_line_that_is_judged_otherwise_is_named():
    lines = list(ANNA.questions[0].lines)
    lines[1] = replace(lines[1], mark=MarkRecord(kind="M", awarded="1", maximum="1", why="ok"))
    again = submission("anna", *lines, low="4")
    assert said([ANNA], [again]) == (
        "anna q1: 3 of 6 became 4 of 6\n  line 2: right (before: a mistake)\n1 mark changed.\n"
    )


def test_other_marks_of_the_question_are_named():
    marks = replace(ANNA.questions[0].marks, low="5", high="5", maximum="8")
    question = replace(ANNA.questions[0], marks=marks)
    again = replace(ANNA, questions=(question,))
    assert "the question has 8 marks, not 6" in said([ANNA], [again])


def test_new_and_missing_submissions_are_told():
    told = said([ANNA, BERT], [ANNA, RIGHT])
    assert "carl q1: - became 6 of 6\n  not marked before\n" in told
    assert "became -\n  no longer handed in, or no longer asked\n" in told


def test_a_changed_answer_is_no_change_of_judgement():
    again = submission("anna", *RIGHT.questions[0].lines, low="6")
    assert "the answer was changed" in said([ANNA], [again])
