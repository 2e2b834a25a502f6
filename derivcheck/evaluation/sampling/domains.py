"""The values that a scalar or an entry may take: unions of intervals, finite sets.

Ends are rational. An irrational end (`pi`) is replaced by a rational just inside it, so that
everything drawn is admissible; the closed form itself belongs to the domain where the interval
is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derivcheck.evaluation.sampling.closed import Value, near


@dataclass(frozen=True, slots=True)
class Interval:
    """Values between two ends; None is infinite."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_closed: bool = False
    high_closed: bool = False

    def contains(self, value: Fraction) -> bool:
        """Whether the rational lies inside."""
        low, high = self.low, self.high
        if low is not None and (value < low or (value == low and not self.low_closed)):
            return False
        return high is None or value < high or (value == high and self.high_closed)

    @property
    def is_empty(self) -> bool:
        """Whether no number lies inside."""
        if self.low is None or self.high is None:
            return False
        if self.low == self.high:
            return not (self.low_closed and self.high_closed)
        return self.low > self.high

    def meet(self, other: Interval) -> Interval:
        """The intersection."""
        low, low_closed = self.low, self.low_closed
        if low is None or (other.low is not None and other.low > low):
            low, low_closed = other.low, other.low_closed
        elif low == other.low:
            low_closed = low_closed and other.low_closed
        high, high_closed = self.high, self.high_closed
        if high is None or (other.high is not None and other.high < high):
            high, high_closed = other.high, other.high_closed
        elif high == other.high:
            high_closed = high_closed and other.high_closed
        return Interval(low, high, low_closed, high_closed)


@dataclass(frozen=True, slots=True)
class Domain:
    """A union of intervals with some closed forms besides; or the finite set `values`."""

    intervals: tuple[Interval, ...] = (Interval(),)
    values: tuple[Value, ...] | None = None
    forms: tuple[Value, ...] = ()

    def contains(self, value: Value) -> bool:
        """Whether the value certainly belongs to the domain."""
        if self.values is not None:
            return value in self.values
        if isinstance(value, Fraction):
            return any(interval.contains(value) for interval in self.intervals)
        if self.is_free or value in self.forms:
            return True
        low, high = near(value, -1), near(value, 1)
        if low is None or high is None:
            return False
        return any(i.contains(low) and i.contains(high) for i in self.intervals)

    @property
    def is_free(self) -> bool:
        """Whether every real number is admissible."""
        return self.values is None and self.intervals == (Interval(),)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is admissible."""
        if self.values is not None:
            return not self.values
        return not self.intervals and not self.forms

    def meet(self, other: Domain) -> Domain:
        """The intersection."""
        if self.values is not None or other.values is not None:
            first, second = (self, other) if self.values is not None else (other, self)
            return Domain((), tuple(v for v in first.values or () if second.contains(v)))
        met = (a.meet(b) for a in self.intervals for b in other.intervals)
        forms = dict.fromkeys(
            form
            for form in (*self.forms, *other.forms)
            if self.contains(form) and other.contains(form)
        )
        return Domain(tuple(i for i in met if not i.is_empty), None, tuple(forms))


FREE = Domain()


def between(low: Value | None, high: Value | None) -> Fraction | None:
    """A simple rational strictly between two values, None being infinite."""
    a = None if low is None else near(low, 1)
    b = None if high is None else near(high, -1)
    if a is None and b is None:
        return Fraction(0) if low is None and high is None else None
    if a is None:
        assert b is not None
        return Fraction(b.__ceil__() - 1)
    if b is None:
        return Fraction(a.__floor__() + 1)
    return simplest(a, b) if a < b else None


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of least denominator strictly between (Stern 1858, Brocot 1861)."""
    whole = low.numerator // low.denominator
    if whole + 1 < high:
        return Fraction(whole + 1) if not (low < 0 < high) else Fraction(0)
    low, high = low - whole, high - whole
    if low == 0:
        # the least q with 1/q < high
        return whole + Fraction(1, high.denominator // high.numerator + 1)
    if high > 1:
        return Fraction(whole + 1)
    return whole + 1 / simplest(1 / high, 1 / low)
