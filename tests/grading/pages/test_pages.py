"""Pages about marked submissions: what they tell, and what they must not."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from derivcheck.grading.hints import Hints
from derivcheck.grading.pages import instructor_page, student_page
from derivcheck.grading.tally import Tally
from tests.grading.samples import ANNA, BERT, CLASS, HOSTILE, QUESTIONS, SECRET


class Tags(HTMLParser):
    """The elements of a page and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)

    def handle_data(self, data):
        self.text += data


def instructor(anonymous=False):
    tally = Tally()
    for record in CLASS:
        tally.add(record)
    summary = tally.summary({})
    return instructor_page("Homework 1", QUESTIONS, CLASS, tally, summary, anonymous=anonymous)


def student(record, hints=Hints.REPAIR):
    return student_page(record, QUESTIONS, "Homework 1", hints)


def test_the_instructors_page_has_everything_in_its_order():
    text = Tags(instructor()).text
    places = [
        text.index(each)
        for each in (
            "Students by marks",
            "What waits for you: 1 different step",
            "verdict: follows",
            "verdict: does not follow",
            "Mistakes",
            "Students",
            "How the lines were decided",
        )
    ]
    assert places[:5] == sorted(places[:5])
    assert places[4] < places[6]
    assert "cos is meant for sin" in text
    assert "waiting1" in text


def test_students_come_by_what_waits_and_then_by_their_marks():
    text = Tags(instructor()).text
    section = text[text.rindex("Students") :]
    assert section.index("bert") < section.index("anna") < section.index("carl")


def test_an_anonymous_page_holds_no_name():
    page = instructor(anonymous=True)
    for name in ("anna", "bert", "carl"):
        assert name not in page
    assert "student 1" in page


@pytest.mark.parametrize("page", [instructor(), student(BERT)], ids=["instructor", "student"])
def test_no_text_of_a_student_becomes_markup(page):
    assert "script" not in Tags(page).names
    assert HOSTILE not in page
    assert "Content-Security-Policy" in page


def test_a_students_page_holds_no_other_name_and_no_model_solution():
    page = student(ANNA)
    assert "anna" in page
    assert "bert" not in page
    assert "carl" not in page
    assert SECRET not in page


@pytest.mark.parametrize(
    ("hints", "told"),
    [
        (Hints.NONE, (False, False, False)),
        (Hints.PLACE, (True, False, False)),
        (Hints.CAUSE, (True, True, False)),
        (Hints.REPAIR, (True, True, True)),
    ],
)
def test_hints_tell_no_more_than_they_say(hints, told):
    page = student(ANNA, hints)
    place, cause, repair = told
    assert ('class="wrong"' in page) is place
    assert ("1.08" in page) is cause
    assert ("cos is meant" in page) is repair


def test_what_follows_from_a_mistake_is_told_so():
    assert "follows from the line before" in student(ANNA)


def test_a_range_is_shown_as_one():
    assert "4-5 of 6" in student(BERT)
