"""What the names of a proposition mean: declarations, recurrences and assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from derivcheck.language.sizes import Shape
from derivcheck.language.terms.tree import Condition, Term


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval of admissible values; None for an infinite end."""

    low: Term | None
    high: Term | None
    low_closed: bool = False
    high_closed: bool = False


@dataclass(frozen=True, slots=True)
class Declaration:
    """What `symbols:` says of a name.

    kind `real` (scalars, vectors, matrices), `integer` (index) or `function`.
    structure: words among symmetric, positive definite, invertible, orthogonal, diagonal.
    pieces: the admissible intervals of each entry, `values` the admissible finite set; empty
    when unrestricted. family: name, start and stop of each family index, in the order of the
    subscripts; the shape may depend on these names. For functions `arguments` are the shapes
    it takes and `shape` what it gives.
    """

    name: str
    kind: Literal["real", "integer", "function"]
    shape: Shape
    structure: frozenset[str] = frozenset()
    pieces: tuple[Piece, ...] = ()
    values: tuple[Term, ...] = ()
    family: tuple[tuple[str, Term, Term], ...] = ()
    arguments: tuple[Shape, ...] = ()
    #: declared without a range (`g[t]: scalar`): members exist for every integer
    sequence: bool = False
    #: the bound names of the subscripts, with or without ranges; the shape may depend on them
    indices: tuple[str, ...] = ()

    @property
    def invertible(self) -> bool:
        """Whether its structure says that a matrix has an inverse."""
        return not self.structure.isdisjoint({"invertible", "orthogonal", "positive definite"})


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A sequence the file defines: `v[0]: 0`, `v[t]: alpha*v[t - 1] - eps*g[t]`."""

    name: str
    shape: Shape
    starts: tuple[tuple[int, Term], ...]
    index: str
    step: Term


@dataclass(frozen=True, slots=True)
class Context:
    """What a proposition's names mean: declarations, recurrences and assumptions.

    `sizes` are the names of sizes (families of sizes with `family_sizes`); `requested` the
    concrete sizes a claim asks for.
    """

    declarations: Mapping[str, Declaration]
    recurrences: Mapping[str, Recurrence]
    assumptions: tuple[Condition, ...] = ()
    sizes: frozenset[str] = frozenset()
    size_families: frozenset[str] = frozenset()
    requested: tuple[tuple[str, tuple[int, ...]], ...] = ()
