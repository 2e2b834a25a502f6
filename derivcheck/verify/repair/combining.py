"""Which few columns, with small rational numbers, make up for a target.

The columns are enclosures of values; each row is one linear equation. Least squares in floating
point find the numbers, which are rounded to rationals and put in again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from flint import arb

from derivcheck.deciders._points.pointwise import FIRST
from derivcheck.evaluation.balls import Balls

if TYPE_CHECKING:
    import numpy as np

#: the largest number, and the largest denominator of one
_LARGE, _SMALL = 64, 12
#: how far a row may be from what it should come to, where its largest value is 1
_NEAR = 1e-8
#: how values are subtracted and divided
BALLS = Balls(FIRST)

Column = Sequence[arb]


def combined(
    gap: Column, given: Column | None, columns: Sequence[Column], most: int
) -> Iterator[list[tuple[Fraction, int]]]:
    """Numbers and columns with gap + numbers * columns = 0, or a multiple of what is given.

    Of all combinations those of the fewest columns, at most so many.
    """
    import numpy as np

    fixed = [] if given is None else [given]
    table = np.array(_scaled([gap, *fixed, *columns]))
    for count in range(1, min(most, len(columns)) + 1):
        found = False
        for chosen in combinations(range(len(columns)), count):
            used = [*range(1, 1 + len(fixed)), *(1 + len(fixed) + at for at in chosen)]
            numbers = _solution(-table[0], table[used])
            if numbers is not None:
                found = True
                yield list(zip(numbers[len(fixed) :], chosen, strict=True))
        if found:
            return


def direction(column: Column) -> tuple[float, ...]:
    """The same for all multiples of a column that is not 0."""
    with BALLS.active():
        first = next(value for value in column if not value.contains(0))
        return tuple(float(f"{float((value / first).mid()):.9e}") for value in column)


def _scaled(columns: Sequence[Column]) -> list[list[float]]:
    """Floating point numbers, the largest of every row 1; rows that say nothing are left out."""
    with BALLS.active():
        rows = []
        for values in zip(*columns, strict=True):
            largest = max((value.mid() for value in values), key=abs)
            if largest != 0:
                rows.append([float((value / largest).mid()) for value in values])
    return [list(column) for column in zip(*rows, strict=True)]


def _solution(target: np.ndarray, columns: np.ndarray) -> list[Fraction] | None:
    """The small rational numbers with which columns make up the target; None without any."""
    import numpy as np

    count, equations = columns.shape
    if equations <= count:
        return None
    numbers, _, rank, _ = np.linalg.lstsq(columns.T, target, rcond=None)
    if rank < count:
        return None
    found = [Fraction(float(each)).limit_denominator(_SMALL) for each in numbers]
    if any(abs(each.numerator) > _LARGE for each in found) or not all(found):
        return None
    exact = np.array([float(each) for each in found])
    return found if np.abs(exact @ columns - target).max() < _NEAR else None
