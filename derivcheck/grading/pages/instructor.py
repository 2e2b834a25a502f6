"""The page of the instructor: marks, what waits, mistakes, every student, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from derivcheck.grading.assignment import Question
from derivcheck.grading.hints import Hints
from derivcheck.grading.pages.answer import answer, title
from derivcheck.grading.pages.certainty import certainty
from derivcheck.grading.pages.mistakes import Instances, Naming, mistakes
from derivcheck.grading.pages.overview import overview
from derivcheck.grading.pages.styles import STYLES
from derivcheck.grading.pages.waiting import waiting
from derivcheck.grading.record import SubmissionRecord, SummaryRecord, of_maximum
from derivcheck.grading.screens.table import in_all
from derivcheck.grading.tally import Sum, Tally
from derivcheck.reports.page import Content, Markup, element, page


@dataclass(frozen=True, slots=True)
class _Student:
    """The answers of a student as they stand on the page; what waits most ranks first."""

    name: str
    rank: tuple[int, Fraction, str]
    total: str
    answers: tuple[Content, ...]

    @classmethod
    def of(cls, record: SubmissionRecord, questions: Mapping[str, Question]) -> _Student:
        """Ranked by how many lines wait, then by their marks, the least first."""
        waits = sum(line.decided == "waiting" for each in record.questions for line in each.lines)
        marks = Sum.of(record)
        parts: list[Content] = []
        for marked in record.questions:
            question = questions[marked.id]
            parts.append(element("h3", title(question), ": ", of_maximum(marked.marks)))
            parts += answer(marked, question, Hints.REPAIR)
        rank = (-waits, Fraction(marks.low), record.student)
        return cls(record.student, rank, of_maximum(marks), tuple(parts))

    def shown(self, naming: Naming) -> Markup:
        """The part of the page that opens."""
        summary = element("summary", naming(self.name), ": ", self.total)
        return element("details", summary, *self.answers, class_="person")


def instructor_page(
    name: str,
    questions: Mapping[str, Question],
    records: Iterable[SubmissionRecord],
    tally: Tally,
    summary: SummaryRecord,
    *,
    anonymous: bool = False,
) -> str:
    """The whole page; of the submissions no more is held than what stands on it."""
    instances, students = Instances(), []
    for record in records:
        instances.add(record)
        if record.questions:
            students.append(_Student.of(record, questions))
    students.sort(key=lambda each: each.rank)
    naming = _naming([each.name for each in students], anonymous)
    told = element("p", in_all(questions.values(), summary), class_="quiet")
    return page(
        name,
        element("header", element("h1", name), told),
        overview(tally, summary, questions),
        waiting(tally.waiting_records(), questions),
        mistakes(tally.mistake_records(), questions, instances, naming),
        None if anonymous else _not_read(tally),
        element("section", element("h2", "Students"), *(each.shown(naming) for each in students)),
        certainty(summary, tally),
        styles=STYLES,
    )


def _naming(order: Sequence[str], anonymous: bool) -> Naming:
    if not anonymous:
        return str
    numbers = {name: f"student {at}" for at, name in enumerate(dict.fromkeys(order), 1)}
    return lambda student: numbers.get(student, "a student")


def _not_read(tally: Tally) -> Markup | None:
    """Files and lines that could not be read."""
    if not tally.problems:
        return None
    rows = (
        element("li", element("code", f"{each.file}:{each.line}:{each.column}"), f" {each.message}")
        for each in tally.problems
    )
    return element("section", element("h2", "Not read"), element("ul", *rows))
