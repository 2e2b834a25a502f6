"""Sums for exports, from the records of marked submissions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from derivcheck.grading.exports._totals import QuestionTotal, Total
from derivcheck.grading.record import QuestionRecord, SubmissionRecord


def totals(
    records: Iterable[SubmissionRecord], feedback: Callable[[QuestionRecord], str]
) -> Iterator[Total]:
    """What every student has who was marked; `feedback` is what the student may see."""
    for record in records:
        if record.questions:
            yield Total(
                record.student,
                tuple(
                    QuestionTotal(
                        each.id,
                        Fraction(each.marks.low),
                        Fraction(each.marks.high),
                        Fraction(each.marks.maximum),
                        feedback(each),
                    )
                    for each in record.questions
                ),
            )
