"""Letters and words: matrices as factors of a product, read from left to right.

A letter is a matrix symbol or its transpose; a word a product whose inner sizes agree. Words
name the paths of a contraction graph: the entry (i, j) of a word is one generator of the tower.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Protocol

from derivcheck.language.sizes import ONE, Size

LetterKind = Literal["array", "ones", "inverse", "pseudoinverse", "power", "chain", "opaque"]


class Payload(Hashable, Protocol):
    """What a letter is made of, when that is more than a name."""

    @property
    def names(self) -> frozenset[str]:
        """The names of indices that occur."""


@dataclass(frozen=True)
class Letter:
    """A matrix with symbolic sizes.

    kind `array`: the declared symbol `name`, a member of a family where there are `indices`.
    `ones`: the vector of ones. `inverse`, `pseudoinverse`: of `payload`. `power`: the letter
    `payload` to the power `indices[0]`. `chain`: the ordered product of a letter that depends
    on an index (`payload`) from `indices[0]` down to `indices[1]`. `opaque`: a matrix known by
    `payload` only.
    """

    kind: LetterKind
    name: str
    rows: Size
    columns: Size
    indices: tuple[Size, ...] = ()
    transposed: bool = False
    symmetric: bool = False
    orthogonal: bool = False
    payload: Payload | None = None

    @cached_property
    def _hash(self) -> int:
        return hash((self.kind, self.name, self.indices, self.transposed, self.payload, self.rows))

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def flipped(self) -> Letter:
        """The transpose."""
        if self.symmetric:
            return self
        rows, columns, transposed = self.columns, self.rows, not self.transposed
        return replace(self, rows=rows, columns=columns, transposed=transposed)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of indices and sizes in shape, subscripts and payload."""
        found = self.rows.names() | self.columns.names()
        found = found.union(*(index.names() for index in self.indices))
        return found if self.payload is None else found | self.payload.names

    @cached_property
    def order(self) -> str:
        """What words are sorted by."""
        if self.transposed:
            return f"{self.flipped.order}|'"
        return f"{self}:{self.rows},{self.columns}"

    def __str__(self) -> str:
        mark = "'" if self.transposed else ""
        if self.kind == "power":
            return f"({self.name}^({self.indices[0]})){mark}"
        if self.kind == "chain":
            return f"prod({self.name}, {self.indices[0]} downto {self.indices[1]}){mark}"
        indices = f"[{', '.join(str(index) for index in self.indices)}]" if self.indices else ""
        return f"{self.name}{indices}{mark}"


Word = tuple[Letter, ...]


def flip(word: Word) -> Word:
    """The transpose of a product: reversed, every letter transposed."""
    return tuple(letter.flipped for letter in reversed(word))


def order(word: Word) -> tuple[bool, int, tuple[str, ...]]:
    """Words that no inner size 1 cuts in two are larger; then degree, then letters."""
    whole = not any(letter.rows.is_one for letter in word[1:])
    return whole, len(word), tuple(letter.order for letter in word)


def least(word: Word) -> Word:
    """The word or its transpose, whichever sorts first."""
    return min(word, flip(word), key=order)


def rotations(word: Word) -> Iterator[Word]:
    """The words with the same trace, up to transposition."""
    for start in range(len(word)):
        yield word[start:] + word[:start]


def least_rotation(word: Word) -> Word:
    """The first of the words with the same trace."""
    return min((c for r in rotations(word) for c in (r, flip(r))), key=order, default=())


def names_of(word: Word) -> frozenset[str]:
    """The names of indices and sizes in the letters."""
    return frozenset[str]().union(*(letter.names for letter in word))


def ones(size: Size) -> Letter:
    """The vector of ones."""
    return Letter("ones", "1", size, ONE)
