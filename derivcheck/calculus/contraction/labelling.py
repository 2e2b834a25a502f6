"""Canonical names for the dummies of a sum, so that equal sums are equal kernels.

Of the orders that signatures and ranges of the dummies allow, the one that gives the least
summand is taken.
"""

from __future__ import annotations

from itertools import permutations, product

from derivcheck.calculus.contraction.algebra import Algebra, Powers
from derivcheck.calculus.contraction.kernels import Path, Sum
from derivcheck.calculus.tower import Element, GaveUp, Unsupported
from derivcheck.language.sizes import Size

#: dummies of one component that are labelled canonically
MOST_DUMMIES = 6
_MOST_LABELLINGS = 720


def canonical(algebra: Algebra, summand: Element, powers: Powers, dummies: list[str]) -> Element:
    """The kernel of a sum, its dummies named in the order that gives the least summand."""
    if len(dummies) > MOST_DUMMIES:
        raise GaveUp(f"{len(dummies)} dummies in one sum")
    best: tuple[tuple[object, ...], Sum] | None = None
    places = algebra.free_places(summand, len(dummies))
    for choice in _labellings(algebra, powers, dummies):
        names: dict[str, Size] = {}
        bound: list[tuple[str, Size, Size]] = []
        for place, name in zip(places, choice, strict=True):
            start, stop = (end.replace(names) for end in algebra.ranges[name])
            label = algebra.label(place, start, stop)
            names[name] = Size.of(label)
            bound.append((label, start, stop))
        renamed = algebra.renamed(summand, names)
        rank = (tuple(label for label, _, _ in bound), renamed.key())
        if best is None or rank < best[0]:
            labels = frozenset(label for label, _, _ in bound)
            free = frozenset[str]().union(*(s.names() | t.names() for _, s, t in bound))
            free |= algebra.names(renamed)
            best = rank, Sum(tuple(bound), renamed, free - labels)
    assert best is not None
    return algebra.tower.generator(best[1])


def _labellings(algebra: Algebra, powers: Powers, dummies: list[str]) -> list[list[str]]:
    """The orders of the dummies that their signatures and ranges allow."""
    if len(dummies) == 1:
        return [dummies]
    groups: dict[str, list[str]] = {}
    for name in dummies:
        groups.setdefault(_signature(algebra, powers, name, dummies), []).append(name)
    ordered = [list(permutations(groups[key])) for key in sorted(groups)]
    found: list[list[str]] = []
    for choice in product(*ordered):
        order = [name for part in choice for name in part]
        if _ranges_in_order(algebra, order):
            found.append(order)
        if len(found) > _MOST_LABELLINGS:
            raise GaveUp("too many ways to label a sum")
    return found or [_by_ranges(algebra, dummies)]


def _ranges_in_order(algebra: Algebra, order: list[str]) -> bool:
    later = set(order)
    for name in order:
        start, stop = algebra.ranges[name]
        if later & (start.names() | stop.names()):
            return False
        later.discard(name)
    return True


def _by_ranges(algebra: Algebra, dummies: list[str]) -> list[str]:
    order: list[str] = []
    left = list(dummies)
    while left:
        for name in left:
            start, stop = algebra.ranges[name]
            if not set(left) & (start.names() | stop.names()):
                break
        else:
            raise Unsupported("ranges that depend on each other")
        order.append(name)
        left.remove(name)
    return order


def _signature(algebra: Algebra, powers: Powers, name: str, dummies: list[str]) -> str:
    """What can be said of a dummy without naming any."""
    parts = []
    for generator, exponent in powers:
        if name not in algebra.names_of(generator):
            continue
        key = algebra.key(generator)
        text = type(key).__name__
        if isinstance(key, Path):
            index = Size.of(name)
            text = "".join(letter.name for letter in key.word)
            text += f"{key.row == index}{key.column == index}"
        parts.append(f"{text}^{exponent}")
    start, stop = algebra.ranges[name]
    moving = (start.names() | stop.names()) & set(dummies)
    return f"{'' if moving else f'{start}..{stop}'} {sorted(parts)}"
