"""Scales: where a value stands between the two ends of an axis, and which values are marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from derivcheck.reports.page.elements import Content, element

LINEAR, LOGARITHMIC = "linear", "logarithmic"


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high`; on a logarithmic scale these are powers of ten."""

    kind: str
    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """How far a value stands from the low end, as a part of the axis."""
        place = log10(value) if self.kind == LOGARITHMIC else value
        return (place - self.low) / (self.high - self.low)

    def labels(self) -> Iterable[tuple[float, Content]]:
        """Shares of the axis with what is written there."""
        for tick in self.ticks:
            shown = _power(tick) if self.kind == LOGARITHMIC else f"{tick:.6g}".replace("-", "−")
            yield (tick - self.low) / (self.high - self.low), shown


def scale(values: Iterable[float], kind: str) -> Scale:
    """The scale that shows all values, with at most about eight marks."""
    given = list(values)
    return _decades(given) if kind == LOGARITHMIC else _linear(given)


def _decades(values: Sequence[float]) -> Scale:
    logs = [log10(value) for value in values]
    low, high = floor(min(logs)), ceil(max(logs))
    high = high if high > low else low + 1
    step = max(1, ceil((high - low) / 8))
    return Scale(LOGARITHMIC, low, high, tuple(range(low, high + 1, step)))


def _linear(values: Sequence[float]) -> Scale:
    low, high = min(values), max(values)
    if high - low < 1e-9 * max(abs(low), abs(high), 1e-9):
        low, high = low - max(abs(low), 1) / 2, high + max(abs(high), 1) / 2
    step = _round((high - low) / 4)
    low, high = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    count = round((high - low) / step)
    return Scale(LINEAR, low, high, tuple(low + step * k for k in range(count + 1)))


def _round(step: float) -> float:
    """The next number of the form 1, 2 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(step))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= step * (1 - 1e-9))


def _power(decade: float) -> Content:
    return ["10", element("tspan", f"{decade:g}", dy=-4, font_size=8)]
