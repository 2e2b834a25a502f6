"""Equations between matrices whose solutions have a parametrisation (soundness R2).

X'X = I, A A = A, A A = I, A A = 0, A B = B A, A A' = A'A, norm(x) = c, x'x = c.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from random import Random

from flint import fmpq_mat

from derivcheck.evaluation.sampling import closed, pools, structures
from derivcheck.evaluation.sampling.constraints import rational
from derivcheck.evaluation.sampling.states import Array, Place, Slot, State
from derivcheck.evaluation.sampling.structures import (
    from_flint,
    identity,
    small_integer,
    to_flint,
    transposed,
)
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Comparison, Constant, Term, Variable

_O = Operator
RationalArray = tuple[tuple[Fraction, ...], ...]


def generated(
    equation: Comparison, slots: Sequence[Slot], state: State, rng: Random
) -> Iterator[State]:
    """States where an equation of a known form holds, a few random ones."""
    for left, right in ((equation.left, equation.right), (equation.right, equation.left)):
        for rule in _RULES:
            yield from rule(left, right, slots, state, rng)


def _slot(term: Term, slots: Sequence[Slot]) -> Slot | None:
    """The slot of a bare symbol that may be chosen."""
    if isinstance(term, Variable) and not term.indices and (term.name, ()) in slots:
        return (term.name, ())
    return None


def _product(term: Term) -> tuple[Term, Term] | None:
    match term:
        case Apply(operator=_O.MATMUL, arguments=(a, b)):
            return a, b
        case Apply(operator=_O.MATRIX_POWER, arguments=(a,), parameter=Constant(value=k)) if k == 2:
            return a, a
        case _:
            return None


def _transposed(term: Term) -> Term | None:
    if isinstance(term, Apply) and term.operator is _O.TRANSPOSE:
        return term.arguments[0]
    return None


def _is_identity(term: Term) -> bool:
    return isinstance(term, Apply) and term.operator is _O.IDENTITY


def _is_zero(term: Term) -> bool:
    if isinstance(term, Constant):
        return term.value == 0
    return isinstance(term, Apply) and term.operator is _O.ZEROS


def _entry(state: State, slot: Slot) -> structures.Draw:
    """Long random entries where the slot's present ones are long, small ones elsewhere."""
    entries = [x for row in state.values[slot] for x in row]
    long = any(isinstance(x, Fraction) and x.denominator > 1 << 16 for x in entries)
    return pools.ordinary if long else small_integer


# Orthonormal columns ----------------------------------------------------------------------


def _orthonormal(
    left: Term, right: Term, slots: Sequence[Slot], state: State, rng: Random
) -> Iterator[State]:
    pair = _product(left)
    if pair is None or not _is_identity(right):
        return
    inner, outer = _transposed(pair[0]), _transposed(pair[1])
    slot, turned = None, False
    if inner is not None and inner == pair[1]:
        slot = _slot(inner, slots)
    elif outer is not None and outer == pair[0]:
        slot, turned = _slot(outer, slots), True
    if slot is None:
        return
    place = state.places[slot]
    rows, columns = (place.columns, place.rows) if turned else (place.rows, place.columns)
    if rows < columns:
        return
    for _ in range(3):
        if place.structure:
            a = structures.draw(
                rows, columns, place.structure | {"orthogonal"}, _entry(state, slot), rng
            )
        else:
            a = structures.frame(rows, columns, _entry(state, slot), rng)
        yield state.placed(slot, transposed(a) if turned else a)


# Squares of matrices ----------------------------------------------------------------------


def _square(
    left: Term, right: Term, slots: Sequence[Slot], state: State, rng: Random
) -> Iterator[State]:
    pair = _product(left)
    if pair is None or pair[0] != pair[1]:
        return
    slot = _slot(pair[0], slots)
    if slot is None:
        return
    place = state.places[slot]
    n = place.rows
    if _is_zero(right):
        yield from _nilpotent(slot, place, state, rng)
        return
    if right == pair[0]:
        choices = (1, 0)
    elif _is_identity(right):
        choices = (1, -1)
    else:
        return
    for attempt in range(4):
        values = [rng.choice(choices) for _ in range(n)]
        if attempt == 0 and n > 1:
            values[:2] = choices
        yield state.placed(slot, _with_eigenvalues(values, place, _entry(state, slot), rng))


def _with_eigenvalues(
    values: Sequence[int], place: Place, entry: structures.Draw, rng: Random
) -> Array:
    n = len(values)
    diagonal = fmpq_mat(n, n, [values[i] * (i == j) for i in range(n) for j in range(n)])
    if "diagonal" in place.structure:
        return from_flint(diagonal)
    if place.structure & {"symmetric", "positive definite", "orthogonal"}:
        q = structures.cayley(n, entry, rng)
        return from_flint(q * diagonal * q.transpose())
    p = to_flint(structures.draw(n, n, frozenset({"invertible"}), entry, rng))
    return from_flint(p * diagonal * p.inv())


