"""Angles as points of the circle, up to a positive factor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element

__all__ = ["Rotation"]


@dataclass(frozen=True, slots=True)
class Rotation:
    """Cosine and sine of an angle (times one positive factor where only the tangent counts)."""

    cos: Element
    sin: Element

    def after(self, other: Rotation) -> Rotation:
        """The sum of two angles."""
        return Rotation(
            self.cos * other.cos - self.sin * other.sin,
            self.cos * other.sin + self.sin * other.cos,
        )

    def reversed(self) -> Rotation:
        """The negative angle."""
        return Rotation(self.cos, -self.sin)

    def power(self, n: int) -> Rotation:
        """An integer multiple of the angle."""
        if n < 0:
            return self.reversed().power(-n)
        if n == 0:
            tower = self.cos.tower
            return Rotation(tower.number(1), tower.number(0))
        half = self.power(n // 2)
        double = half.after(half) if n > 1 else half
        return double.after(self) if n % 2 else double

    def over(self, length: Element) -> Rotation:
        """Divided by a positive length."""
        return Rotation(self.cos.over(length), self.sin.over(length))

    def half_tangent(self) -> Element:
        """tan of half the angle, sin/(1 + cos), of a constant angle in (-pi, pi)."""
        return self.sin.over(self.cos + 1)
