"""A table of marks: a row for each student, a column for each question, and the sum."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from derivcheck.grading.exports._spreadsheet import defused
from derivcheck.grading.exports._totals import Total, Waiting, decimal, settled


def table(totals: Sequence[Total], waiting: Waiting | None) -> str:
    """Comma-separated values; a range left blank is an empty cell. Raises Undecided."""
    questions = list(dict.fromkeys(each.question for total in totals for each in total.questions))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([defused(name) for name in ("student", *questions, "total", "maximum")])
    for total in totals:
        marks = {each.question: settled(each, waiting) for each in total.questions}
        cells = [marks.get(question) for question in questions]
        whole = settled(total, waiting)
        writer.writerow(
            [
                defused(total.student),
                *("" if mark is None else decimal(mark) for mark in cells),
                "" if whole is None else decimal(whole),
                decimal(total.maximum),
            ]
        )
    return out.getvalue()
