"""Files for autograders, and the table of marks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.grading.exports import QuestionTotal, Total, Undecided, Waiting, decimal, offering

EXACT = Total(
    "s001",
    (
        QuestionTotal("q1", Fraction(3), Fraction(3), Fraction(6), "line 3: <b> is text"),
        QuestionTotal("q2", Fraction(5, 2), Fraction(5, 2), Fraction(4)),
    ),
)
RANGE = Total(
    "=s002",
    (
        QuestionTotal("q1", Fraction(5), Fraction(6), Fraction(6)),
        QuestionTotal("q2", Fraction(1), Fraction(1), Fraction(4)),
    ),
)


def test_gradescope_gets_plain_text_and_a_test_for_each_question():
    found = offering("results")["gradescope"](EXACT, None)
    assert found["score"] == 5.5
    assert found["output_format"] == "text"
    assert [each["score"] for each in found["tests"]] == [3.0, 2.5]
    assert [each["max_score"] for each in found["tests"]] == [6.0, 4.0]
    assert {each["output_format"] for each in found["tests"]} == {"text"}
    assert found["tests"][0]["output"] == "line 3: <b> is text"


def test_prairielearn_gets_a_score_between_0_and_1():
    found = offering("results")["prairielearn"](EXACT, None)
    assert found["gradable"] is True
    assert found["score"] == 0.55
    assert [(each["points"], each["max_points"]) for each in found["tests"]] == [(3, 6), (2.5, 4)]


@pytest.mark.parametrize("name", ["gradescope", "prairielearn"])
def test_a_range_needs_a_word(name):
    results = offering("results")[name]
    with pytest.raises(Undecided):
        results(RANGE, None)
    assert results(RANGE, Waiting.BLANK) is None
    assert results(RANGE, Waiting.HIGH)["score"] in (7.0, 0.7)
    assert results(RANGE, Waiting.LOW)["score"] in (6.0, 0.6)


def test_the_table_has_a_row_for_each_student():
    assert offering("table")["marks"]([EXACT, RANGE], Waiting.BLANK) == (
        "student,q1,q2,total,maximum\ns001,3,2.5,5.5,10\n'=s002,,1,,10\n"
    )
    with pytest.raises(Undecided):
        offering("table")["marks"]([RANGE], None)


def test_marks_are_printed_as_decimals():
    assert [decimal(Fraction(each)) for each in ("3", "5/2", "1/3", "100", "0")] == [
        "3",
        "2.5",
        "0.33",
        "100",
        "0",
    ]
