"""Inequalities, `!=` and domains of functions: a state is moved until they hold.

Along one coordinate the boundary functions have finitely many known roots; between two roots
nothing changes, so one value in each cell, and the roots themselves, are all there is to try
(the cylindrical idea of Collins 1975, one coordinate at a time).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random

from derivcheck.evaluation.sampling import closed, drawing, pools
from derivcheck.evaluation.sampling.closed import Value
from derivcheck.evaluation.sampling.domains import Domain, Interval, between, simplest
from derivcheck.evaluation.sampling.lines import Line
from derivcheck.evaluation.sampling.refining import breakpoints, cells
from derivcheck.evaluation.sampling.stages import Stage
from derivcheck.evaluation.sampling.states import Array, Coordinate, Slot, State
from derivcheck.language.terms import Comparison, Condition

PASSES = 2
MOST_COORDINATES = 6


def members(cell: Interval, rng: Random, *, simple: bool) -> Iterator[Fraction]:
    """Values inside a cell: the simplest one and another simple one, or a random one."""
    if not simple:
        random = pools.generic(Domain((cell,)), rng)
        assert isinstance(random, Fraction)
        yield random
        return
    value = between(cell.low, cell.high)
    if value is not None:
        yield value
        yield _another(cell, value, rng)


def _another(cell: Interval, value: Fraction, rng: Random) -> Fraction:
    """The simplest value of a random part of the cell."""
    if cell.low is None:
        return value - rng.randint(1, 4)
    if cell.high is None:
        return value + rng.randint(1, 4)
    width = cell.high - cell.low
    parts = sorted(rng.sample(range(17), 2))
    return simplest(cell.low + width * parts[0] / 16, cell.low + width * parts[1] / 16)


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
    for found in _repaired(stage, state, broken, rng, simple, pinned):
        if not stage.violated(found, broken, 1) and not stage.violated(found, conditions, 1):
            return found
    for _ in range(PASSES):
        # what is merely excluded (`!=`) is left to redrawing
        if all(isinstance(c, Comparison) and c.relation == "!=" for c in broken):
            arrays = [s for c in broken for s in stage.slots(c) if not stage.places[s].is_scalar]
            if arrays:
                return None
        for coordinate in _coordinates(stage, broken, rng, pinned)[:MOST_COORDINATES]:
            state, broken = _best(stage, state, coordinate, conditions, broken, rng, simple)
            if not broken:
                return None if stage.violated(state, conditions) else state
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
    points = breakpoints(Line(stage.judge, state, coordinate), stage.edges, domain)
    inside = [v for cell in cells(points) for v in members(cell, rng, simple=simple)]
    rng.shuffle(inside)
    values: list[Value] = [*inside, *(p.value for p in points if p.value is not None)]
    best, least = state, broken
    moving = stage.depending(conditions, coordinate.slot)
    resting = [c for c in broken if c not in moving]
    for value in values:
        if len(resting) >= len(least):
            break
        if not domain.contains(value):
            continue
        moved = state.moved(coordinate, value)
        if not stage.shaped(moved, coordinate.slot):
            continue
        left = [*resting, *stage.violated(moved, moving, len(least) - len(resting))]
        if len(left) < len(least):
            best, least = moved, left
            if not left:
                break
    return best, least


def _repaired(
    stage: Stage,
    state: State,
    broken: Sequence[Condition],
    rng: Random,
    simple: bool,
    pinned: frozenset[Slot],
) -> Iterator[State]:
    """Arrays with a row negated, all negated, scaled, or drawn anew: often that suffices.

    Scalars likewise where any value is as good as another.
    """
    for slot in dict.fromkeys(s for c in broken for s in stage.slots(c)):
        place = stage.places[slot]
        if slot in pinned or (place.is_scalar and (simple or place.domain.values is not None)):
            continue
        array = state.values[slot]
        candidates: list[Array] = []
        if not place.is_scalar:
            candidates.append((tuple(closed.minus(x) for x in array[0]), *array[1:]))
        for factor in (Fraction(-1), Fraction(1, 4), Fraction(1, 32), Fraction(4)):
            candidates.append(tuple(tuple(closed.times(factor, x) for x in row) for row in array))
        candidates.append(drawing.anew(place, rng, simple=simple))
        for candidate in candidates:
            moved = state.placed(slot, candidate)
            if stage.shaped(moved, slot) and stage.typed(moved):
                yield moved
