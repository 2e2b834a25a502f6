"""What the names of a claim stand for in the independent evaluation: numbers, drawn at random.

Nothing of derivcheck is used but its syntax trees: no types, no terms, no sampling of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from zlib import crc32

import numpy as np

from derivcheck.language import syntax as s

Array = np.ndarray


class Misfit(Exception):
    """Shapes that do not fit."""


class NoValue(Exception):
    """A side has no value at the point."""


@dataclass(frozen=True)
class Eye:
    """The identity, or with scale 0 the zero array, of a size that its neighbours say."""

    scale: float = 1.0

    def shaped(self, shape: tuple[int, int]) -> Array:
        if self.scale and shape[0] != shape[1]:
            raise Misfit("I beside an array that is not square")
        return self.scale * np.eye(*shape)


@dataclass(frozen=True)
class World:
    """Declarations and definitions as trees, and the values that names have here.

    `values` are keyed by a name, or by a name and its subscripts for members of families.
    """

    types: Mapping[str, tuple[s.Heading, s.TypeSyntax]] = field(default_factory=dict)
    definitions: Mapping[str, tuple[s.Heading, s.Expression]] = field(default_factory=dict)
    starts: Mapping[tuple[str, int], s.Expression] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    size_families: frozenset[str] = frozenset()
    values: Mapping[object, Array] = field(default_factory=dict)
    functions: Mapping[str, Callable[..., Array]] = field(default_factory=dict)
    layout: str | None = None
    seed: int = 0

    def having(self, values: Mapping[object, Array]) -> World:
        """The world with other values of some names."""
        return replace(self, values={**self.values, **values})

    def family(self, name: str) -> bool:
        """Whether the name was declared with subscripts."""
        return name in self.types and bool(self.types[name][0].indices)

    def rng(self, *key: object) -> np.random.Generator:
        """Random numbers that depend on nothing but the seed and the key."""
        return np.random.default_rng([self.seed, crc32(repr(key).encode())])


def number(value: float) -> Array:
    """A scalar as the array it is."""
    return np.array([[value]], dtype=float)


def family_size(name: str, index: int, seed: int) -> int:
    """A member of a family of sizes; neighbours differ."""
    return (2 * index + len(name) + seed) % 3 + 2


def scalar(array: Array) -> bool:
    return array.shape == (1, 1)


def integer(array: Array) -> int:
    """An index, a size, an exponent."""
    value = float(array[0, 0])
    if not scalar(array) or abs(value - round(value)) > 1e-9:
        raise Misfit("a subscript that is no integer")
    return round(value)


def smooth(name: str, size: Callable[..., tuple[int, int]]) -> Callable[..., Array]:
    """An unknown function: sines and squares of affine forms, the same for the same name."""

    def function(*arguments: Array) -> Array:
        w = np.concatenate([a.reshape(-1, order="F") for a in arguments])
        rows, columns = size()
        rng = np.random.default_rng(crc32(f"{name} {len(w)}".encode()))
        a, c = rng.uniform(-1, 1, (2, rows * columns, len(w)))
        b = rng.uniform(-1, 1, rows * columns)
        out = np.sin(a @ w + b) + (c @ w) ** 2 / 4 + c @ w
        return out.reshape(rows, columns, order="F")

    return function
