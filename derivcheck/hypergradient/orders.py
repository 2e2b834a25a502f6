"""The order of a finite difference: the slope of its error against the length of its step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from derivcheck.hypergradient.problem import Array

#: lengths of steps from 1/2 down, each smaller by the square root of 2
LENGTHS = tuple(float(length) for length in 0.5 * 2.0 ** (-np.arange(44) / 2))
#: how many of the smallest lengths above the floor are fitted, and at least
_FITTED, _FEWEST = 10, 8
#: how far an error stands above the round-off floor to count, how many lengths measure it
_ABOVE, _FLOOR = 30.0, 6
#: an error that is round-off whatever the length
_EXACT = 1e-11


@dataclass(frozen=True, slots=True)
class Order:
    """Relative errors at some lengths; `slope` of the log-log fit through `used` of them.

    Below `floor` (at each length) the error is round-off and left out. `exact`: the error is
    round-off at every length, so there is no slope.
    """

    lengths: tuple[float, ...]
    errors: tuple[float, ...]
    floor: tuple[float, ...]
    used: tuple[int, ...]
    slope: float | None

    @property
    def exact(self) -> bool:
        """Whether nothing but round-off was seen."""
        allowed = [max(_EXACT, 100 * floor) for floor in self.floor]
        return not self.used and all(e < a for e, a in zip(self.errors, allowed, strict=True))

    def is_two(self) -> bool:
        """Whether the slope is 2 within 0.1."""
        return self.slope is not None and abs(self.slope - 2) <= 0.1


def measured(error: Callable[[float], float], roundings: int = 1) -> Order:
    """The errors at all lengths and their order.

    Round-off grows like length^-roundings (one division by a small number, or two); its size
    is read off the smallest lengths, where nothing else is left.
    """
    errors = np.array([error(length) for length in LENGTHS])
    lengths = np.array(LENGTHS)
    size = np.median(errors[-_FLOOR:] * lengths[-_FLOOR:] ** roundings)
    floor = size / lengths**roundings
    above = [k for k in range(len(lengths)) if errors[: k + 1].min() > _ABOVE * floor[k]]
    used = tuple(above[-_FITTED:]) if len(above) >= _FEWEST else ()
    slope = None
    if used:
        slope = float(np.polyfit(np.log(lengths[list(used)]), np.log(errors[list(used)]), 1)[0])
    return Order(LENGTHS, tuple(map(float, errors)), tuple(map(float, floor)), used, slope)


def relative(value: Array, exact: Array) -> float:
    """norm(value - exact)/norm(exact); the plain norm where the exact value is 0."""
    size = float(np.linalg.norm(exact))
    return float(np.linalg.norm(value - exact)) / (size if size > 0 else 1.0)
