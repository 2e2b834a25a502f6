"""Identities of typed terms, for every size at once.

`identity(left, right, context)` returns a `Proof` only if both sides are equal at every
admissible point where both have values and the proof's conditions hold; None proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Literal

from derivcheck.calculus.contraction import density, inverses, merging, ties
from derivcheck.calculus.contraction.crossings import Ties
from derivcheck.calculus.contraction.describe import describe
from derivcheck.calculus.contraction.kernels import Delta
from derivcheck.calculus.contraction.kinks import across_kink, has_kink
from derivcheck.calculus.contraction.lowering import Lowering
from derivcheck.calculus.contraction.radix import combined, radices
from derivcheck.calculus.contraction.signs import KernelSigns, evidently
from derivcheck.calculus.contraction.written import told, unimplied
from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.differentials.tangents import names
from derivcheck.calculus.tower import (
    Element,
    NeedSign,
    Refusal,
    Relation,
    Signs,
    Tower,
    Unsupported,
)
from derivcheck.language.sizes import Size
from derivcheck.language.terms import Comparison, Context, Term, Tree, walk

_MOST_SPLITS = 4
#: how often a region is cut in two by the sign of an element
_MOST_REGIONS = 4
#: arrays of a known size up to this one are compared entry by entry
_WRITTEN_OUT = 8


@dataclass(frozen=True, slots=True)
class Proof:
    """Why two terms are equal.

    sizes: "all" if a symbolic size or index occurs, None for scalars without sizes.
    normal_form: the common value, entry by entry, as text.
    conditions: what the proof needs beyond the assumptions, as text; those which hold wherever
    both sides have values are in `implied` instead.
    """

    sizes: Literal["all"] | None
    normal_form: str
    conditions: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()


@dataclass(slots=True)
class _Case:
    """One case of a distinction between equal and different indices."""

    indices: Mapping[str, Size] = field(default_factory=dict)
    different: tuple[Delta, ...] = ()


class Undecided(Exception):
    """The normal form says nothing, for a reason."""


def identity(
    left: Term,
    right: Term,
    context: Context,
    signs: Signs | None = None,
) -> Proof | None:
    """A proof that left = right for every size, or None."""
    try:
        return prove(left, right, context, signs)
    except (Undecided, Refusal, UnsupportedDifferential, ZeroDivisionError):
        return None


def prove(
    left: Term,
    right: Term,
    context: Context,
    signs: Signs | None = None,
    *,
    thorough: bool = True,
) -> Proof:
    """As `identity`, but raises the reason why there is no proof.

    Without `thorough` neither facts are gathered nor cases distinguished.
    """
    if not (has_kink(left) or has_kink(right)):
        return _Search(left, right, context, signs).proof(thorough)
    ties.require_immaterial(left, right, context)
    reason: Exception | None = None
    for convention in islice(ties.conventions(left, right), None if thorough else 1):
        try:
            return _Search(left, right, context, signs, convention).proof(thorough)
        except (Undecided, Refusal, UnsupportedDifferential, ZeroDivisionError) as refusal:
            reason = reason or refusal
    assert reason is not None
    raise reason


class _Search:
    def __init__(
        self,
        left: Term,
        right: Term,
        context: Context,
        signs: Signs | None,
        at_ties: Ties | None = None,
    ) -> None:
        self.left_written, self.right_written, self.context = left, right, context
        self.signs, self.at_ties = signs, at_ties
        self.left, self.right = eliminate(left, across_kink), eliminate(right, across_kink)
        self.conditions: dict[str, bool] = {}
        self.normal_form = ""
        integers = {d.name for d in context.declarations.values() if d.kind == "integer"}
        symbolic = context.sizes | context.size_families | integers
        self.sized = bool(names((left, right)) & symbolic)

    def run(self, case: _Case, splits: int, thorough: bool) -> None:
        """Prove one case, or split it further."""
        reason: Exception | None = None
        for informed in (False, True)[: 1 + thorough]:
            low = self._lowering(case)
            try:
                if self._on_regions(low, case, informed, _MOST_REGIONS if informed else 0):
                    return
            except Refusal as refusal:
                reason = refusal
        delta = next(iter(low.algebra.open_deltas), None)
        if delta is None or not splits or not thorough:
            raise reason or Undecided("the normal forms differ")
        for part in _cases(case, delta):
            self.run(part, splits - 1, thorough)

    def _on_regions(self, low: Lowering, case: _Case, informed: bool, splits: int) -> bool:
        """Zero where an element whose sign is asked for is not negative, and where not positive.

        The rules hold point by point, derivatives included, so the regions need not be open.
        """
        try:
            return self._zero(low, case, informed)
        except NeedSign as need:
            element = need.element
            splittable = not (self.sized or need.strict or low.algebra.names(element))
            if not splits or not splittable:
                raise
        relations: tuple[Relation, Relation] = (">=", "<=")
        return all(
            self._on_regions(
                self._lowering(case, low, (element, relation)), case, informed, splits - 1
            )
            for relation in relations
        )

    def _lowering(
        self,
        case: _Case,
        around: Lowering | None = None,
        sign: tuple[Element, Relation] | None = None,
    ) -> Lowering:
        """A lowering for a case, or for the part of another's region with a certain sign."""
        signs = KernelSigns(self.signs)
        terms = (self.left_written, self.right_written)
        tower = Tower(signs) if around is None or sign is None else around.tower.fork(*sign)
        tower.oracle = signs
        low = Lowering(self.context, tower, terms, case.indices)
        low.ties = self.at_ties
        if around is not None and sign is not None:
            low.region = (*around.region, sign)
        signs.algebra = low.algebra
        for delta in case.different:
            low.algebra.facts.separate(delta.left, delta.right)
        return low

    def _zero(self, low: Lowering, case: _Case, informed: bool) -> bool:
        sizes: dict[str, Size] = {}
        rows = self._places(low, "i!", False, sizes)
        columns = self._places(low, "j!", True, sizes)
        if not (rows and columns):
            raise Undecided("an array without entries: sizes are at least 1")
        free = {name: size for name, size in sizes.items() if name not in case.indices}
        if informed:
            told(low, ("i!", "j!"), (self.left_written, self.right_written))
        for row, column in product(rows, columns):
            i, j = row.replace(case.indices), column.replace(case.indices)
            left, right = low.entry(self.left, i, j), low.entry(self.right, i, j)
            if not self._equal(low, left - right, free):
                return False
        self._note(low, right)
        return True

    def _places(self, low: Lowering, name: str, column: bool, free: dict[str, Size]) -> list[Size]:
        """Every index up to a small known size, or one with free digits."""
        shape = self.left.shape
        number = (shape.columns if column else shape.rows).constant
        if number is not None and number <= _WRITTEN_OUT:
            return [Size.of(place) for place in range(1, number + 1)]
        terms = (self.left, self.right)
        sizes = max((radices(term, column) for term in terms), key=len)
        digits = [f"{name[0]}{place or ''}!" for place in range(len(sizes))]
        free.update(zip(digits, sizes, strict=True))
        return [
            combined(
                low.algebra.facts,
                [low.free(n, s) for n, s in zip(digits, sizes, strict=True)],
                sizes,
            )
        ]

    def _equal(self, low: Lowering, gap: Element, free: dict[str, Size]) -> bool:
        if merging.vanishes(low.algebra, gap):
            return True
        return inverses.vanishes(low.algebra, gap, free, merging.vanishes)

    def _note(self, low: Lowering, value: Element) -> None:
        if low.region:
            self.normal_form += ", " if self.normal_form else ""
            self.normal_form += f"{describe(low.algebra, value)} where {_where(low)}"
        self.normal_form = self.normal_form or describe(low.algebra, value)
        used = [c for c in low.tower.conditions if not evidently(low.algebra, c)]
        asked, singular, idle = unimplied(low, used, self.left_written, self.right_written)
        if singular and any(_is_equation(a) for a in self.context.assumptions):
            raise Undecided(f"{singular[0]} may be singular under the assumptions")
        for condition in used:
            if condition in idle:
                continue
            text = f"{describe(low.algebra, condition.element)} {condition.relation} 0"
            needed = not condition.implied or condition in asked
            if needed and density.removable(low, condition, self.left_written, self.right_written):
                continue
            self.conditions[text] = self.conditions.get(text, False) or needed
        for matrix in singular:
            self.conditions[f"det({matrix}) != 0"] = True

    def proof(self, thorough: bool) -> Proof:
        """Prove every case."""
        self.run(_Case(), _MOST_SPLITS, thorough)
        needed = tuple(text for text, asked in self.conditions.items() if asked)
        implied = tuple(text for text, asked in self.conditions.items() if not asked)
        return Proof("all" if self.sized else None, self.normal_form, needed, implied)


def _where(low: Lowering) -> str:
    signs = ((low.tower.adopt(element), relation) for element, relation in low.region)
    return " and ".join(f"{describe(low.algebra, e)} {relation} 0" for e, relation in signs)


def _is_equation(condition: Tree) -> bool:
    return any(isinstance(p, Comparison) and p.relation == "=" for p in walk(condition))


def _cases(case: _Case, delta: Delta) -> tuple[_Case, _Case]:
    """The delta's indices equal, and different."""
    for index, other in ((delta.left, delta.right), (delta.right, delta.left)):
        if len(index.terms) == 1 and index.terms[0][1] == 1 and len(index.terms[0][0]) == 1:
            (name,) = index.terms[0][0]
            if isinstance(name, str) and name not in other.names():
                values = {name: other}
                indices = {k: v.replace(values) for k, v in case.indices.items()}
                different = tuple(
                    Delta(d.left.replace(values), d.right.replace(values)) for d in case.different
                )
                equal = _Case({**indices, **values}, different)
                return equal, _Case(case.indices, (*case.different, delta))
    raise Unsupported("a case distinction by indices that cannot be solved for")
