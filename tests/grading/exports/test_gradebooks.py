"""Marks are filled into the gradebooks of Canvas and Moodle, and nothing else changes there."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest

from derivcheck.grading.exports import (
    QuestionTotal,
    Total,
    Undecided,
    Unfillable,
    Waiting,
    offering,
)

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Homework 2 (11),Homework 3 (12),Final Score\r\n"
    "    Points Possible,,,,,10,6,(read only)\r\n"
    '"Noether, Emmy",101,u1,s001,A,9,,95\r\n'
    '"=HYPERLINK(""http://x"")",102,u2,s002,A,-,2,80\r\n'
    '"Hilbert, David",103,u3,s003,A,7,4,70\r\n'
)
MOODLE = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (grade),Feedback comments\n"
    "Participant 7,Emmy Noether,e@x.org,Submitted,,6.00,Yes,-,\n"
    "Participant 8,David Hilbert,d@x.org,Submitted,4.00,6.00,No,-,Well done\n"
    'Participant 9,@SUM(A1),k@x.org,Submitted,"2,00",6.00,Yes,-,\n'
)


def total(student, low, high=None, feedback=""):
    high = low if high is None else high
    return Total(
        student, (QuestionTotal("q1", Fraction(low), Fraction(high), Fraction(6), feedback),)
    )


def cells(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def canvas(*totals, waiting=None, text=CANVAS, column="Homework 3"):
    return offering("fill")["canvas"](text, totals, column, waiting)


def moodle(*totals, waiting=None, text=MOODLE, column=""):
    return offering("fill")["moodle"](text, totals, column, waiting)


def test_canvas_gets_the_marks_in_the_column_of_the_assignment_only():
    filled = canvas(total("s001", "5/2"), total("u2", 6))
    before, after = cells(CANVAS), cells(filled.text)
    assert after[2][6] == "2.5"
    assert after[3][6] == "6"
    assert filled.written == 2
    assert filled.changed == ("u2: 2 became 6",)
    for row, (old, new) in enumerate(zip(before, after, strict=True)):
        kept = [each for place, each in enumerate(new) if place != 6]
        expected = [each for place, each in enumerate(old) if place != 6]
        if row == 3:
            assert kept[0] == "'" + expected[0]
            kept, expected = kept[1:], expected[1:]
        assert kept == expected


def test_a_student_without_a_mark_keeps_theirs():
    assert cells(canvas(total("s001", 5)).text)[4][6] == "4"


@pytest.mark.parametrize(
    ("cell", "written"),
    [("-", "-"), ("-2.5", "-2.5"), ("+1+2", "'+1+2"), ("@A1", "'@A1"), ("\t=1", "'\t=1")],
)
def test_formulas_are_defused_and_numbers_stay(cell, written):
    text = CANVAS.replace('"Hilbert, David"', cell)
    assert cells(canvas(total("s001", 5), text=text).text)[4][0] == written


def test_a_range_is_exported_only_as_somebody_says():
    with pytest.raises(Undecided, match="5-6 is no mark yet"):
        canvas(total("s001", 5, 6))
    assert cells(canvas(total("s001", 5, 6), waiting=Waiting.LOW).text)[2][6] == "5"
    assert cells(canvas(total("s001", 5, 6), waiting=Waiting.HIGH).text)[2][6] == "6"
    blank = canvas(total("s003", 5, 6), waiting=Waiting.BLANK)
    assert cells(blank.text)[4][6] == "4"
    assert blank.remarks == ("s003: still a range, left as it is.",)


def test_a_student_who_is_not_in_the_gradebook_is_told():
    assert canvas(total("s009", 5)).remarks == ("s009: no row of the gradebook is theirs.",)


def test_two_students_never_share_a_row():
    filled = canvas(total("s001", 5), total("u1", 1))
    assert cells(filled.text)[2][6] == "5"
    assert filled.remarks == ("u1: their row is already that of s001.",)


def test_an_unknown_column_is_refused_with_those_there_are():
    with pytest.raises(Unfillable, match=r"Homework 2 \(11\), Homework 3 \(12\)"):
        canvas(total("s001", 5), column="Homework 4")


def test_other_points_are_told():
    text = CANVAS.replace("10,6,", "10,12,")
    assert canvas(total("s001", 5), text=text).remarks == (
        "the gradebook says 12 points, the assignment 6.",
    )


@pytest.mark.parametrize("text", ["", 'a,"b\n', "a,b\n1,2,3\n", "Student,Homework 3 (1)\nx,\n"])
def test_what_is_no_gradebook_is_refused(text):
    with pytest.raises(Unfillable):
        canvas(total("s001", 5), text=text)


def test_moodle_gets_grades_and_comments():
    filled = moodle(total("7", "5/3", feedback="line 3"), total("k@x.org", 2))
    after = cells(filled.text)
    assert filled.text.startswith("\ufeff")
    assert after[1][4] == "1.67"
    assert after[1][8] == "line 3"
    assert after[3][4] == "2"
    assert after[3][1] == "'@SUM(A1)"
    assert filled.changed == ()


def test_a_locked_grade_of_moodle_stays():
    filled = moodle(total("Participant 8", 1, feedback="no"))
    assert cells(filled.text)[2] == cells(MOODLE)[2]
    assert "1 rows are locked in Moodle, left as they are." in filled.remarks
    assert "Participant 8: no row of the gradebook is theirs." in filled.remarks


def test_feedback_is_no_formula():
    after = cells(moodle(total("7", 5, feedback="=cmd|' /C calc'!A0")).text)
    assert after[1][8] == "'=cmd|' /C calc'!A0"


def test_a_worksheet_without_grades_is_refused():
    with pytest.raises(Unfillable, match="no column Grade"):
        moodle(total("7", 5), text=MOODLE.replace("Status,Grade", "Status,Mark"))
