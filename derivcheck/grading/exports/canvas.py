"""Canvas: the gradebook as Instructure exports it, one column filled.

The first columns are `Student, ID, SIS User ID, SIS Login ID, Section`, then one for each
assignment, named `Title (123456)`; the row whose first cell is `Points Possible` holds the
maxima. A student of derivcheck is found by SIS login, SIS user or Canvas id.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from derivcheck.grading.exports import _gradebook
from derivcheck.grading.exports._gradebook import Filled, Gradebook, Unfillable
from derivcheck.grading.exports._totals import Total, Waiting

_KEYS = ("SIS Login ID", "SIS User ID", "ID")
_POINTS = "Points Possible"
_NUMBERED = re.compile(r" \(\d+\)$")


def fill(text: str, totals: Sequence[Total], column: str, waiting: Waiting | None) -> Filled:
    """Write the sums of students into the column of an assignment.

    Raises Unfillable where the gradebook lacks a column, Undecided for a range.
    """
    book = Gradebook.read(text)
    place = _assignment(book, column)
    keys = [itemgetter(key) for name in _KEYS if (key := book.column(name)) is not None]
    if not keys:
        raise Unfillable(f"the gradebook has none of the columns {', '.join(_KEYS)}.")
    points = [row for row in book.rows if row[0].strip() == _POINTS]
    students = book.rows[book.rows.index(points[-1]) + 1 :] if points else book.rows
    filled, _ = _gradebook.write_marks(book, place, students, keys, totals, waiting)
    maxima = _gradebook.other_maxima([row[place] for row in points], totals)
    return replace(filled, remarks=filled.remarks + maxima)


def _assignment(book: Gradebook, column: str) -> int:
    place = book.column(column)
    if place is not None:
        return place
    named = [name for name in book.names if _NUMBERED.sub("", name.strip()) == column]
    if len(named) == 1:
        return book.names.index(named[0])
    offered = [name for name in book.names if _NUMBERED.search(name.strip())]
    raise Unfillable(
        f"the gradebook has {len(named) or 'no'} columns for {column}; "
        f"say which with --column: {', '.join(offered) or 'it has no assignments'}."
    )
