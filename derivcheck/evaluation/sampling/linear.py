"""Equations that are linear in the entries of one slot, solved over Q with their null space.

Linearity is read off exact values: at 0, at the unit vectors, and once more at a random point
(a polynomial that is not linear passes with probability below 2^-30; the solution is checked
in the equation itself afterwards).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from flint import fmpq, fmpq_mat

from derivcheck.evaluation.sampling.judging import Judge
from derivcheck.evaluation.sampling.states import Coordinate, Place, State
from derivcheck.language.terms import Comparison, subtract

#: structures whose members are not a linear space of matrices
_CURVED = frozenset({"orthogonal"})
MOST_UNKNOWNS = 16


def solved(
    equations: Sequence[Comparison], place: Place, state: State, judge: Judge, rng: Random
) -> State | None:
    """The state with the slot moved onto the solutions, as little as possible."""
    if place.structure & _CURVED or place.domain.values is not None:
        return None
    coordinates = place.coordinates()
    if len(coordinates) > MOST_UNKNOWNS:
        return None
    start = _rational_values(state, coordinates)
    if start is None:
        return None
    system = _system(equations, coordinates, state, judge, rng)
    if system is None:
        return None
    columns, constant = system
    residual = [
        c + sum((fmpq(x.numerator, x.denominator) * col[i] for x, col in zip(start, columns, strict=True)), fmpq(0))
        for i, c in enumerate(constant)
    ]
    order = rng.sample(range(len(columns)), len(columns))
    shift = _solution([columns[k] for k in order], residual)
    if shift is None:
        return None
    for k, delta in zip(order, shift, strict=True):
        if delta:
            value = start[k] - Fraction(int(delta.p), int(delta.q))
            state = state.moved(coordinates[k], value)
    return state


def _rational_values(state: State, coordinates: Sequence[Coordinate]) -> list[Fraction] | None:
    values = [state.at(c) for c in coordinates]
    return [v for v in values if isinstance(v, Fraction)] if all(
        isinstance(v, Fraction) for v in values
    ) else None


def _system(
    equations: Sequence[Comparison],
    coordinates: Sequence[Coordinate],
    state: State,
    judge: Judge,
    rng: Random,
) -> tuple[list[list[fmpq]], list[fmpq]] | None:
    """The columns of the coefficients and the constant term; None if not linear."""

    def residuals(values: Sequence[int]) -> list[fmpq] | None:
        moved = state
        for coordinate, value in zip(coordinates, values, strict=True):
            moved = moved.moved(coordinate, Fraction(value))
        found: list[fmpq] = []
        for equation in equations:
            array = judge.array(subtract(equation.left, equation.right), moved)
            if array is None:
                return None
            found.extend(fmpq(x.numerator, x.denominator) for row in array for x in row)
        return found

    count = len(coordinates)
    constant = residuals([0] * count)
    if constant is None:
        return None
    probe = [rng.randint(1 << 20, 1 << 31) for _ in coordinates]
    at_probe = residuals(probe)
    if at_probe is None:
        return None
    columns: list[list[fmpq]] = []
    for k in range(count):
        values = residuals([int(j == k) for j in range(count)])
        if values is None:
            return None
        columns.append([x - c for x, c in zip(values, constant, strict=True)])
    predicted = [
        c + sum((p * col[i] for p, col in zip(probe, columns, strict=True)), fmpq(0))
        for i, c in enumerate(constant)
    ]
    return (columns, constant) if predicted == at_probe else None


def _solution(columns: Sequence[Sequence[fmpq]], right: Sequence[fmpq]) -> list[fmpq] | None:
    """A solution of sum x_k column_k = right that moves few unknowns; None without one."""
    rows, count = len(right), len(columns)
    entries = [*(columns[k][i] if k < count else right[i] for i in range(rows) for k in range(count + 1))]
    reduced, rank = fmpq_mat(rows, count + 1, entries).rref()
    shift = [fmpq(0)] * count
    for i in range(rank):
        pivot = next(k for k in range(count + 1) if reduced[i, k])
        if pivot == count:
            return None
        shift[pivot] = reduced[i, count]
    return shift
