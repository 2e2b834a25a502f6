"""Truncated Laurent series in one infinitesimal e > 0, over any arithmetic.

The careful way to a derivative: values on one side of a point, with valuations, so that
`sin(e)/e` has a value where the constant terms are exact zeros, and signs by the first
non-zero coefficient (R5). A series knows whether it is exact (a polynomial) or up to which
order it is known; what is `O(e^p)` has no sign, but its absolute value is `O(e^p)` again.
Coefficients belong to the level below, so the newest infinitesimal is the smallest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derivcheck.evaluation.arithmetic import Element, Moving

if TYPE_CHECKING:
    from derivcheck.evaluation.series_arithmetic import SeriesArithmetic


class Series(Moving):
    """`sum of coefficients[k] e^(low + k)`, plus `O(e^known)` unless known is None.

    Built by `SeriesArithmetic.series`, which drops exact zeros in front and turns what does not
    move into an element of the level below.
    """

    __slots__ = ("coefficients", "known", "low", "ring")

    def __init__(
        self,
        ring: SeriesArithmetic,
        low: int,
        coefficients: Sequence[Element],
        known: int | None,
    ) -> None:
        self.ring = ring
        self.level = ring.level
        self.low = low
        self.coefficients = coefficients
        self.known = known

    def __repr__(self) -> str:
        return f"Series({self.level}, {self.low}, {list(self.coefficients)}, {self.known})"

    def at(self, k: int) -> Element:
        """The coefficient of e^k, 0 where none is stored."""
        k -= self.low
        if 0 <= k < len(self.coefficients):
            return self.coefficients[k]
        return self.ring.zero

    def __add__(self, other: Element) -> Element:
        b = self._partner(other)
        if b is None:
            return other + self
        low = min(self.low, b.low)
        high = max(self.low + len(self.coefficients), b.low + len(b.coefficients))
        total = [self.at(k) + b.at(k) for k in range(low, high)]
        return self.ring.series(low, total, least(self.known, b.known))

    def __radd__(self, other: Element) -> Element:
        return self + other

    def __neg__(self) -> Series:
        return Series(self.ring, self.low, [-a for a in self.coefficients], self.known)

    def __sub__(self, other: Element) -> Element:
        return self + -other

    def __rsub__(self, other: Element) -> Element:
        return -self + other

    def __mul__(self, other: Element) -> Element:
        b = self._partner(other)
        if b is None:
            return other * self
        if b.known is None and not b.coefficients:
            return self.ring.zero
        result = [self.ring.zero] * (len(self.coefficients) + len(b.coefficients))
        for i, x in enumerate(self.coefficients):
            for j, y in enumerate(b.coefficients):
                result[i + j] = result[i + j] + x * y
        known = least(
            None if self.known is None else self.known + b.low,
            None if b.known is None else b.known + self.low,
        )
        return self.ring.series(self.low + b.low, result, known)

    def __rmul__(self, other: Element) -> Element:
        return self * other

    def _partner(self, other: Element) -> Series | None:
        """The other operand as a series of this level; None where it is of a higher one."""
        if isinstance(other, Moving) and other.level >= self.level:
            return other if isinstance(other, Series) and other.level == self.level else None
        return self.ring.constant(other)


def least(a: int | None, b: int | None) -> int | None:
    """The smaller of two orders; None is infinite."""
    if a is None or b is None:
        return b if a is None else a
    return min(a, b)
