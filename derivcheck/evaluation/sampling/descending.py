"""Where the difference of an inequality is smallest: a search in floats along one entry at a time.

Finds what random points miss, such as `x^2 - 2.0001*x + 1 >= 0`. Whatever it finds is an
ordinary candidate: rationals near the smallest value, checked exactly like any other point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random

from derivcheck.evaluation.sampling.closed import size
from derivcheck.evaluation.sampling.stages import Stage
from derivcheck.evaluation.sampling.states import Coordinate, State
from derivcheck.language.terms import All, Comparison, Term, subtract

#: steps from one start, and how many entries move
STEPS, MOST_ENTRIES = 90, 12

#: a step as short as this no longer finds anything smaller
SHORTEST = 2.0**-24


def gaps(conditions: Sequence[object]) -> list[Term]:
    """Scalar terms that are to be non-negative if the inequalities hold."""
    found: list[Term] = []
    for condition in conditions:
        match condition:
            case Comparison(relation="<" | "<=", left=left, right=right):
                found.append(subtract(right, left))
            case Comparison(relation=">" | ">=", left=left, right=right):
                found.append(subtract(left, right))
            case All(parts=parts):
                found.extend(gaps(parts))
    return [term for term in found if term.shape.is_scalar]


def descended(
    stage: Stage, state: State, gap: Term, rng: Random, most: int = STEPS
) -> Iterator[State]:
    """States near a smallest value of the gap: in few digits, and in many."""
    slots = [
        slot
        for slot in stage.slots(gap)
        if not stage.places[slot].structure and stage.places[slot].domain.values is None
    ]
    entries = [c for slot in slots for c in stage.places[slot].coordinates()]
    entries = rng.sample(entries, min(len(entries), MOST_ENTRIES))
    if not entries:
        return
    best = _float_state(state, entries)
    least = _value(stage, best, gap)
    if least is None:
        return
    steps = dict.fromkeys(entries, 1.0)
    for count in range(most):
        entry = entries[count % len(entries)]
        moved, value = _step(stage, best, entry, steps, gap, least)
        if value < least:
            best, least = moved, value
        if least < 0 or all(abs(step) < SHORTEST for step in steps.values()):
            break
    for digits in (10, 1000, 10**9):
        yield _rounded(best, entries, digits)


def _step(
    stage: Stage,
    state: State,
    entry: Coordinate,
    steps: dict[Coordinate, float],
    gap: Term,
    least: float,
) -> tuple[State, float]:
    """One entry moved up or down; its step grows after success and shrinks after failure."""
    here = size(state.at(entry)) or 0.0
    domain = stage.places[entry.slot].domain
    for step in (steps[entry], -steps[entry]):
        there = Fraction(here + step)
        if domain.contains(there):
            moved = state.moved(entry, there)
            value = _value(stage, moved, gap)
            if value is not None and value < least:
                steps[entry] = 2 * step
                return moved, value
    steps[entry] /= 4
    return state, least


def _value(stage: Stage, state: State, gap: Term) -> float | None:
    value = stage.judge.approximate(gap, state)
    if value is None or stage.violated(state, stage.inequalities):
        return None
    return value


def _float_state(state: State, entries: Sequence[Coordinate]) -> State:
    for entry in entries:
        state = state.moved(entry, Fraction(size(state.at(entry)) or 0.0))
    return state


def _rounded(state: State, entries: Sequence[Coordinate], digits: int) -> State:
    for entry in entries:
        value = state.at(entry)
        assert isinstance(value, Fraction)
        state = state.moved(entry, value.limit_denominator(digits))
    return state
