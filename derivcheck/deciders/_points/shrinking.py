"""A counterexample made smaller: every entry as simple as the failure allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from derivcheck.deciders._points.pointwise import Judgement, judge
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling.constraints import declared
from derivcheck.language.obligations import Pointwise
from derivcheck.language.terms import Declaration, Term

Entry = Fraction | int | Term
Values = tuple[tuple[Entry, ...], ...]

_SIMPLE = tuple(Fraction(n, d) for n, d in ((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2)))
#: evaluations spent on one counterexample
_TRIES = 300


def shrunk(statement: Pointwise, point: Point, judgement: Judgement) -> tuple[Point, Judgement]:
    """A point at which the statement fails too, entry by entry simpler; greedy."""
    tries = _TRIES
    for candidates in _passes(statement, point):
        for candidate in candidates:
            tries -= 1
            if tries < 0:
                return point, judgement
            changed = candidate(point)
            again = None if changed is None else _fails(statement, changed)
            if changed is not None and again is not None:
                point, judgement = changed, again
                break
    return point, judgement


def _fails(statement: Pointwise, point: Point) -> Judgement | None:
    """The judgement, if the point is admissible and the statement fails there."""
    context = statement.context
    try:
        for assumption in (*context.assumptions, *statement.extra):
            if judge(assumption, context, point).holds is not True:
                return None
        judgement = judge(statement.condition, context, point)
    except (NoValue, Undetermined, Unsupported, LookupError):
        return None
    return judgement if judgement.holds is False else None


class _Change:
    """One entry set to a simpler value, or a member left out."""

    def __init__(self, statement: Pointwise, slot: object, at: tuple[int, int], value: Fraction):
        self.statement, self.slot, self.at, self.value = statement, slot, at, value

    def __call__(self, point: Point) -> Point | None:
        """The changed point; None where the type forbids the value."""
        table = point.values if isinstance(self.slot, str) else point.families
        array: Values | None = table.get(self.slot)  # type: ignore[call-overload]
        row, column = self.at
        if array is None or not _simpler(self.value, array[row][column]):
            return None
        rows = [list(entries) for entries in array]
        rows[row][column] = self.value
        changed = tuple(tuple(entries) for entries in rows)
        name = self.slot if isinstance(self.slot, str) else self.slot[0]  # type: ignore[index]
        if not _allowed(self.statement.context.declarations.get(name), point, self.value):
            return None
        if isinstance(self.slot, str):
            return replace(point, values={**point.values, self.slot: changed})
        return replace(point, families={**point.families, self.slot: changed})  # type: ignore[dict-item]


class _Removal:
    """A member of a family that the statement does not need."""

    def __init__(self, slot: tuple[str, tuple[int, ...]]):
        self.slot = slot

    def __call__(self, point: Point) -> Point | None:
        """The point without the member."""
        kept = {own: array for own, array in point.families.items() if own != self.slot}
        return replace(point, families=kept)


def _passes(statement: Pointwise, point: Point) -> Iterator[list[_Change | _Removal]]:
    """For every entry its simpler values, the simplest first; then what can be left out."""
    for member in point.families:
        yield [_Removal(member)]
    for table in (point.values, point.families):
        for slot, array in table.items():
            name = slot if isinstance(slot, str) else slot[0]
            declaration = statement.context.declarations.get(name)
            if declaration is None or declaration.kind != "real" or declaration.structure:
                continue
            for i, row in enumerate(array):
                for j in range(len(row)):
                    yield [_Change(statement, slot, (i, j), value) for value in _SIMPLE]


def _simpler(value: Fraction, entry: Entry) -> bool:
    if isinstance(entry, Term):
        return True
    return _weight(value) < _weight(Fraction(entry))


def _weight(value: Fraction) -> tuple[int, int]:
    return (abs(value.numerator) + 2 * (value.denominator - 1), int(value < 0))


def _allowed(declaration: Declaration | None, point: Point, value: Fraction) -> bool:
    if declaration is None:
        return False
    integers = {
        name: int(entry)
        for name, ((entry, *_), *_) in point.values.items()
        if not isinstance(entry, Term) and entry == int(entry)
    }
    domain = declared(declaration, {**integers, **point.sizes})
    return domain is None or domain.contains(value)
