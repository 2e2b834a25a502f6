"""Sizes, indices and depths, chosen before any entry is drawn.

Each size takes the values 1, 2, 3, 4 over the frames and two sizes occur in every order
(soundness R7); an index runs through 0..12 and some values up to 60 (R20); the depth of a
family stays small. Assumptions between integers are met by choosing, not by rejecting points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice, product
from random import Random

from derivcheck.evaluation.sampling.integers import (
    Families,
    Numbers,
    Test,
    compiled,
    declared,
    unrefuted,
)
from derivcheck.evaluation.sampling.mentioned import Mentioned, integer_value, nodes
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
    Condition,
    Context,
    Entry,
    Tree,
    Variable,
    as_size,
)

INDICES = (*range(13), 17, 24, 41, 60, -1, -2)
DEPTHS = (2, 1, 3, 4)


@dataclass(frozen=True, slots=True)
class Frame:
    """The integers of a point: sizes, declared indices, members of size families."""

    sizes: Numbers
    integers: Numbers
    families: Families

    @property
    def numbers(self) -> Numbers:
        """Sizes and declared indices together."""
        return {**self.sizes, **self.integers}

    def value(self, size: Size) -> int:
        """The number a size stands for."""
        return integer_value(size, self.numbers, self.families)


# Choosing sizes ---------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _tuples(count: int) -> tuple[tuple[int, ...], ...]:
    """Tuples of small sizes, ascending."""
    top = 4 if count <= 3 else 3 if count <= 5 else 2
    grid = product(range(1, top + 1), repeat=min(count, 8))
    some = [t + (2,) * (count - len(t)) for t in grid]
    for value in range(top + 1, 5):
        some.append((value,) * count)
        some += (tuple(value if i == j else 2 for i in range(count)) for j in range(count))
    return tuple(sorted(some, key=lambda t: (sum(t), max(t, default=0), t)))


@lru_cache(maxsize=4096)
def _features(sizes: tuple[int, ...]) -> int:
    """The values taken and the orders of pairs, as a set of bits."""
    bits = 0
    for i, v in enumerate(sizes):
        bits |= 1 << (5 * i + min(v, 4))
    base = 5 * len(sizes) + 5
    for k, (a, b) in enumerate(combinations(sizes, 2)):
        bits |= 1 << (base + 3 * k + (a > b) + 2 * (a == b))
    return bits


def covering(tuples: Sequence[tuple[int, ...]], limit: int = 12) -> list[tuple[int, ...]]:
    """Few tuples in which every value and every order of two sizes occurs (greedy)."""
    chosen: list[tuple[int, ...]] = []
    wanted = 0
    for t in tuples:
        wanted |= _features(t)
    while wanted and len(chosen) < limit:
        best = max(tuples, key=lambda t: ((_features(t) & wanted).bit_count(), -sum(t)))
        chosen.append(best)
        wanted &= ~_features(best)
    return chosen


@lru_cache(maxsize=64)
def _free(count: int, ascending: bool) -> tuple[tuple[int, ...], ...]:
    return tuple(_ordered(list(_tuples(count)), ascending))


def _ordered(tuples: list[tuple[int, ...]], ascending: bool) -> list[tuple[int, ...]]:
    cover = covering(tuples)
    if not ascending:
        return cover
    return list(dict.fromkeys([*tuples[:10], *sorted(cover, key=sum)]))


def _constrained(
    names: tuple[str, ...], requested: dict[str, tuple[int, ...]], tests: Sequence[Test]
) -> list[tuple[int, ...]]:
    """Admissible tuples of sizes, the first few values each that suit a size on its own."""

    def fits(sizes: tuple[int, ...]) -> bool:
        numbers = dict(zip(names, sizes, strict=True))
        return all(unrefuted(test, numbers, {}) for test in tests)

    for top, kept in ((4, 4), (12, 12 if len(names) < 3 else 6), (64, 64 if len(names) < 2 else 8)):
        grids = []
        for name in names:
            values = requested.get(name) or range(1, top + 1)
            alone = (v for v in values if all(unrefuted(t, {name: v}, {}) for t in tests))
            grids.append(list(islice(alone, kept)))
        if len(names) > 4 and not requested:
            grids = [grid[:2] for grid in grids] if len(names) > 6 else [grid[:3] for grid in grids]
        found = [t for t in islice(product(*grids), 20_000) if fits(t)]
        if found:
            return sorted(found, key=lambda t: (sum(t), max(t, default=0), t))
    return []


# Choosing indices and depths --------------------------------------------------------------


def _windows(used: Mentioned, sizes: Numbers, subscripts: frozenset[str]) -> list[tuple[int, ...]]:
    largest = max(sizes.values(), default=4)
    windows: list[tuple[int, ...]] = []
    for declaration in used.integers:
        if declaration.name in used.depths:
            windows.append((*DEPTHS, 0))
        elif declaration.name in subscripts:
            windows.append((*range(1, largest + 1), 0, largest + 1, -1))
        else:
            windows.append(INDICES)
    return windows


def _indices(
    names: tuple[str, ...],
    windows: list[tuple[int, ...]],
    tests: Sequence[Test],
    sizes: Numbers,
) -> Iterator[tuple[int, ...]]:
    """Admissible tuples of indices: equal ones, small ones, then the rest of the windows."""

    def fits(values: tuple[int, ...]) -> bool:
        numbers = {**sizes, **dict(zip(names, values, strict=True))}
        return all(unrefuted(test, numbers, {}) for test in tests)

    def rank(values: tuple[int, ...]) -> int:
        return sum(window.index(v) for window, v in zip(windows, values, strict=True))

    grid: Iterator[tuple[int, ...]]
    if len(names) <= 2:
        grid = iter(sorted(product(*windows), key=rank))
    else:
        short = [window[:6] for window in windows]
        grid = islice(product(*short), 4096)
    return (values for values in grid if fits(values))


def _subscripts(roots: Sequence[Tree]) -> frozenset[str]:
    """Names that stand as subscripts of arrays or of families."""
    found: set[str] = set()
    for node in nodes(roots):
        match node:
            case Entry(row=row, column=column):
                ends = (row, column)
            case Variable(indices=indices):
                ends = indices  # type: ignore[assignment]
            case _:
                continue
        for end in ends:
            size = None if end is None else as_size(end)
            if size is not None:
                found |= size.names()
    return frozenset(found)


def frames(
    context: Context,
    used: Mentioned,
    conditions: Sequence[Condition],
    roots: Sequence[Tree],
    rng: Random,
    *,
    ascending: bool,
    limit: int = 40,
) -> list[Frame]:
    """The integers of the points to try: ascending, or few that cover every pattern."""
    integers = frozenset((*used.sizes, *(d.name for d in used.integers), *used.size_families))
    tests = [t for c in conditions if (t := compiled(c, integers)) is not None]
    tests += [t for d in used.integers if (t := declared(d)) is not None]
    tests += _positive(used, integers)
    requested = {name: values for name, values in context.requested if name in used.sizes}
    if tests or requested:
        admissible = _constrained(used.sizes, requested, tests)
        tuples = _ordered(admissible, ascending) if used.sizes else admissible or [()]
    else:
        tuples = list(_free(len(used.sizes), ascending)) if used.sizes else [()]
    chosen = [dict(zip(used.sizes, t, strict=True)) for t in tuples]
    subscripts = _subscripts(roots) if used.integers else frozenset()
    with_indices = _with_indices(used, chosen, tests, subscripts, limit)
    return [
        Frame(sizes, indices, families)
        for sizes, indices in with_indices
        if (families := _families(context, used, {**sizes, **indices}, tests, rng)) is not None
    ]


def _positive(used: Mentioned, integers: frozenset[str]) -> list[Test]:
    """Sizes of declared symbols such as n - 1 are at least 1."""
    sizes = {
        size
        for d in used.reals
        if not d.indices
        for size in (d.shape.rows, d.shape.columns)
        if size.constant is None and len(size.terms) > 1 and size.names() <= integers
    }
    return [lambda n, f, size=size: integer_value(size, n, f) >= 1 for size in sizes]  # type: ignore[misc]


def _with_indices(
    used: Mentioned,
    sizes: list[Numbers],
    tests: Sequence[Test],
    subscripts: frozenset[str],
    limit: int,
) -> list[tuple[Numbers, Numbers]]:
    """Each choice of sizes with indices, in turn, so that new indices come first."""
    names = tuple(d.name for d in used.integers)
    if not names:
        return [(choice, {}) for choice in sizes]
    pools = [
        (choice, _indices(names, _windows(used, choice, subscripts), tests, choice))
        for choice in sizes
    ]
    found: list[tuple[Numbers, Numbers]] = []
    seen: set[tuple[int, ...]] = set()
    while pools and len(found) < limit:
        rest = []
        for choice, pool in pools:
            fresh = next((t for t in islice(pool, 64) if t not in seen or len(sizes) > 1), None)
            if fresh is None:
                continue
            seen.add(fresh)
            found.append((choice, dict(zip(names, fresh, strict=True))))
            rest.append((choice, pool))
        pools = rest
    return found[:limit]


def _families(
    context: Context, used: Mentioned, numbers: Numbers, tests: Sequence[Test], rng: Random
) -> Families | None:
    """Members of the size families, 1 to 3 each, that the assumptions admit."""
    if not used.size_families:
        return {}
    top = max((v for v in numbers.values() if v <= 8), default=4) + 2
    requested = dict(context.requested)
    for attempt in range(24):
        families = {
            name: {
                k: rng.choice(requested.get(name, (1, 2, 3))) if attempt or name in requested else 2
                for k in range(-1, top + 1)
            }
            for name in used.size_families
        }
        if attempt == 0 and rng.random() < 0.7:
            continue
        if all(unrefuted(test, numbers, families) for test in tests):
            return families
    return None
