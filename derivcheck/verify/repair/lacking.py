"""Terms that a line lost, told by its values.

Put beside a place of an equation, a term changes the difference of both sides by something. The
numbers with which a few terms make up for the whole difference solve a linear system (`combining`):
one row for every entry at every point. Of an equation that follows from another one the
difference is only wanted up to a factor, which is one number more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.printing import show
from derivcheck.verify.repair.coefficients import is_affine
from derivcheck.verify.repair.combining import combined, direction
from derivcheck.verify.repair.edits import Edit, edited
from derivcheck.verify.repair.edits.borrowed import is_product, summands, terms_of
from derivcheck.verify.repair.edits.multiples import (
    ONE,
    Multiple,
    counted_factors,
    number_of,
    scaled,
    without_number,
)
from derivcheck.verify.repair.edits.names import Vocabulary
from derivcheck.verify.repair.edits.sites import Site, claimed
from derivcheck.verify.repair.edits.slips import said
from derivcheck.verify.repair.gaps import Gaps
from derivcheck.verify.repair.screening import Read, Screen

#: places that are looked at; terms, and how many are put together; the same inside of products
_PLACES, _TERMS, _TOGETHER, _INNER, _INSIDE = 24, 30, 3, 18, 2


class Lacking:
    """The line with terms that make its values right.

    The words tell which terms stand near the line. `more` are lines with terms more, fewer and
    shorter ones first, and lines with a factor more at a term; `others` have a term in the place
    of an unlike one. `work` counts the terms that were put somewhere.
    """

    def __init__(self, line: syntax.Node, read: Read, screen: Screen, words: Vocabulary) -> None:
        self.more: list[Edit] = []
        self.others: list[Edit] = []
        self.work = 0
        gaps = Gaps.of(read(line), screen)
        if gaps is None or not gaps.gap or gaps.given == []:
            return
        outer = tuple(dict.fromkeys((ONE, *map(without_number, words.terms))))
        inner = tuple(dict.fromkeys((ONE, *map(without_number, words.inner))))[:_INNER]
        own = frozenset(map(without_number, terms_of([line])))
        sites = {id(site.node): site for site in claimed(line)}
        found: list[tuple[int, bool, int, Edit]] = []
        for site in _places(line, gaps.premise is None):
            place = _Place(site, gaps, read, sites)
            terms = outer if _rank(site) < _FACTOR else inner
            self.work += len(terms)
            for chosen in place.combinations(terms):
                if own.isdisjoint(term for _, term in chosen):
                    edit = place.put(chosen)
                    longer = len(edit.after) - len(edit.before)
                    found.append((len(chosen), _rank(site) == _NUMBER, longer, edit))
                elif (other := place.exchanged(chosen)) is not None:
                    (self.more if other.kind == "factor" else self.others).append(other)
        self.more[:0] = [edit for *_, edit in sorted(found, key=lambda each: each[:3])]


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of the line, and what terms bring there; `sites` are all places by their nodes."""

    site: Site
    gaps: Gaps
    read: Read
    sites: dict[int, Site]

    @property
    def node(self) -> syntax.Expression:
        """What stands there."""
        assert isinstance(self.site.node, syntax.Expression)
        return self.site.node

    def combinations(self, near: Sequence[syntax.Expression]) -> Iterator[list[Multiple]]:
        """Terms with their numbers that make the line right when they stand there too."""
        terms: list[syntax.Expression] = []
        columns: list[list[arb]] = []
        seen: set[tuple[float, ...]] = set()
        for term in near:
            column = self._brought(term) if len(terms) < _TERMS else None
            if column is not None and (towards := direction(column)) not in seen:
                seen.add(towards)
                terms.append(term)
                columns.append(column)
        most = _TOGETHER if _rank(self.site) < _FACTOR else _INSIDE
        for chosen in combined(self.gaps.gap, self.gaps.given, columns, most):
            yield [(number, terms[at]) for number, at in chosen]

    def _brought(self, term: syntax.Expression) -> list[arb] | None:
        """What the term adds to the difference of both sides when it stands there."""
        if term == ONE and isinstance(self.node, syntax.Number):
            return None  # another digit is an edit of its own
        try:
            changed = self.read(self.site.rebuild(syntax.Binary("+", self.node, term)))
        except LanguageError:
            return None
        return self.gaps.brought(changed)

    def own(self, term: syntax.Expression) -> tuple[Site, Fraction] | None:
        """Where the term stands already, and with which number, as if it stood on this side."""
        sides = [(self.site, 1)]
        if self.site.whole:
            sides += [(s, -1) for s in self.sites.values() if s.whole and s is not self.site]
        for site, side in sides:
            for part, sign in summands(_expression(site)):
                if without_number(part) == term and id(part) in self.sites:
                    return self.sites[id(part)], side * sign * number_of(part)
        return None

    def put(self, chosen: Sequence[Multiple]) -> Edit:
        """The line with these terms."""
        total: syntax.Expression | None = self.node
        last: syntax.Expression | None = None
        if isinstance(self.node, syntax.Number) and not self.node.value:
            total = None
        elif isinstance(self.node, syntax.Negative) and chosen[0][0] > 0:
            total, last = None, self.node.operand
        shown = []
        for number, term in chosen:
            shown.append(("-" if number < 0 else "") + show(scaled(abs(number), term)))
            if total is None:
                total = scaled(number, term)
            else:
                sign = "-" if number < 0 else "+"
                total = syntax.Binary(sign, total, scaled(abs(number), term))
        assert total is not None
        if last is not None:
            total = syntax.Binary("-", total, last)
        words = said("the term {} is missing", shown[0])
        if len(shown) > 1:
            words = said("the terms {} and {} are missing", ", ".join(shown[:-1]), shown[-1])
        return edited(self.site, "term", total, words)

    def exchanged(self, chosen: Sequence[Multiple]) -> Edit | None:
        """The line with another number at a term, or another term in its place."""
        match chosen:
            case [(number, term)]:
                found = self.own(term)
                if found is None or not found[1] + number:
                    return None
                site, before = found
                factor = 1 + number / before
                changed = scaled(factor, _expression(site))
                words = said("a factor {} is missing at {}", factor, site.node)
                return edited(site, "factor", changed, words)
            case [first, second]:
                for (number, term), (amount, other) in ((first, second), (second, first)):
                    found = self.own(term)
                    if found is not None and not found[1] + number and not self.own(other):
                        return _instead(*found, amount, other)
        return None