def _nilpotent(slot: Slot, place: Place, state: State, rng: Random) -> Iterator[State]:
    n = place.rows
    if not place.structure and n > 1:
        entry = _entry(state, slot)
        p = to_flint(structures.draw(n, n, frozenset({"invertible"}), entry, rng))
        unit = fmpq_mat(n, n, [int(i == 0 and j == n - 1) for i in range(n) for j in range(n)])
        yield state.placed(slot, from_flint(p * unit * p.inv()))
    yield state.placed(slot, structures.array(n, n, lambda *_: 0))


# Commuting matrices -----------------------------------------------------------------------


def _commuting(
    left: Term, right: Term, slots: Sequence[Slot], state: State, rng: Random
) -> Iterator[State]:
    first, second = _product(left), _product(right)
    if first is None or second is None or first != (second[1], second[0]) or first[0] == first[1]:
        return
    one, other = first
    for a, b in ((one, other), (other, one)):
        source, target = _slot(a, slots), _slot(b, slots)
        if target is None and _transposed(b) == a and source is not None:
            yield from _normal(source, state, rng)
        elif target is not None and isinstance(a, Variable):
            yield from _polynomial(a, target, state, rng)


def _normal(slot: Slot, state: State, rng: Random) -> Iterator[State]:
    """Rotations times scales and symmetric matrices commute with their transposes."""
    n = state.places[slot].rows
    entry = _entry(state, slot)
    turn = from_flint(structures.cayley(n, entry, rng))
    scale = entry(rng) or Fraction(2)
    yield state.placed(slot, tuple(tuple(scale * x for x in row) for row in turn))
    yield state.placed(slot, structures.draw(n, n, frozenset({"symmetric"}), entry, rng))


def _polynomial(source: Variable, target: Slot, state: State, rng: Random) -> Iterator[State]:
    array = state.values.get((source.name, ()))
    if array is None or not all(isinstance(x, Fraction) for row in array for x in row):
        return
    a = to_flint(array)  # type: ignore[arg-type]
    one = to_flint(identity(len(array)))
    entry = _entry(state, target)
    for _ in range(3):
        c = [to_flint(identity(len(array), entry(rng))) for _ in range(3)]
        yield state.placed(target, from_flint(one * c[0] + c[1] * a + c[2] * a * a))


# Spheres ----------------------------------------------------------------------------------


def _sphere(
    left: Term, right: Term, slots: Sequence[Slot], state: State, rng: Random
) -> Iterator[State]:
    found = _length(left)
    if found is None:
        return
    term, squared = found
    slot = _slot(term, slots)
    value = rational(right, state.frame.numbers)
    if slot is None or value is None or value < 0:
        return
    radius = closed.root(value) if squared else value
    place = state.places[slot]
    if radius is None or place.structure:
        return
    for attempt in range(3):
        unit = _direction(place.rows * place.columns, _entry(state, slot), rng, attempt)
        entries = [closed.times(radius, x) for x in unit]
        yield state.placed(
            slot,
            tuple(
                tuple(entries[i * place.columns : (i + 1) * place.columns])
                for i in range(place.rows)
            ),
        )


def _length(term: Term) -> tuple[Term, bool] | None:
    """The array whose norm (or, True, its square) the term is."""
    match term:
        case Apply(operator=_O.NORM, arguments=(a,)):
            return a, False
        case Apply(operator=_O.POWER, arguments=(a, Constant(value=k))) if k == 2:
            inner = _length(a)
            return None if inner is None or inner[1] else (inner[0], True)
        case Apply(operator=_O.MATMUL, arguments=(a, b)) if b.shape.is_column:
            return (b, True) if _transposed(a) == b else None
        case Apply(operator=_O.SUM, arguments=(a,)):
            squared = _square_of(a)
            return None if squared is None else (squared, True)
        case _:
            return None


def _square_of(term: Term) -> Term | None:
    """The array of which the term is the square, entry by entry."""
    match term:
        case Apply(operator=_O.POWER, arguments=(a, Constant(value=k))) if k == 2:
            return a
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if a == b:
            return a
        case _:
            return None


def _direction(count: int, entry: structures.Draw, rng: Random, attempt: int) -> list[Fraction]:
    """A rational point of the unit sphere: inverse stereographic projection, shuffled."""
    parameters = [entry(rng) / (1 + attempt) for _ in range(count - 1)]
    square = sum((t * t for t in parameters), Fraction(0))
    point = [2 * t / (1 + square) for t in parameters] + [(square - 1) / (1 + square)]
    rng.shuffle(point)
    return [x * rng.choice((1, -1)) for x in point]


Rule = Callable[[Term, Term, Sequence[Slot], State, Random], Iterator[State]]

_RULES: tuple[Rule, ...] = (_orthonormal, _square, _commuting, _sphere)
