"""An instructor's gradebook: a table with a row for each student, into which marks are filled.

Only the cells of marks change. A student without a mark keeps what the cell holds, rows are
neither added nor removed, and the names of columns are those of the file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from derivcheck.grading.exports._spreadsheet import defused
from derivcheck.grading.exports._totals import Total, Waiting, decimal, settled

Row = list[str]
#: what a row calls its student
Key = Callable[[Row], str]

_BOM = "\ufeff"


class Unfillable(ValueError):
    """A gradebook that is not what it should be; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A gradebook with marks in it, and what the instructor should know of it."""

    text: str
    written: int
    changed: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(slots=True)
class Gradebook:
    """The cells of a table of comma-separated values, its first row the names of columns."""

    names: list[str]
    rows: list[list[str]]
    bom: bool
    line_end: str

    @classmethod
    def read(cls, text: str) -> Gradebook:
        """A table from its text. Raises Unfillable where it is none."""
        bom = text.startswith(_BOM)
        body = text.removeprefix(_BOM)
        try:
            rows = list(csv.reader(io.StringIO(body, newline=""), strict=True))
        except csv.Error as error:
            raise Unfillable(
                f"the gradebook is no table of comma-separated values: {error}."
            ) from None
        if not rows:
            raise Unfillable("the gradebook is empty.")
        width = len(rows[0])
        for number, row in enumerate(rows, 1):
            if len(row) > width:
                raise Unfillable(f"row {number} of the gradebook has more cells than the first.")
            row.extend([""] * (width - len(row)))
        return cls(rows[0], rows[1:], bom, "\r\n" if "\r\n" in body else "\n")

    def column(self, name: str) -> int | None:
        """The place of the only column with this name."""
        places = [place for place, each in enumerate(self.names) if each.strip() == name]
        if len(places) > 1:
            raise Unfillable(f"the gradebook has {len(places)} columns named {name}.")
        return places[0] if places else None

    def text(self) -> str:
        """The table as text, no cell of which a spreadsheet runs."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator=self.line_end)
        writer.writerows([defused(cell) for cell in row] for row in [self.names, *self.rows])
        return (_BOM if self.bom else "") + out.getvalue()


def write_marks(
    book: Gradebook,
    place: int,
    students: Sequence[Row],
    keys: Sequence[Key],
    totals: Sequence[Total],
    waiting: Waiting | None,
) -> tuple[Filled, dict[str, Row]]:
    """Write sums into one column; with the rows that now hold the mark of a student.

    A student is found by the first key that names exactly one row. Raises Undecided for a
    range when `waiting` is None.
    """
    found, remarks = _owners(totals, students, keys)
    changed = []
    written = {}
    for total, row in found:
        mark = settled(total, waiting)
        if mark is None:
            remarks.append(f"{total.student}: still a range, left as it is.")
            continue
        if row[place].strip() and not is_mark(row[place], mark):
            changed.append(f"{total.student}: {row[place].strip()} became {decimal(mark)}")
        row[place] = decimal(mark)
        written[total.student] = row
    return Filled(book.text(), len(written), tuple(changed), tuple(remarks)), written


def is_mark(cell: str, mark: Fraction) -> bool:
    """Whether a cell holds this number, with a decimal point or comma."""
    try:
        return Fraction(cell.strip().replace(",", ".")) == mark
    except (ValueError, ZeroDivisionError):
        return False


def other_maxima(cells: Iterable[str], totals: Sequence[Total]) -> tuple[str, ...]:
    """Remarks on maxima of the gradebook that are not those of the assignment."""
    maxima = {total.maximum for total in totals}
    wrong = {cell.strip() for cell in cells if cell.strip()}
    wrong = {cell for cell in wrong if not any(is_mark(cell, each) for each in maxima)}
    said = " or ".join(decimal(each) for each in sorted(maxima))
    return tuple(
        f"the gradebook says {each} points, the assignment {said}." for each in sorted(wrong)
    )


def _owners(
    totals: Sequence[Total], rows: Sequence[Row], keys: Sequence[Key]
) -> tuple[list[tuple[Total, Row]], list[str]]:
    tables = [_unique(key(row) for row in rows) for key in keys]
    found: dict[int, Total] = {}
    lost = []
    for total in totals:
        place = next((table[name] for table in tables if (name := total.student) in table), None)
        if place is None:
            lost.append(f"{total.student}: no row of the gradebook is theirs.")
        elif place in found:
            lost.append(f"{total.student}: their row is already that of {found[place].student}.")
        else:
            found[place] = total
    return [(total, rows[place]) for place, total in found.items()], lost


def _unique(names: Iterable[str]) -> dict[str, int]:
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if name.strip():
            places.setdefault(name.strip(), []).append(place)
    return {name: those[0] for name, those in places.items() if len(those) == 1}
