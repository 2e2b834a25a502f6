"""Which declarations of a file a claim reaches, told from the names alone.

What is reached may be more than what is used, never less: a verdict that holds for a claim with
the declarations it reaches holds whatever else the file declares.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from derivcheck.language.elaboration.calls import table_names
from derivcheck.language.elaboration.reading import declared, sizes
from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Text
from derivcheck.language.tokens import Kind, tokenize
from derivcheck.verify.source import ClaimSource, Entries

_BETWEEN = Text("")
#: texts whose names are remembered: many claims share their declarations
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Declaration:
    """A line of `symbols:` or `define:`: what it names, mentions, and declares as sizes.

    `values` are the mentioned names that are no functions there.
    """

    kind: str
    heading: str
    body: str
    name: str
    mentioned: frozenset[str]
    values: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reach:
    """The declarations of a file; `readable` if all headings and texts have tokens and sense."""

    declarations: tuple[Declaration, ...]
    readable: bool

    @classmethod
    def of(cls, symbols: Entries, define: Entries) -> Reach:
        """What symbols and definitions declare."""
        try:
            declared(symbols, define)
            found = tuple(_declarations(symbols, "symbol"))
            return cls((*found, *_declarations(define, "definition")), True)
        except LanguageError:
            whole = (*symbols, (_BETWEEN, _BETWEEN), *define)
            broken = [Declaration("", h.value, b.value, "", frozenset()) for h, b in whole]
            return cls(tuple(broken), False)

    def reached(self, claim: ClaimSource) -> tuple[Declaration, ...] | None:
        """Those that a claim reaches, in the order of the file; None if that cannot be told.

        A declaration whose name the language uses too is reached by every claim: that it hides
        the other one is told.
        """
        if not self.readable:
            return None
        try:
            names, values = _mentioned(texts_of(claim))
            own = _sizes(claim.symbols)
            hiding = {_name(heading) for heading in _headings(claim)}
        except LanguageError:
            return None
        names |= {*claim.unknown, *claim.sizes}
        values |= {*claim.unknown, *claim.sizes}
        hidden = set(table_names())
        reached: set[Declaration] = set()
        while True:
            new = {d for d in self.declarations if d.name in names or d.name in hidden} - reached
            if not new:
                known = own.union(*(d.sizes for d in reached if d.name not in hiding))
                new = {d for d in self.declarations if d.sizes & (values - known)} - reached
            if not new:
                return tuple(d for d in self.declarations if d in reached)
            reached |= new
            names = names.union(*(d.mentioned for d in new))
            values = values.union(*(d.values for d in new))


def texts_of(claim: ClaimSource) -> Iterator[Text]:
    """Every text of a claim that a verdict may depend on."""
    yield from _parts(claim.claim, claim.steps, claim.symbols, claim.define, claim.given)
    correct = claim.erratum.correct if claim.erratum else None
    if correct is not None:
        yield from _parts(
            correct.claim, correct.steps, correct.symbols, correct.define, correct.given
        )


def _headings(claim: ClaimSource) -> Iterator[Text]:
    """The names that hide those of the file, for the claim or for its correction."""
    correct = claim.erratum.correct if claim.erratum else None
    own = (*claim.symbols, *claim.define)
    for heading, _ in (*own, *correct.symbols, *correct.define) if correct else own:
        yield heading


def _parts(
    line: Text | None,
    steps: Iterable[Text] | None,
    symbols: Entries,
    define: Entries,
    given: Iterable[Text],
) -> Iterator[Text]:
    if line is not None:
        yield line
    yield from steps or ()
    for pair in (*symbols, *define):
        yield from pair
    yield from given


def _declarations(entries: Entries, kind: str) -> Iterator[Declaration]:
    for heading, body in entries:
        mentioned, values = _mentioned((heading, body))
        yield Declaration(
            kind=kind,
            heading=heading.value,
            body=body.value,
            name=_name(heading),
            mentioned=frozenset(mentioned),
            values=frozenset(values),
            sizes=_sizes(((heading, body),)) if kind == "symbol" else frozenset(),
        )


@lru_cache(maxsize=_REMEMBERED)
def _sizes(symbols: Entries) -> frozenset[str]:
    """The sizes and families of sizes that types declare by using them."""
    single, families = sizes(declared(symbols, ()).symbols)
    return single | families


def _name(heading: Text) -> str:
    """The name that a heading declares."""
    return tokenize(heading.value)[0].text


def _mentioned(texts: Iterable[Text]) -> tuple[set[str], set[str]]:
    """The names in some texts, and those of them that stand before no bracket: no functions."""
    found = [_words(text.value) for text in texts]
    return set().union(*(names for names, _ in found)), set().union(
        *(values for _, values in found)
    )


@lru_cache(maxsize=_REMEMBERED)
def _words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    tokens = [each for each in pairwise(tokenize(text)) if each[0].kind is Kind.NAME]
    values = frozenset(token.text for token, after in tokens if after.text != "(")
    return frozenset(token.text for token, _ in tokens), values
