"""Near edits of a written line: the slips that people make, one at a time.

Sign of a term, factor, transpose, exponent, index, order of a product, branch, a lost or
superfluous term, a lost `abs`, one name for another. Each edit knows the place it changes and
how to say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from derivcheck.language import syntax
from derivcheck.language.positions import Span
from derivcheck.language.printing import show
from derivcheck.verify.repair.edits.borrowed import lost_multiples, lost_terms
from derivcheck.verify.repair.edits.names import Vocabulary, lost_factors, other_names, single_terms
from derivcheck.verify.repair.edits.sites import Site, claimed, unclaimed
from derivcheck.verify.repair.edits.slips import Change, slips
from derivcheck.verify.repair.edits.statements import statements

__all__ = ["Edit", "Vocabulary", "edits", "of_first_side", "rare", "stated", "with_names"]

Rule = Callable[[Site, Vocabulary], Iterator[Change]]
#: whether something else at a place may make the line true
Fits = Callable[[Site, syntax.Expression], bool]

_ORDER = ["sign", "factor", "transpose", "exponent", "digit", "branch", "index", "order", "name"]
_ORDER += ["relation", "term"]


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed line: the kind of slip, the place, the text before and after, in words."""

    kind: str
    span: Span
    before: str
    after: str
    words: str
    line: syntax.Node

    @property
    def weight(self) -> tuple[int, int]:
        """The likeliest kinds first; of one kind what writes least."""
        more = len(self.after) - len(self.before)
        return _ORDER.index(self.kind), abs(more) if self.kind == "exponent" else more


def anything(site: Site, changed: syntax.Expression) -> bool:
    """Every change fits a line whose values are not known."""
    del site, changed
    return True


def edits(line: syntax.Node, fits: Fits = anything) -> Iterator[Edit]:
    """Every near edit of the claimed side that needs no other names."""
    yield from _ordered(line, _slips(claimed(line), fits))


def with_names(line: syntax.Node, vocabulary: Vocabulary, fits: Fits = anything) -> Iterator[Edit]:
    """Single terms of sums, and other names on the claimed side."""
    places = list(claimed(line))
    for rule in (single_terms, other_names):
        yield from _ordered(line, _named(places, vocabulary, rule, fits))


def rare(line: syntax.Node, vocabulary: Vocabulary, fits: Fits = anything) -> Iterator[Edit]:
    """Lost factors on the claimed side, then what may have been lost of what stands near."""
    places = list(claimed(line))
    for rule in (lost_factors, lost_terms, lost_multiples):
        yield from _ordered(line, _named(places, vocabulary, rule, fits))


def stated(line: syntax.Node) -> Iterator[Edit]:
    """Slips of the line as a whole: `not`, relations, sides too many."""
    for kind, other, words in statements(line):
        yield Edit(kind, line.span, show(line), show(other), words, other)


def of_first_side(
    line: syntax.Node, vocabulary: Vocabulary, fits: Fits = anything
) -> Iterator[Edit]:
    """The same on the side that is not claimed; as a whole it keeps its sign and its size."""
    places = [site for site in unclaimed(line) if not (site.whole or site.differentiated)]
    yield from _ordered(line, _slips(places, fits))
    yield from _ordered(line, _named(places, vocabulary, other_names, fits))


def _slips(places: Iterable[Site], fits: Fits) -> Iterator[Edit]:
    for site in places:
        if isinstance(site.node, syntax.Expression) and not site.named:
            for kind, changed, words in slips(site.node):
                if site.operand and isinstance(changed, syntax.Number) and not changed.value:
                    continue
                if fits(site, changed):
                    yield edited(site, kind, changed, words)


def _named(
    places: Iterable[Site], vocabulary: Vocabulary, rule: Rule, fits: Fits
) -> Iterator[Edit]:
    for site in places:
        for kind, changed, words in rule(site, vocabulary):
            if fits(site, changed):
                yield edited(site, kind, changed, words)


def edited(site: Site, kind: str, changed: syntax.Expression, words: object) -> Edit:
    """The line with something else at a place."""
    node, line = site.node, site.rebuild(changed)
    return Edit(kind, node.span, show(node), show(changed), str(words), line)


def _ordered(line: syntax.Node, found: Iterable[Edit]) -> Iterator[Edit]:
    seen = {show(line)}
    for edit in sorted(found, key=lambda each: each.weight):
        text = show(edit.line)
        if text not in seen:
            seen.add(text)
            yield edit
