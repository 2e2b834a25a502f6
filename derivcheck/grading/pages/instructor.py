"""The page of the instructor: marks, what waits, mistakes, every student, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from derivcheck.grading.assignment import Question
from derivcheck.grading.pages.answer import answer, title
from derivcheck.grading.pages.certainty import certainty
from derivcheck.grading.pages.mistakes import Instances, Naming, mistakes
from derivcheck.grading.pages.overview import overview
from derivcheck.grading.pages.styles import STYLES
from derivcheck.grading.pages.waiting import waiting
from derivcheck.grading.reading.numbers import printed
from derivcheck.grading.record import SubmissionRecord, SummaryRecord, of_maximum
from derivcheck.grading.screens.student import Hints
from derivcheck.grading.tally import Sum, Tally
from derivcheck.reports._words import counted
from derivcheck.reports.page import Content, Markup, element, page


def instructor_page(
    name: str,
    questions: Mapping[str, Question],
    records: Callable[[], Iterable[SubmissionRecord]],
    tally: Tally,
    summary: SummaryRecord,
    *,
    anonymous: bool = False,
) -> str:
    """The whole page; `records` gives all submissions each time it is called."""
    order = _worst_first(records())
    naming = _naming([student for _, student in order], anonymous)
    maximum = sum((question.marks.maximum for question in questions.values()), Fraction(0))
    counts = (
        counted(summary.submissions, "submission"),
        counted(len(questions), "question"),
        f"{printed(maximum)} {'mark' if maximum == 1 else 'marks'}",
    )
    found = tally.mistake_records()
    return page(
        name,
        element("header", element("h1", name), element("p", ", ".join(counts), class_="quiet")),
        overview(tally, summary, questions, maximum),
        waiting(tally.waiting_records(), questions),
        mistakes(found, questions, Instances.of(records()), naming),
        None if anonymous else _not_read(tally),
        _students(records(), [at for at, _ in order], questions, naming),
        certainty(summary, tally),
        styles=STYLES,
    )


def _worst_first(records: Iterable[SubmissionRecord]) -> list[tuple[int, str]]:
    """Places and students, by how many lines wait, then by their marks, the least first."""
    keyed = []
    for at, record in enumerate(records):
        lines = [line for question in record.questions for line in question.lines]
        waits = sum(line.decided == "waiting" for line in lines)
        if record.questions:
            low = Fraction(Sum.of(record).low)
            keyed.append((-waits, low, record.student, at))
    return [(at, student) for _, _, student, at in sorted(keyed)]


def _naming(order: Sequence[str], anonymous: bool) -> Naming:
    if not anonymous:
        return str
    numbers = {name: f"student {at}" for at, name in enumerate(dict.fromkeys(order), 1)}
    return lambda student: numbers.get(student, "a student")


def _students(
    records: Iterable[SubmissionRecord],
    order: Sequence[int],
    questions: Mapping[str, Question],
    naming: Naming,
) -> Markup:
    wanted = set(order)
    shown = {
        at: _student(record, questions, naming) for at, record in enumerate(records) if at in wanted
    }
    return element("section", element("h2", "Students"), *(shown[at] for at in order))


def _student(record: SubmissionRecord, questions: Mapping[str, Question], naming: Naming) -> Markup:
    parts: list[Content] = []
    for marked in record.questions:
        question = questions[marked.id]
        parts.append(element("h3", title(question), ": ", of_maximum(marked.marks)))
        parts += answer(marked, question, Hints.REPAIR)
    total = of_maximum(Sum.of(record))
    summary = element("summary", naming(record.student), ": ", total)
    return element("details", summary, *parts, class_="person")


def _not_read(tally: Tally) -> Markup | None:
    """Files and lines that could not be read."""
    if not tally.problems:
        return None
    rows = (
        element("li", element("code", f"{each.file}:{each.line}:{each.column}"), f" {each.message}")
        for each in tally.problems
    )
    return element("section", element("h2", "Not read"), element("ul", *rows))
