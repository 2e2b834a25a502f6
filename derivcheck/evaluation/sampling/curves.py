"""Inequalities on the solutions of equations: `x + y = 1` with `x*y > 1/5`.

One entry moves, one other symbol follows it along the equations, everything else stands still.
Where the gap of an inequality is a polynomial along that curve its roots part it into cells;
else a few simple or random values are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from derivcheck.evaluation.sampling import pools
from derivcheck.evaluation.sampling.boundaries import entries
from derivcheck.evaluation.sampling.domains import FREE
from derivcheck.evaluation.sampling.lines import NODES, fitted
from derivcheck.evaluation.sampling.refining import cells
from derivcheck.evaluation.sampling.roots import Root, real_roots
from derivcheck.evaluation.sampling.solving import onto
from derivcheck.evaluation.sampling.stages import Stage
from derivcheck.evaluation.sampling.states import Coordinate, Slot, State
from derivcheck.evaluation.sampling.steering import members
from derivcheck.language.terms import Comparison, Condition, Term, subtract

#: curves that are tried, and values on each where it is no polynomial one
MOST_CURVES, MOST_VALUES = 4, 8

#: values in a row without any solution after which a curve is left
MOST_UNSOLVED = 3


def along(
    stage: Stage,
    state: State,
    wanted: list[Condition],
    rng: Random,
    *,
    simple: bool,
    pinned: frozenset[Slot],
) -> State | None:
    """A state on the equations where the wanted conditions hold; None where none was found."""
    for moving, following in _pairs(stage, rng, pinned)[:MOST_CURVES]:
        fixed = frozenset(stage.places) - {following}
        unsolved = 0
        for value in _values(stage, state, moving, fixed, wanted, rng, simple):
            if not stage.places[moving.slot].domain.contains(value):
                continue
            found = onto(stage, state.moved(moving, value), stage.equations, rng, pinned=fixed)
            if found is not None and not stage.violated(found, wanted):
                return found
            unsolved = unsolved + 1 if found is None else 0
            if unsolved == MOST_UNSOLVED:
                break
    return None


def _pairs(stage: Stage, rng: Random, pinned: frozenset[Slot]) -> list[tuple[Coordinate, Slot]]:
    """An entry that moves and a slot that follows."""
    slots = dict.fromkeys(s for e in stage.equations for s in stage.slots(e))
    free = [s for s in slots if s not in pinned]
    pairs = [(rng.choice(stage.places[s].coordinates()), t) for s in free for t in free if s != t]
    rng.shuffle(pairs)
    return sorted(pairs, key=lambda pair: not stage.places[pair[0].slot].is_scalar)


def _values(
    stage: Stage,
    state: State,
    moving: Coordinate,
    fixed: frozenset[Slot],
    wanted: list[Condition],
    rng: Random,
    simple: bool,
) -> Iterator[Fraction]:
    """Values of the moving entry: one for each cell, then others."""
    gaps = [
        scalar
        for c in wanted
        if isinstance(c, Comparison)
        for scalar in entries(subtract(c.left, c.right), stage.frame)
    ]
    points: list[Root] = []
    for gap in gaps:
        points += _roots(stage, state, moving, fixed, gap, rng)
    parts = cells(sorted(points, key=lambda root: root.low))
    inside = [value for cell in parts for value in members(cell, rng, simple=simple)]
    rng.shuffle(inside)
    yield from inside
    for rank in range(MOST_VALUES):
        value = pools.HUMAN[rank] if simple else pools.generic(FREE, rng)
        assert isinstance(value, Fraction)
        yield value


def _roots(
    stage: Stage,
    state: State,
    moving: Coordinate,
    fixed: frozenset[Slot],
    gap: Term,
    rng: Random,
) -> list[Root]:
    values: list[Fraction] = []
    for t in NODES:
        there = onto(stage, state.moved(moving, t), stage.equations, rng, pinned=fixed)
        value = None if there is None else stage.judge.exact(gap, there)
        if value is None:
            return []
        values.append(value)
        p = fitted(values) if len(values) >= 4 else None
        if p is not None:
            return real_roots(p)
    return []
