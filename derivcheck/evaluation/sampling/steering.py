"""Inequalities, `!=` and domains of functions: a state is moved until they hold.

Along one coordinate the boundary functions have finitely many known roots; between two roots
nothing changes, so one value in each cell, and the roots themselves, are all there is to try
(the cylindrical idea of Collins 1975, one coordinate at a time).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random

from derivcheck.evaluation.sampling import closed, pools
from derivcheck.evaluation.sampling.closed import Value
from derivcheck.evaluation.sampling.domains import Domain, Interval, between
from derivcheck.evaluation.sampling.lines import Line
from derivcheck.evaluation.sampling.refining import breakpoints, cells
from derivcheck.evaluation.sampling.stages import Stage
from derivcheck.evaluation.sampling.states import Coordinate, Slot, State
from derivcheck.language.terms import Condition

PASSES = 3
MOST_COORDINATES = 10


def members(cell: Interval, rng: Random, *, simple: bool) -> Iterator[Fraction]:
    """A value inside a cell: the simplest one, or a random one."""
    if simple:
        value = between(cell.low, cell.high)
        if value is not None:
            yield value
    else:
        random = pools.generic(Domain((cell,)), rng)
        assert isinstance(random, Fraction)
        yield random


def steered(
    stage: Stage,
    state: State,
    conditions: Sequence[Condition],
    rng: Random,
    *,
    simple: bool,
    pinned: frozenset[Slot] = frozenset(),
) -> State | None:
    """A state near the given one where all conditions hold; None where none was found."""
    broken = stage.violated(state, conditions)
    if not broken:
        return state
    for found in _repaired(stage, state, broken, pinned):
        if not stage.violated(found, conditions):
            return found
    for _ in range(PASSES):
        coordinates = _coordinates(stage, broken, rng, pinned)
        before = len(broken)
        for coordinate in coordinates[:MOST_COORDINATES]:
            state, broken = _best(stage, state, coordinate, conditions, broken, rng, simple)
            if not broken:
                return state
        if len(broken) == before and not any(len(stage.places) > 1 for _ in broken):
            return None
    return None


def _coordinates(
    stage: Stage, broken: Sequence[Condition], rng: Random, pinned: frozenset[Slot]
) -> list[Coordinate]:
    """Entries that occur in broken conditions: scalars first, then two of each array."""
    slots = dict.fromkeys(s for c in broken for s in stage.slots(c) if s not in pinned)
    scalars: list[Coordinate] = []
    others: list[Coordinate] = []
    for slot in slots:
        place = stage.places[slot]
        if place.domain.values is not None or "orthogonal" in place.structure:
            continue
        coordinates = place.coordinates()
        if place.is_scalar:
            scalars += coordinates
        else:
            others += rng.sample(coordinates, min(3, len(coordinates)))
    rng.shuffle(scalars)
    rng.shuffle(others)
    return scalars + others


def _best(
    stage: Stage,
    state: State,
    coordinate: Coordinate,
    conditions: Sequence[Condition],
    broken: list[Condition],
    rng: Random,
    simple: bool,
) -> tuple[State, list[Condition]]:
    """The value of the coordinate that leaves the fewest conditions broken."""
    domain = stage.places[coordinate.slot].domain
    points = breakpoints(Line(stage.judge, state, coordinate), stage.boundaries, domain)
    inside = [v for cell in cells(points) for v in members(cell, rng, simple=simple)]
    rng.shuffle(inside)
    values: list[Value] = [*inside, *(p.value for p in points if p.value is not None)]
    best, least = state, broken
    for value in values:
        if not domain.contains(value):
            continue
        moved = state.moved(coordinate, value)
        if not stage.shaped(moved, coordinate.slot):
            continue
        left = stage.violated(moved, conditions)
        if len(left) < len(least):
            best, least = moved, left
            if not left:
                break
    return best, least


def _repaired(
    stage: Stage, state: State, broken: Sequence[Condition], pinned: frozenset[Slot]
) -> Iterator[State]:
    """Arrays with a row negated, all negated, or scaled: cheap moves that often suffice."""
    for slot in dict.fromkeys(s for c in broken for s in stage.slots(c)):
        place = stage.places[slot]
        if place.is_scalar or slot in pinned:
            continue
        array = state.values[slot]
        flipped = (tuple(closed.minus(x) for x in array[0]), *array[1:])
        candidates = [flipped]
        for factor in (-1, Fraction(1, 4), Fraction(1, 32), 4):
            candidates.append(
                tuple(tuple(closed.times(Fraction(factor), x) for x in row) for row in array)
            )
        for candidate in candidates:
            moved = state.placed(slot, candidate)
            if stage.shaped(moved, slot) and stage.typed(moved):
                yield moved
