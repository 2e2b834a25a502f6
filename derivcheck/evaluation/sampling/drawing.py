"""Filling the slots of a frame: simple values in human order, random ones, special ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import prod
from random import Random

from derivcheck.evaluation.sampling import pools, structures
from derivcheck.evaluation.sampling.closed import Value
from derivcheck.evaluation.sampling.domains import Domain
from derivcheck.evaluation.sampling.states import Array, Place, Slot, single

#: draws before a pool of simple values starts over
_RANKS = 30

#: matrices that are singular at once
_TOGETHER = 2


def simple(places: Mapping[Slot, Place], number: int, rng: Random) -> dict[Slot, Array]:
    """The draw with a given number, simplest first.

    One or two symbols run through their simple values along diagonals; with more, the first
    draws take equal ranks and later ones random ranks that grow with the number.
    """
    ranks = _ranks(len(places), number, rng)
    return {
        slot: simple_value(place, rank, rng)
        for (slot, place), rank in zip(places.items(), ranks, strict=True)
    }


def _ranks(count: int, number: int, rng: Random) -> list[int]:
    if count <= 1:
        return [number] * count
    if count == 2:
        return list(_diagonal(number))
    if number == 0:
        return [0] * count
    if number == 1:
        return [1] * count
    if number == 2:
        return [1 + k % 5 for k in range(count)]
    scale = 1 + number / 4
    return [min(_RANKS, int(rng.expovariate(1 / scale))) for _ in range(count)]


@lru_cache(maxsize=4096)
def _diagonal(number: int) -> tuple[int, int]:
    """0: (0, 0), 1: (1, 1), then the other pairs of ranks by their sum."""
    if number < 2:
        return number, number
    number -= 2
    total = 1
    while True:
        pairs = [(a, total - a) for a in range(total, -1, -1) if (a, total - a) != (1, 1)]
        if number < len(pairs):
            return pairs[number]
        number -= len(pairs)
        total += 1


def simple_value(place: Place, rank: int, rng: Random) -> Array:
    """The rank-th simple value of a slot; beyond the pool a random small one."""
    if place.is_scalar:
        pool = pools.small(place.domain)
        return single(pool[rank] if rank < len(pool) else generic_scalar(place.domain, rng))
    members = simple_members(place)
    if rank < len(members) and (rank < 4 or rank % 2):
        return members[rank]
    return _small(place, rng)


def _small(place: Place, rng: Random) -> Array:
    """A random array of small entries."""
    if place.domain.is_free or place.structure:
        for _ in range(4):
            a = structures.draw(
                place.rows, place.columns, place.structure, structures.small_integer, rng
            )
            if place.domain.is_free or inside(place.domain, a):
                return a
    pool = pools.small(place.domain)[:8]
    return tuple(tuple(rng.choice(pool) for _ in range(place.columns)) for _ in range(place.rows))


def inside(domain: Domain, a: Array) -> bool:
    """Whether every (rational) entry belongs to the domain."""
    return all(isinstance(x, Fraction) and domain.contains(x) for row in a for x in row)


@lru_cache(maxsize=512)
def _members(
    rows: int, columns: int, structure: frozenset[str], domain: Domain
) -> tuple[Array, ...]:
    found: list[Array] = list(structures.special(rows, columns, structure))
    if domain.is_free:
        return tuple(found)
    kept = [a for a in found if inside(domain, a)]
    if structure:
        return tuple(kept)
    values = pools.small(domain)
    equal: list[Array] = [((value,) * columns,) * rows for value in values[:4]]
    mixed: list[Array] = [
        tuple(
            tuple(values[(i * columns + j + shift) % len(values)] for j in range(columns))
            for i in range(rows)
        )
        for shift in range(min(3, len(values)))
    ]
    return tuple(dict.fromkeys([*equal[:1], *mixed[:1], *kept[:4], *equal[1:], *mixed[1:]]))


def simple_members(place: Place) -> tuple[Array, ...]:
    """The special members of an array's type, those in its domain."""
    return _members(place.rows, place.columns, place.structure, place.domain)


def anew(place: Place, rng: Random, *, simple: bool) -> Array:
    """Another random array, of small entries where it is to be shown."""
    return _small(place, rng) if simple else generic_value(place, rng)


# Random ones ------------------------------------------------------------------------------


def generic(places: Mapping[Slot, Place], number: int, rng: Random) -> dict[Slot, Array]:
    """A draw that counts as agreement; symbols of finite types run through all their values."""
    drawn = {slot: generic_value(place, rng) for slot, place in places.items()}
    finite = [p for p in places.values() if p.is_scalar and p.domain.values]
    radices = [len(p.domain.values or ()) for p in finite]
    if 0 < prod(radices) <= 64 and finite:
        for place, radix in zip(finite, radices, strict=True):
            number, digit = divmod(number, radix)
            drawn[place.slot] = single((place.domain.values or ())[digit])
    return drawn


def generic_value(place: Place, rng: Random) -> Array:
    """A random admissible array with long random entries."""
    if place.is_scalar:
        return single(generic_scalar(place.domain, rng))
    if place.domain.is_free:
        return structures.draw(place.rows, place.columns, place.structure, pools.ordinary, rng)
    if place.structure:
        entries = _entries(place.domain)
        for _ in range(8):
            a = structures.draw(place.rows, place.columns, place.structure, entries, rng)
            if inside(place.domain, a):
                return a
        return a
    return tuple(
        tuple(pools.generic(place.domain, rng, moderate=True) for _ in range(place.columns))
        for _ in range(place.rows)
    )


def _entries(domain: Domain) -> structures.Draw:
    def draw(rng: Random) -> Fraction:
        value = pools.generic(domain, rng, moderate=True)
        return value if isinstance(value, Fraction) else Fraction(0)

    return draw


def generic_scalar(domain: Domain, rng: Random) -> Value:
    """A random admissible number."""
    return pools.generic(domain, rng)


def special(places: Mapping[Slot, Place], number: int, rng: Random) -> dict[Slot, Array]:
    """A generic draw in which one or two slots are special: exact constants, I, 0, ties."""
    drawn = generic(places, number, rng)
    slots = [place for place in places.values() if place.domain.values is None]
    if not slots:
        return drawn
    first = slots[number % len(slots)]
    for place in (first, rng.choice(slots)) if number % 2 else (first,):
        rank = number // len(slots)
        if place.is_scalar:
            pool: list[Value] = [*pools.special(place.domain), *pools.small(place.domain)[:3]]
            if pool:
                drawn[place.slot] = single(pool[(rank + number) % len(pool)])
        else:
            members = simple_members(place)
            if members:
                drawn[place.slot] = members[(rank * 3 + number) % len(members)]
    return drawn


def singular(places: Mapping[Slot, Place], rng: Random) -> Iterator[dict[Slot, Array]]:
    """Draws in which up to two matrices are singular, or opposite, at once."""
    matrices = [p for p in places.values() if p.rows > 1 and p.columns > 1][:_TOGETHER]
    members = [
        [a for a in structures.degenerate(p.rows, p.columns, p.structure) if inside(p.domain, a)]
        for p in matrices
    ]
    for number, values in enumerate(product(*members)):
        chosen = zip(matrices, values, strict=True)
        yield generic(places, number, rng) | {place.slot: value for place, value in chosen}
