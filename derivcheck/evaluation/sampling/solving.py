"""Assumptions that are equations: solved, not hit by chance (soundness R2).

An isolated symbol is substituted; equations linear in a symbol are solved over Q; families of
matrices such as X'X = I have generators; polynomials in one coordinate give their real roots.
Whatever is found is checked in the equation itself by the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice
from random import Random

from derivcheck.evaluation.sampling import linear
from derivcheck.evaluation.sampling.boundaries import entries
from derivcheck.evaluation.sampling.generators import generated
from derivcheck.evaluation.sampling.lines import Line, entry
from derivcheck.evaluation.sampling.mentioned import nodes
from derivcheck.evaluation.sampling.stages import Stage
from derivcheck.evaluation.sampling.states import Array, Coordinate, Slot, State, single
from derivcheck.language.terms import Comparison, Term, Unknown, Variable, constant, subtract

#: how many states are looked at for one equation
TRIES = 12

#: failures at an equation in a row, with all symbols free, after which its roots are no longer
#: searched at a frame
PATIENCE = 3


def onto(
    stage: Stage,
    state: State,
    equations: Sequence[Comparison],
    rng: Random,
    *,
    prefer: frozenset[str] = frozenset(),
    pinned: frozenset[Slot] = frozenset(),
    roots: bool = True,
) -> State | None:
    """A state near the given one where all equations hold; None where none was found.

    Without `roots` none are searched for where no other way leads to a solution.
    """
    done: list[Comparison] = []
    for equation in _ordered(equations):
        if stage.judge.holds(equation, state) is not True:
            found = _solve_one(stage, state, equation, done, rng, prefer, pinned, roots)
            if found is None:
                return None
            state = found
        done.append(equation)
    return state


def _ordered(equations: Sequence[Comparison]) -> list[Comparison]:
    """Equations with an isolated symbol last: they define it from the others."""
    return sorted(equations, key=lambda e: any(isinstance(s, Variable) for s in (e.left, e.right)))


def _solve_one(
    stage: Stage,
    state: State,
    equation: Comparison,
    done: Sequence[Comparison],
    rng: Random,
    prefer: frozenset[str],
    pinned: frozenset[Slot],
    roots: bool,
) -> State | None:
    tried = [*done, equation]
    slots = [s for s in stage.slots(equation) if s not in pinned]
    rng.shuffle(slots)
    slots.sort(key=lambda slot: slot[0] not in prefer)
    candidates = _candidates(stage, state, equation, done, rng, slots)
    if roots and stage.unsolved[equation] < PATIENCE:
        candidates = chain(candidates, _by_roots(stage, state, equation, slots, rng))
    for candidate in islice(candidates, TRIES):
        if solves(stage, candidate, tried) and stage.typed(candidate):
            stage.unsolved[equation] = 0
            return candidate
    stage.unsolved[equation] += not pinned
    return None


def solves(stage: Stage, state: State, equations: Sequence[Comparison]) -> bool:
    """Whether the equations hold: exactly, or to hundreds of bits at closed forms."""
    return all(stage.judge.meets(equation, state) for equation in equations)


def _candidates(
    stage: Stage,
    state: State,
    equation: Comparison,
    done: Sequence[Comparison],
    rng: Random,
    slots: Sequence[Slot],
) -> Iterator[State]:
    yield from generated(equation, slots, state, rng)
    yield from _substituted(stage, state, equation, slots)
    for slot in slots:
        touched = [e for e in done if slot in stage.slots(e)]
        parameters = linear.entries(stage.places[slot])
        found = _linearly(stage, state, [*touched, equation], slot[0], parameters, rng)
        if found is not None and stage.shaped(found, slot):
            yield found
    unknown = (n.function for n in nodes((equation,)) if isinstance(n, Unknown))
    for name in dict.fromkeys(unknown):
        parameters = linear.coefficients(name, state, rng)
        found = _linearly(stage, state, [*done, equation], name, parameters, rng)
        if found is not None:
            yield found


def _linearly(
    stage: Stage,
    state: State,
    equations: Sequence[Comparison],
    name: str,
    parameters: Sequence[linear.Parameter],
    rng: Random,
) -> State | None:
    """Solutions by linear algebra; what is not linear in a symbol once is not asked again."""
    key = (equations[-1], name)
    if key in stage.nonlinear:
        return None
    try:
        return linear.solved(equations, parameters, state, stage.judge, rng)
    except linear.NotLinear:
        stage.nonlinear.add(key)
        return None


def _substituted(
    stage: Stage, state: State, equation: Comparison, slots: Sequence[Slot]
) -> Iterator[State]:
    """`x = e` where e does not mention x."""
    for side, other in ((equation.left, equation.right), (equation.right, equation.left)):
        if not isinstance(side, Variable) or side.family:
            continue
        if any(isinstance(n, Variable) and n.name == side.name for n in nodes((other,))):
            continue
        members = tuple(stage.judge.integer(i, stage.frame) for i in side.indices)
        slot = (side.name, members)
        if slot not in slots:
            continue
        value = _value(stage, other, state)
        if value is not None:
            place = stage.places[slot]  # type: ignore[index]
            if (len(value), len(value[0])) != (place.rows, place.columns):
                value = (value[0] * place.columns,) * place.rows
            moved = state.placed(slot, value)  # type: ignore[arg-type]
            if stage.shaped(moved, slot):  # type: ignore[arg-type]
                yield moved


def _value(stage: Stage, term: Term, state: State) -> Array | None:
    exact = stage.judge.array(term, state)
    if exact is not None:
        return exact
    if term.shape.is_scalar:
        closed = stage.judge.grounded(term, state)
        return None if closed is None else single(closed)
    return None


def _by_roots(
    stage: Stage, state: State, equation: Comparison, slots: Sequence[Slot], rng: Random
) -> Iterator[State]:
    """Roots along one coordinate after another, the others shrunk so that roots exist."""
    difference = _scalar_difference(stage, equation)
    if difference is None:
        return
    for scale in (Fraction(1), Fraction(1, 4), Fraction(1, 32), Fraction(0)):
        for slot in slots:
            place = stage.places[slot]
            if place.structure or place.domain.values is not None:
                continue
            coordinates = place.coordinates()
            for coordinate in rng.sample(coordinates, min(2, len(coordinates))):
                shrunk = state if scale == 1 else _shrunk(stage, state, slots, coordinate, scale)
                if not _has_values(stage, shrunk, coordinate, difference):
                    continue
                line = Line(stage.judge, shrunk, coordinate)
                values = [r.value for r in line.roots(difference) if r.value is not None]
                rng.shuffle(values)
                for value in values:
                    yield shrunk.moved(coordinate, value)


def _has_values(stage: Stage, state: State, coordinate: Coordinate, term: Term) -> bool:
    """Whether the term has a value at any of a few points of a line."""
    moved = (state, *(state.moved(coordinate, Fraction(t)) for t in (2, -3)))
    return any(stage.judge.approximate(term, there) is not None for there in moved)


def _scalar_difference(stage: Stage, equation: Comparison) -> Term | None:
    difference = subtract(equation.left, equation.right)
    if difference.shape.is_scalar:
        return difference
    shape = difference.shape
    if stage.frame.value(shape.rows) * stage.frame.value(shape.columns) != 1:
        return None
    found = entry(difference, constant(1), constant(1))
    return found if found is not None else next(entries(difference, stage.frame))


def _shrunk(
    stage: Stage, state: State, slots: Sequence[Slot], kept: Coordinate, scale: Fraction
) -> State:
    """The free entries of the slots scaled down, one entry kept."""
    for slot in slots:
        place = stage.places[slot]
        if place.structure:
            continue
        for c in place.coordinates():
            value = state.at(c)
            if c != kept and isinstance(value, Fraction) and place.domain.contains(value * scale):
                state = state.moved(c, value * scale)
    return state
