"""The opaque generators of the tower that contraction makes.

Every key knows the names of indices it holds, so that it can be renamed and summed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from derivcheck.calculus.contraction.letters import Word, names_of
from derivcheck.calculus.tower import Element
from derivcheck.language.sizes import Size


@dataclass(frozen=True, slots=True)
class Path:
    """The entry (row, column) of a word; at an end of size 1 the index is 1."""

    word: Word
    row: Size
    column: Size

    @property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        return self.row.names() | self.column.names() | names_of(self.word)


@dataclass(frozen=True, slots=True)
class Trace:
    """The trace of a word."""

    word: Word

    @property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        return names_of(self.word)


@dataclass(frozen=True, slots=True)
class Delta:
    """1 where the two indices are equal, else 0."""

    left: Size
    right: Size

    @property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        return self.left.names() | self.right.names()


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number known by name: a symbol, a member of a family, an entry of a diagonal."""

    name: str
    indices: tuple[Size, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names that occur, the scalar's own not among them."""
        return frozenset[str]().union(*(index.names() for index in self.indices))


@dataclass(frozen=True, slots=True)
class Integer:
    """A size, or an index, as a number."""

    atom: Size

    @property
    def names(self) -> frozenset[str]:
        """The names that occur."""
        return self.atom.names()


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of an element over canonical dummies, each from start to stop."""

    dummies: tuple[tuple[str, Size, Size], ...]
    summand: Element
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Indicator:
    """1 where the argument is positive (zero), else 0; the argument is canonical."""

    relation: Literal[">", "="]
    argument: Element
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class OneSided:
    """1 where the canonical argument is positive, 0 where negative, open where it is 0."""

    argument: Element
    even: bool
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Value:
    """A number known by indices and arguments only; an array's is its entry (`?r`, `?c`)."""

    name: str
    indices: tuple[Size, ...]
    arguments: tuple[Element, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fold:
    """A product, maximum or minimum over a canonical dummy from start to stop."""

    kind: Literal["prod", "max", "min"]
    dummy: str
    start: Size
    stop: Size
    body: Element
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Jet:
    """The entry (row, column) of a partial derivative of an unknown function.

    Each slot is an argument's place, counted from 0, and one of its entries; slots are sorted,
    because partial derivatives commute. An array among the arguments is its entry (`?r`, `?c`).
    """

    function: str
    row: Size
    column: Size
    slots: tuple[tuple[int, Size, Size], ...]
    arguments: tuple[Element, ...]
    names: frozenset[str]


Kernel = Path | Trace | Delta | Scalar | Integer | Sum | Indicator | OneSided | Value | Fold | Jet
