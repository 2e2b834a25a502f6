"""Equations that are linear in the entries of a slot or in coefficients of an unknown function.

They are solved over Q with their null space. Linearity is read off exact values: at 0, at the
unit vectors, and once more at a random point (a polynomial that is not linear passes with
probability below 2^-20; the solution is checked in the equation itself afterwards).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Protocol

from flint import fmpq, fmpq_mat

from derivcheck.evaluation.sampling.judging import Judge
from derivcheck.evaluation.sampling.states import Coordinate, Place, State
from derivcheck.language.terms import Comparison, subtract

MOST_UNKNOWNS = 16


class NotLinear(Exception):
    """The equations are not linear in the parameters."""


class Parameter(Protocol):
    """A number of a state that may be chosen."""

    def value(self, state: State) -> object:
        """Its present value."""

    def moved(self, state: State, value: Fraction) -> State:
        """The state with another value."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an array."""

    coordinate: Coordinate

    def value(self, state: State) -> object:
        """The entry."""
        return state.at(self.coordinate)

    def moved(self, state: State, value: Fraction) -> State:
        """With another entry."""
        return state.moved(self.coordinate, value)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient of an unknown function."""

    function: str
    entry: int
    power: int

    def value(self, state: State) -> object:
        """The coefficient."""
        return state.functions[self.function].entries[self.entry][self.power].coefficient

    def moved(self, state: State, value: Fraction) -> State:
        """With another coefficient."""
        function = state.functions[self.function]
        powers = list(function.entries[self.entry])
        powers[self.power] = replace(powers[self.power], coefficient=value)
        entries = list(function.entries)
        entries[self.entry] = tuple(powers)
        changed = replace(function, entries=tuple(entries))
        return replace(state, functions={**state.functions, self.function: changed})


def entries(place: Place) -> list[Parameter]:
    """The entries of a slot that span its type, if that is a linear space."""
    if "orthogonal" in place.structure or place.domain.values is not None:
        return []
    return [Entry(c) for c in place.coordinates()]


def coefficients(name: str, state: State, rng: Random) -> list[Parameter]:
    """A few coefficients of an unknown function."""
    function = state.functions[name]
    found: list[Parameter] = []
    for k, powers in enumerate(function.entries):
        chosen = rng.sample(range(len(powers)), min(3, len(powers)))
        found += (Coefficient(name, k, i) for i in chosen)
    return found[:MOST_UNKNOWNS]


def solved(
    equations: Sequence[Comparison],
    parameters: Sequence[Parameter],
    state: State,
    judge: Judge,
    rng: Random,
) -> State | None:
    """The state moved onto the solutions by as few parameters as that takes.

    None where there is no solution, or no rational value; raises `NotLinear`.
    """
    if not 0 < len(parameters) <= MOST_UNKNOWNS:
        return None
    start = [p.value(state) for p in parameters]
    numbers = [_number(x) for x in start if isinstance(x, Fraction)]
    if len(numbers) < len(start):
        return None
    system = _system(equations, parameters, state, judge, rng)
    if system is None:
        return None
    columns, constant = system
    residual = _at(columns, constant, numbers)
    order = rng.sample(range(len(columns)), len(columns))
    shift = _solution([columns[k] for k in order], residual)
    if shift is None:
        return None
    for k, delta in zip(order, shift, strict=True):
        if delta:
            value = numbers[k] - delta
            state = parameters[k].moved(state, Fraction(int(value.p), int(value.q)))
    return state


def _number(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _at(
    columns: Sequence[Sequence[fmpq]], constant: Sequence[fmpq], values: Sequence[fmpq]
) -> list[fmpq]:
    """The linear map at some values."""
    return [
        sum((x * column[i] for x, column in zip(values, columns, strict=True)), c)
        for i, c in enumerate(constant)
    ]


def _system(
    equations: Sequence[Comparison],
    parameters: Sequence[Parameter],
    state: State,
    judge: Judge,
    rng: Random,
) -> tuple[list[list[fmpq]], list[fmpq]] | None:
    """The columns of the coefficients and the constant term; None without rational values."""
    differences = [subtract(e.left, e.right) for e in equations]

    def residuals(values: Sequence[int]) -> list[fmpq] | None:
        moved = state
        for parameter, value in zip(parameters, values, strict=True):
            moved = parameter.moved(moved, Fraction(value))
        found: list[fmpq] = []
        for difference in differences:
            array = judge.array(difference, moved)
            if array is None:
                return None
            found.extend(_number(x) for row in array for x in row)
        return found

    count = len(parameters)
    probe = [rng.randint(1 << 10, 1 << 20) for _ in parameters]
    constant, at_probe = residuals([0] * count), residuals(probe)
    if constant is None or at_probe is None:
        return None
    columns: list[list[fmpq]] = []
    for k in range(count):
        values = residuals([int(j == k) for j in range(count)])
        if values is None:
            return None
        columns.append([x - c for x, c in zip(values, constant, strict=True)])
    if _at(columns, constant, [fmpq(p) for p in probe]) != at_probe:
        raise NotLinear
    return columns, constant


def _solution(columns: Sequence[Sequence[fmpq]], right: Sequence[fmpq]) -> list[fmpq] | None:
    """A solution of sum x_k column_k = right that moves few unknowns; None without one."""
    rows, count = len(right), len(columns)
    table = [x for i in range(rows) for x in (*(column[i] for column in columns), right[i])]
    reduced, rank = fmpq_mat(rows, count + 1, table).rref()
    shift = [fmpq(0)] * count
    for i in range(rank):
        pivot = next(k for k in range(count + 1) if reduced[i, k])
        if pivot == count:
            return None
        shift[pivot] = reduced[i, count]
    return shift
