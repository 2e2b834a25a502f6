"""Generators replaced by expressions of the same value in finer ones.

Elements are renewed when they are looked at; logarithms, roots and powers of signs of replaced
generators are built anew, other kernels keep their generator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.tower import renewal
from derivcheck.calculus.tower.kernels import GeneratorId, Kind
from derivcheck.calculus.tower.polynomials import Pair

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["renewed", "supersede"]

_REBUILT = frozenset({Kind.LOG, Kind.ROOT, Kind.SIGN_POWER})


def supersede(tower: Tower, generator: GeneratorId, image: Element) -> None:
    """Replace a generator."""
    tower.images[generator] = image
    tower.stale.add(generator)
    for other in range(generator + 1, len(tower.kernels)):
        if tower.kernels[other].kind in _REBUILT and tower.support[other] & tower.stale:
            tower.stale.add(other)
    tower.ring.drop(frozenset(tower.stale))
    tower.groups = [g for g in tower.groups if g not in tower.stale]
    tower.table = {k: g for k, g in list(tower.table.items()) if g not in tower.stale}
    tower.forget_factors()


def renewed(tower: Tower, pair: Pair) -> Pair:
    """A fraction over the generators that are in use now."""
    ring = tower.ring
    num, den = ring.promote(pair[0]), ring.promote(pair[1])
    if not tower.stale:
        return num, den
    stale = ring.held(num, tower.stale)
    if not den.is_one():
        stale += ring.held(den, tower.stale)
    if not stale:
        return num, den
    images = {g: _image(tower, g) for g in stale}
    return renewal.composed(tower, (ring.promote(num), ring.promote(den)), images).pair


def _image(tower: Tower, generator: GeneratorId) -> Element:
    if generator not in tower.images:
        kernel = tower.kernels[generator]
        tower.images[generator] = renewal.rebuilt(tower, kernel, kernel.arguments)
    return tower.images[generator]
