"""A point in the making: the integers of a frame and the entries of its arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from derivcheck.evaluation.sampling.closed import Value
from derivcheck.evaluation.sampling.constraints import declared, restricted
from derivcheck.evaluation.sampling.domains import Domain
from derivcheck.evaluation.sampling.mentioned import Mentioned
from derivcheck.evaluation.sampling.sizes import Frame
from derivcheck.language.terms import Condition, Declaration, Term, as_size

Array = tuple[tuple[Value, ...], ...]

#: a symbol, or a member of a family
Slot = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One entry of a slot, rows and columns counted from 0."""

    slot: Slot
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A slot with what its entries may be at the sizes of a frame."""

    slot: Slot
    declaration: Declaration
    rows: int
    columns: int
    domain: Domain

    @property
    def is_scalar(self) -> bool:
        """Whether this is one number."""
        return self.declaration.shape.is_scalar

    @property
    def structure(self) -> frozenset[str]:
        """The declared words."""
        return self.declaration.structure

    def coordinates(self) -> list[Coordinate]:
        """The entries that may be chosen freely under a linear structure."""
        grid = [(i, j) for i in range(self.rows) for j in range(self.columns)]
        if "diagonal" in self.structure:
            grid = [(i, j) for i, j in grid if i == j]
        elif self.structure & {"symmetric", "positive definite"}:
            grid = [(i, j) for i, j in grid if i <= j]
        return [Coordinate(self.slot, i, j) for i, j in grid]

    @property
    def mirrored(self) -> bool:
        """Whether an entry fixes the one across the diagonal."""
        return bool(self.structure & {"symmetric", "positive definite"})


@dataclass(frozen=True, slots=True)
class State:
    """Values of all slots; functions are those of the point."""

    frame: Frame
    places: Mapping[Slot, Place]
    values: dict[Slot, Array]
    functions: Mapping[str, Any]

    def scalar(self, slot: Slot) -> Value:
        """The value of a scalar slot."""
        return self.values[slot][0][0]

    def at(self, coordinate: Coordinate) -> Value:
        """The value of an entry."""
        return self.values[coordinate.slot][coordinate.row][coordinate.column]

    def placed(self, slot: Slot, array: Array) -> State:
        """The state with another array in a slot."""
        return replace(self, values={**self.values, slot: array})

    def moved(self, coordinate: Coordinate, value: Value) -> State:
        """The state with another entry, and the one across the diagonal where symmetric."""
        slot, i, j = coordinate.slot, coordinate.row, coordinate.column
        rows = [list(row) for row in self.values[slot]]
        rows[i][j] = value
        if i != j and self.places[slot].mirrored:
            rows[j][i] = value
        return self.placed(slot, tuple(tuple(row) for row in rows))


def single(value: Value) -> Array:
    """A scalar as a 1 by 1 array."""
    return ((value,),)


#: how far a sequence without a range is given around the integers of a frame
_BEFORE, _AFTER = 2, 3


def places(
    used: Mentioned, frame: Frame, conditions: list[Condition]
) -> tuple[dict[Slot, Place], list[Condition], list[Declaration]]:
    """Every slot of a frame, the conditions that its domains already say, and the
    declarations whose ends depend on other symbols.
    """
    numbers = frame.numbers
    found: dict[Slot, Place] = {}
    consumed: list[Condition] = []
    open_ended: list[Declaration] = []
    for declaration in used.reals:
        domain = declared(declaration, numbers)
        if domain is None:
            open_ended.append(declaration)
            domain = Domain()
        if not declaration.indices:
            alone, said = restricted(declaration, conditions, numbers)
            domain = domain.meet(alone)
            consumed.extend(said)
        for member, scope in _members(declaration, frame):
            shape = declaration.shape
            try:
                rows, columns = scope.value(shape.rows), scope.value(shape.columns)
            except KeyError:
                continue
            slot = (declaration.name, member)
            found[slot] = Place(slot, declaration, rows, columns, domain)
    return found, consumed, open_ended


def _members(declaration: Declaration, frame: Frame) -> Iterator[tuple[tuple[int, ...], Frame]]:
    """The subscripts of a family with the frame in which their names have values."""
    ranges: list[tuple[str, Term | None, Term | None]] = [*declaration.family]
    ranges = ranges or [(name, None, None) for name in declaration.indices]
    if not ranges:
        yield (), frame
        return
    small = [n for n in frame.integers.values() if n <= 64]
    top = max([3, *small, *frame.sizes.values()]) + _AFTER
    if len(ranges) > 1:
        top = min(top, 8)
    scopes: list[tuple[tuple[int, ...], Frame]] = [((), frame)]
    for name, start, stop in ranges:
        longer = []
        for member, scope in scopes:
            low, high = -_BEFORE, top
            first = None if start is None else as_size(start)
            last = None if stop is None else as_size(stop)
            low = low if first is None else scope.value(first)
            high = high if last is None else scope.value(last)
            for k in range(low, high + 1):
                inner = replace(scope, integers={**scope.integers, name: k})
                longer.append(((*member, k), inner))
        scopes = longer
    yield from scopes
