"""Moodle: the offline grading worksheet of an assignment, grades and comments filled in.

Its columns are `Identifier, Full name, Email address, Status, Grade, Maximum Grade, Grade can
be changed, Last modified (submission), Last modified (grade), Feedback comments`, some of
which a site may leave out. A student is found by identifier (`Participant 123` or `123`), by
`ID number`, `Username`, or email address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from derivcheck.grading.exports import _gradebook
from derivcheck.grading.exports._gradebook import Filled, Gradebook, Key, Unfillable
from derivcheck.grading.exports._totals import Total, Waiting

_GRADE = "Grade"
_PARTICIPANT = "Participant "


def fill(text: str, totals: Sequence[Total], column: str, waiting: Waiting | None) -> Filled:
    """Write sums into the column of grades, and what students may see into the comments.

    Raises Unfillable where the worksheet lacks a column, Undecided for a range.
    """
    book = Gradebook.read(text)
    place = book.column(column or _GRADE)
    if place is None:
        raise Unfillable(f"the worksheet has no column {column or _GRADE}.")
    keys = _keys(book)
    if not keys:
        raise Unfillable("the worksheet tells students by no Identifier, ID number or address.")
    locked = book.column("Grade can be changed")
    free = [row for row in book.rows if locked is None or row[locked].strip().lower() != "no"]
    filled, written = _gradebook.write_marks(book, place, free, keys, totals, waiting)
    comments = book.column("Feedback comments")
    if comments is not None:
        for total in totals:
            feedback = "\n".join(each.feedback for each in total.questions if each.feedback)
            if feedback and total.student in written:
                written[total.student][comments] = feedback
    remarks = list(filled.remarks)
    if len(free) < len(book.rows):
        remarks.append(f"{len(book.rows) - len(free)} rows are locked in Moodle, left as they are.")
    maximum = book.column("Maximum Grade")
    if maximum is not None:
        remarks += _gradebook.other_maxima([row[maximum] for row in written.values()], totals)
    return replace(filled, text=book.text(), remarks=tuple(remarks))


def _keys(book: Gradebook) -> list[Key]:
    keys: list[Key] = []
    identifier = book.column("Identifier")
    if identifier is not None:
        keys.append(itemgetter(identifier))
        keys.append(lambda row: row[identifier].strip().removeprefix(_PARTICIPANT))
    for name in ("ID number", "Username", "Email address"):
        place = book.column(name)
        if place is not None:
            keys.append(itemgetter(place))
    return keys
