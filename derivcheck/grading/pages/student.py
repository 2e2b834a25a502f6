"""The page of one student: their own lines and marks, and as much as the hints allow.

It never holds the model solution, a milestone's proposition, or anybody else's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivcheck.grading.assignment import Question
from derivcheck.grading.hints import Hints
from derivcheck.grading.pages.answer import answer, title
from derivcheck.grading.pages.styles import STYLES
from derivcheck.grading.record import MarksRecord, SubmissionRecord, of_maximum
from derivcheck.grading.tally import Sum
from derivcheck.reports.page import Markup, element, page


def student_page(
    record: SubmissionRecord, questions: Mapping[str, Question], name: str, hints: Hints
) -> str:
    """The whole page; `name` is what the assignment is called."""
    total = of_maximum(Sum.of(record))
    return page(
        f"{name}: {record.student}",
        element("header", element("h1", name), element("p", f"{record.student}: {total}")),
        _problems(record),
        element("main", *_questions(record, questions, hints)),
        styles=STYLES,
    )


def _questions(
    record: SubmissionRecord, questions: Mapping[str, Question], hints: Hints
) -> Iterator[Markup]:
    for marked in record.questions:
        question = questions[marked.id]
        head = element("h2", title(question), " ", _marks(marked.marks))
        yield element("section", head, *answer(marked, question, hints))


def _marks(marks: MarksRecord) -> Markup:
    return element("span", of_maximum(marks), class_="tag")


def _problems(record: SubmissionRecord) -> Markup | None:
    """Lines of the student's own file that could not be read."""
    if not record.problems:
        return None
    rows = (
        element("li", element("code", f"line {each.line}"), f" {each.message}")
        for each in record.problems
    )
    return element("section", element("h2", "Not read"), element("ul", *rows))
