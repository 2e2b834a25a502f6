"""What a claim file says, before any expression is read: frozen values, every scalar a `Text`.

A claim's `symbols` and `define` are its own only; those of the file stand on the
`Derivation`, and whoever reads the claim puts them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from derivcheck.language.positions import Place, Text
from derivcheck.verify.values import Value

if TYPE_CHECKING:
    from derivcheck.language.errors import Problem
    from derivcheck.verify.references import Reference, Transcribed

#: pairs (heading, body) in the order of the file: `("W[k]", "matrix[m[k], m[k-1]]")`
Entries = tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Source(Value):
    """Where a statement comes from: `document`, `section` and `quote`, the words there.

    `formula` is the formula of a Markdown file that a claim transcribes.
    """

    document: str | None = None
    section: str | None = None
    quote: str | None = None
    formula: Reference | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Correction(Value):
    """What should have been written: a line or a chain, with its own surroundings.

    Exactly one of `claim` and `steps` is there. `symbols` and `define` come on top of those
    of the claim; `given` and `layout` replace the claim's where they are not empty.
    """

    place: Place
    claim: Text | None = None
    steps: tuple[Text, ...] | None = None
    symbols: Entries = ()
    define: Entries = ()
    given: tuple[Text, ...] = ()
    layout: Text | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Erratum(Value):
    """A mistake of the notes that is known: why it is one, and what was meant.

    `verdict` is `refuted`, `ill_posed` or None for either; `step` is the first wrong line of
    a chain, counted from 1; `place` is the word `erratum` in the file.
    """

    place: Place
    why: str
    verdict: str | None = None
    step: int | None = None
    correct: Correction | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ClaimSource(Value):
    """One claim as written: exactly one of `claim` and `steps` is there.

    `place` is the proposition in the file (of a chain: all its lines). `declared` counts the
    file's symbols and definitions that hold for it, those written above it in a document; all
    of them without. `cell` is the number of the cell in a notebook. With `assume_scalars` a
    name that nobody declared is a real scalar, as in `derivcheck check`.
    """

    id: Text
    file: str
    place: Place
    claim: Text | None = None
    steps: tuple[Text, ...] | None = None
    symbols: Entries = ()
    define: Entries = ()
    given: tuple[Text, ...] = ()
    unknown: tuple[str, ...] = ()
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    layout: Text | None = None
    source: Source = Source()
    note: str | None = None
    marks: str | None = None
    notation: str = "plain"
    spelling: str | None = None
    latex: Text | None = None
    formula: str | None = None
    erratum: Erratum | None = None
    declared: tuple[int, int] | None = None
    cell: int | None = None
    assume_scalars: bool = False

    @property
    def address(self) -> str:
        """`FILE::ID`, how a claim is named everywhere."""
        return f"{self.file}::{self.id.value}"

    @property
    def written(self) -> str:
        """The proposition as text; the lines of a chain one under the other."""
        if self.claim is not None:
            return self.claim.value
        return "\n".join(step.value for step in self.steps or ())

    def corrected(self, correction: Correction) -> ClaimSource:
        """The claim with a correction in the place of what was written."""
        return replace(
            self,
            place=correction.place,
            claim=correction.claim,
            steps=correction.steps,
            symbols=(*self.symbols, *correction.symbols),
            define=(*self.define, *correction.define),
            given=correction.given or self.given,
            layout=correction.layout or self.layout,
            erratum=None,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Derivation(Value):
    """A claim file: what it declares, its claims, and what could not be read in it.

    `lines` is the text of the file, for showing the place of a finding; `unread` counts the
    claims that `problems` kept from being read. `formulas` are those that claims point at, by
    the id of the claim, as they stand now.
    """

    file: str
    sha256: str = ""
    title: str | None = None
    source: Source = Source()
    symbols: Entries = ()
    define: Entries = ()
    claims: tuple[ClaimSource, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False, compare=False)
    unread: int = 0
    formulas: Mapping[str, Transcribed] = field(default_factory=dict)

    def shared(self, claim: ClaimSource) -> tuple[Entries, Entries]:
        """The symbols and the definitions of the file that hold for a claim."""
        symbols, define = claim.declared or (None, None)
        return self.symbols[:symbols], self.define[:define]
