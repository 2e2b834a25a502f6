"""Towers for parts of a region.

A fork knows every kernel and fact its parent had; kernels that either builds later are its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.conditions import Condition

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["adopt", "fork"]


def fork(tower: Tower, condition: Condition) -> Tower:
    """A tower with one more assumption."""
    other = type(tower)(tower.oracle, tower.ring.limit)
    other.parent, other.inherited = tower, len(tower.kernels)
    other.epoch, other.ring = tower.epoch, tower.ring.copy()
    other.kernels = [
        replace(k, arguments=tuple(adopt(other, a) for a in k.arguments)) for k in tower.kernels
    ]
    other.exponents, other.angles = list(tower.exponents), list(tower.angles)
    other.groups, other.gammas = list(tower.groups), list(tower.gammas)
    other.sines = [(adopt(other, v), adopt(other, u)) for v, u in tower.sines]
    other.table = dict(tower.table)
    other.support, other.constant = list(tower.support), list(tower.constant)
    other.made_at = [-1] * len(tower.kernels)
    other.stale = set(tower.stale)
    other.images = {g: adopt(other, image) for g, image in tower.images.items()}
    for fact in (*tower.facts.stated.values(), condition):
        other.facts.state(replace(fact, element=adopt(other, fact.element)))
    return other


def adopt(tower: Tower, element: Element) -> Element:
    """An element of a tower this one was forked from, as one of its own."""
    if element.tower is tower:
        return element
    shared = tower.inherited
    ancestor = tower.parent
    while ancestor is not None and ancestor is not element.tower:
        shared = min(shared, ancestor.inherited)
        ancestor = ancestor.parent
    if ancestor is None:
        raise ValueError("the elements belong to different towers")
    return element.in_tower(tower, shared)
