"""What is known of sizes and indices: linear inequalities between integers.

`nonnegative(e)` is True only if e >= 0 at every admissible point; False proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derivcheck.language.sizes import ONE, ZERO, Member, Monomial, Size
from derivcheck.language.terms import (
    All,
    Comparison,
    Condition,
    Context,
    Declaration,
    Entry,
    Iterated,
    Piecewise,
    Term,
    Tree,
    Variable,
    as_size,
    children,
)

_DEPTH = 6


class Facts:
    """Integer polynomials that are known to be at least 0."""

    def __init__(self, context: Context, terms: Iterable[Term] = ()) -> None:
        self._known: set[Size] = set()
        self._different: set[Size] = set()
        self._positive = set(context.sizes)
        self._families = set(context.size_families)
        declared = context.declarations.values()
        self._integers = {d.name for d in declared if d.kind == "integer"}
        self._integers |= self._positive | self._families
        for declaration in context.declarations.values():
            if declaration.kind == "integer":
                self._declared(declaration)
        for assumption in context.assumptions:
            self._assumed(assumption)
        for term in terms:
            self._members(term, context)
        self._cache: dict[Size, bool] = {}

    def extended(self, known: Iterable[Size]) -> Facts:
        """These facts and more."""
        other = object.__new__(Facts)
        other._known = self._known | set(known)
        other._positive, other._families = self._positive, self._families
        other._integers = self._integers
        other._cache, other._different = {}, self._different
        return other

    def add(self, size: Size) -> None:
        """Let `size >= 0`."""
        if size not in self._known:
            self._known.add(size)
            self._cache = {known: True for known, shown in self._cache.items() if shown}

    def nonnegative(self, size: Size) -> bool:
        """True proves that the polynomial is at least 0 at every admissible point."""
        if (constant := size.constant) is not None:
            return constant >= 0
        found = self._cache.get(size)
        if found is None:
            found = self._cache[size] = self._shown(size, _DEPTH)
        return found

    def integers(self, size: Size) -> bool:
        """Whether every name in it is that of an integer."""
        return all(
            name in self._integers or name[0] in "~?" or "!" in name for name in size.names()
        )

    def within(self, size: Size, start: Size, stop: Size) -> bool:
        """True proves start <= size <= stop."""
        return self.nonnegative(size - start) and self.nonnegative(stop - size)

    def different(self, left: Size, right: Size) -> bool:
        """True proves that the two are never equal."""
        gap = left - right
        if gap in self._different or -gap in self._different:
            return True
        return self.nonnegative(gap - ONE) or self.nonnegative(-gap - ONE)

    def separate(self, left: Size, right: Size) -> None:
        """Let the two be different."""
        self._different.add(left - right)

    def _shown(self, size: Size, depth: int) -> bool:
        if (constant := size.constant) is not None:
            return constant >= 0
        if depth == 0:
            return False
        monomial, coefficient = next((m, c) for m, c in size.terms if m)
        return any(
            self._shown(size - fact * Size.of(coefficient // part), depth - 1)
            for fact, part in self._with(monomial)
            if (part > 0) == (coefficient > 0) and coefficient % part == 0
        )

    def _with(self, monomial: Monomial) -> Iterator[tuple[Size, int]]:
        for fact in self._known:
            for other, coefficient in fact.terms:
                if other == monomial:
                    yield fact, coefficient
        if all(self._at_least_one(atom) for atom in monomial):
            yield Size.total(((monomial, 1), ((), -1))), 1

    def _at_least_one(self, atom: str | Member) -> bool:
        if isinstance(atom, Member):
            return atom.family in self._families
        return atom in self._positive

    def _declared(self, declaration: Declaration) -> None:
        if len(declaration.pieces) != 1 or declaration.family:
            return
        index, piece = Size.of(declaration.name), declaration.pieces[0]
        low = None if piece.low is None else self._integer(piece.low)
        high = None if piece.high is None else self._integer(piece.high)
        if low is not None:
            self._known.add(index - low - (ZERO if piece.low_closed else ONE))
        if high is not None:
            self._known.add(high - index - (ZERO if piece.high_closed else ONE))

    def _assumed(self, condition: Condition) -> None:
        match condition:
            case All(parts=parts):
                for part in parts:
                    self._assumed(part)
            case Comparison(relation=relation, left=left, right=right):
                a, b = self._integer(left), self._integer(right)
                if a is None or b is None:
                    return
                if relation in ("<", ">"):
                    self._known.add((b - a if relation == "<" else a - b) - ONE)
                if relation in ("<=", "="):
                    self._known.add(b - a)
                if relation in (">=", "="):
                    self._known.add(a - b)
                if relation == "!=":
                    self._different.add(a - b)

    def _integer(self, term: Term) -> Size | None:
        """The polynomial of a term, if every name in it is that of an integer."""
        size = as_size(term) if term.shape.is_scalar else None
        return size if size is not None and size.names() <= self._integers else None

    def _members(self, node: Tree, context: Context) -> None:
        """What has a value has subscripts within their ranges."""
        match node:
            case Piecewise() | Iterated() | Comparison():
                return
            case Variable(name=name, indices=indices) if indices:
                declaration = context.declarations.get(name)
                if declaration is not None and len(declaration.family) == len(indices):
                    self._member([as_size(index) for index in indices], declaration)
            case Entry(base=base, row=row, column=column):
                for index, size in ((row, base.shape.rows), (column, base.shape.columns)):
                    if index is not None:
                        self._between(ONE, as_size(index), size)
        for child in children(node):
            self._members(child, context)

    def _member(self, indices: list[Size | None], declaration: Declaration) -> None:
        values: dict[str, Size] = {}
        for (name, start, stop), index in zip(declaration.family, indices, strict=True):
            low, high = as_size(start), as_size(stop)
            if low is not None and high is not None:
                self._between(low.replace(values), index, high.replace(values))
            if index is None:
                return
            values[name] = index

    def _between(self, low: Size, index: Size | None, high: Size) -> None:
        if index is not None:
            self._known |= {index - low, high - index}