def _instead(site: Site, before: Fraction, amount: Fraction, other: syntax.Expression) -> Edit:
    """The line with another term in the place of one that stands there with a number."""
    node = _expression(site)
    sign = 1 if before / number_of(node) > 0 else -1
    changed = scaled(amount * sign, other)
    factor = counted_factors(node) <= counted_factors(other)
    words = said("{} should be {}", node, changed)
    return edited(site, "factor" if factor else "term", changed, words)


def _expression(site: Site) -> syntax.Expression:
    assert isinstance(site.node, syntax.Expression)
    return site.node


# Places -----------------------------------------------------------------------------------


def _places(line: syntax.Node, equal: bool) -> list[Site]:
    """Whole sides, entries of arrays, then other places where a sum may stand.

    Of what is `equal` to something else no number makes way for a whole side: that says nothing.
    """
    sites = [each for each in claimed(line) if _takes_terms(each)]
    sites = [each for each in sites if not (equal and _rank(each) == _NUMBER)]
    return sorted(sites, key=_rank)[:_PLACES]


#: the ranks of a side that is a number, and of a place inside of a product
_NUMBER, _FACTOR = 1, 3


def _rank(site: Site) -> int:
    if site.whole:
        return _NUMBER if isinstance(site.node, syntax.Number) else 0
    if _is_entry(site):
        return 2
    match site.node:
        case syntax.Binary(operator="+" | "-"):
            return _FACTOR
        case syntax.Binary() | syntax.Number() | syntax.Negative():
            return _FACTOR + 1
        case _:
            return _FACTOR + 2


def _takes_terms(site: Site) -> bool:
    """Whether a sum may stand there that is not itself part of a larger one."""
    if not isinstance(site.node, syntax.Expression) or site.named or not is_affine(site):
        return False
    if site.whole or _is_entry(site):
        return True
    around = site.around
    while around is not None and isinstance(around.node, syntax.Negative):
        around = around.around
    return around is not None and is_product(around.node) and not is_product(site.node)


def _is_entry(site: Site) -> bool:
    return site.around is not None and isinstance(site.around.node, syntax.ArrayLiteral)
