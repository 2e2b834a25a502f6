"""Functions with kinks and jumps, where the sign of their argument is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.tower.products import absolute
from derivcheck.calculus.tower.refusals import NeedSign

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["absolute", "maximum", "minimum", "relu", "sign", "step"]


def sign(tower: Tower, u: Element) -> Element:
    """1, 0 or -1."""
    known = tower.facts.of(u)
    if known is None or not known.strict:
        raise NeedSign(u, strict=True)
    return tower.number(known.sign)


def step(tower: Tower, u: Element) -> Element:
    """1 where u >= 0, else 0."""
    known = tower.facts.of(u)
    if known is not None and known.sign >= 0:
        return tower.number(1)
    if known is None or not known.strict:
        raise NeedSign(u, strict=True)
    return tower.number(0)


def relu(tower: Tower, u: Element) -> Element:
    """max(u, 0)."""
    return maximum(tower, u, tower.number(0))


def maximum(tower: Tower, left: Element, right: Element) -> Element:
    """The larger one."""
    return left if _at_least(tower, left, right) else right


def minimum(tower: Tower, left: Element, right: Element) -> Element:
    """The smaller one."""
    return right if _at_least(tower, left, right) else left


def _at_least(tower: Tower, left: Element, right: Element) -> bool:
    known = tower.facts.of(left - right)
    if known is None:
        raise NeedSign(left - right)
    return known.sign >= 0
