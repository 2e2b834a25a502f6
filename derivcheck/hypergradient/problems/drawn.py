"""Data of the two stages and of validation, drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy

from derivcheck.hypergradient.problem import Array

#: points and targets of a data set of a given size
Draw = Callable[[int], tuple[Array, Array]]


@dataclass(frozen=True, slots=True)
class Data:
    """Weighted pairs (X, y), inputs U of pseudo-targets, real pairs (P, q), validation (Z, z)."""

    X: Array
    y: Array
    U: Array
    P: Array
    q: Array
    Z: Array
    z: Array


@dataclass(frozen=True, slots=True)
class TwoStage:
    """A point at which a bilevel problem on drawn data is examined."""

    weights: Array
    W: Array
    V: Array
    data: Data


def drawn(weights: int, pairs: int, draw: Draw) -> Data:
    """Data sets of these sizes."""
    (X, y), (U, _), (P, q), (Z, z) = draw(weights), draw(pairs), draw(pairs), draw(pairs)
    return Data(X, y, U, P, q, Z, z)


def positive_weights(count: int, random: numpy.random.Generator) -> Array:
    """Between 1/2 and 3/2; for more than 8 pairs scaled so that their sum stays the same."""
    return random.uniform(0.5, 1.5, count) * min(1.0, 8 / count)
