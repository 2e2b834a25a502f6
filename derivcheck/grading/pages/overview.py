"""The marks of a class: a histogram, how many solved each question, and a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from derivcheck.grading.assignment import Question
from derivcheck.grading.pages.answer import title
from derivcheck.grading.reading.numbers import printed
from derivcheck.grading.record import MistakeRecord, SummaryRecord
from derivcheck.grading.screens.table import mistake as in_short
from derivcheck.grading.tally import QuestionTally, Tally
from derivcheck.reports._words import counted, number
from derivcheck.reports.figures import Bar, bars
from derivcheck.reports.page import Markup, element

#: columns of the histogram
_BINS = 10


def overview(tally: Tally, summary: SummaryRecord, questions: Mapping[str, Question]) -> Markup:
    """The first section of the page."""
    maximum = sum((question.marks.maximum for question in questions.values()), Fraction(0))
    charts = []
    if tally.totals and maximum:
        charts.append(_histogram(tally.totals, maximum))
        charts.append(_shares(tally, questions))
    mean = summary.marks
    told = None
    if mean.mean is not None:
        told = f"mean {mean.mean}, median {mean.median} of {counted(mean.settled, 'settled mark')}"
    return element(
        "section",
        element("h2", "Marks"),
        element("p", told) if told else None,
        element("div", *charts, class_="charts"),
        element("div", _table(tally, questions), class_="scroll"),
    )


def _histogram(totals: Sequence[Fraction], maximum: Fraction) -> Markup:
    width = maximum / _BINS
    counts = [0] * _BINS
    for total in totals:
        counts[min(int(total / width), _BINS - 1)] += 1
    columns = [Bar(printed(width * at), count) for at, count in enumerate(counts)]
    return bars("Students by marks", columns, standing=True, foot="marks from")


def _shares(tally: Tally, questions: Mapping[str, Question]) -> Markup:
    """How many have full marks, question by question."""
    rows = []
    for name, question in questions.items():
        counts = tally.questions.get(name, QuestionTally())
        every = counts.full + counts.part + counts.none + counts.waiting
        share = counts.full / every if every else 0
        rows.append(Bar(title(question), share, f"{share:.0%}"))
    return bars("Full marks", rows)


def _table(tally: Tally, questions: Mapping[str, Question]) -> Markup:
    commonest: dict[str, MistakeRecord] = {}
    for each in tally.mistake_records():
        commonest.setdefault(each.question, each)
    names = ("marks", "full", "part", "none", "waiting")
    head = element(
        "tr",
        element("th", "question"),
        *(element("th", name, class_="number") for name in names),
        element("th", "commonest mistake"),
    )
    rows = []
    for name, question in questions.items():
        counts = tally.questions.get(name, QuestionTally())
        cells = [printed(question.marks.maximum)]
        cells += [number(each) for each in (counts.full, counts.part, counts.none, counts.waiting)]
        rows.append(
            element(
                "tr",
                element("th", title(question), scope="row"),
                *(element("td", cell, class_="number") for cell in cells),
                element("td", in_short(commonest.get(name), 60)),
            )
        )
    return element("table", element("thead", head), element("tbody", *rows))
