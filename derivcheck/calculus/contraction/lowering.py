"""From typed terms to elements: the entry of a term at symbolic indices.

`entry(term, row, column)` is an element that has the value of that entry for every size and
every index in range, wherever the term has a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from derivcheck.calculus.contraction import (
    derivatives,
    entries,
    indicators,
    matrices,
    pieces,
    radix,
    ranges,
    sums,
    symbols,
)
from derivcheck.calculus.contraction.algebra import Algebra
from derivcheck.calculus.contraction.bounded import bounds_of
from derivcheck.calculus.contraction.crossings import Ties
from derivcheck.calculus.contraction.facts import Facts
from derivcheck.calculus.differentials import Side
from derivcheck.calculus.tower import Element, GeneratorId, Relation, Tower, Unsupported
from derivcheck.language.sizes import ONE, Shape, Size
from derivcheck.language.terms import (
    Apply,
    Constant,
    Context,
    Derivative,
    Entry,
    Index,
    Iterated,
    Literal2D,
    Pi,
    Piecewise,
    SequenceMember,
    SizeOf,
    Substitution,
    Term,
    Unknown,
    Variable,
    as_size,
)

Summand = Callable[[Size], Element]
Cache = dict[tuple[int, int, Size, Size], tuple[Term, Element]]


@dataclass(frozen=True)
class Scope:
    """What bound indices and substituted variables stand for.

    In a scope that was freed, variables stand for themselves; `actual` has their values.
    """

    indices: Mapping[str, Size] = field(default_factory=dict)
    values: Mapping[str, tuple[Term, Scope]] = field(default_factory=dict)
    cache: Cache = field(default_factory=dict)
    actual: Scope | None = None

    def with_index(self, name: str, value: Size) -> Scope:
        """The scope inside a binder."""
        actual = self.actual and self.actual.with_index(name, value)
        return Scope({**self.indices, name: value}, self.values, actual=actual)

    def with_values(self, bindings: Iterable[tuple[str, Term]]) -> Scope:
        """The scope inside a substitution, whose values belong to this scope."""
        values = {**self.values, **{name: (value, self) for name, value in bindings}}
        actual = self.actual and self.actual.with_values(bindings)
        return Scope(self.indices, values, actual=actual)

    @cached_property
    def freed(self) -> Scope:
        """The scope in which every substituted variable is a symbol of its own."""
        symbols = {
            name: (Variable(value.shape, f"at.{name}"), Scope(self.indices))
            for name, (value, _) in self.values.items()
        }
        return Scope(self.indices, symbols, actual=self)


class Lowering:
    """Turns typed terms into elements of an algebra."""

    def __init__(
        self,
        context: Context,
        tower: Tower,
        terms: Iterable[Term] = (),
        indices: Mapping[str, Size] | None = None,
    ) -> None:
        self.context = context
        self.tower = tower
        self.algebra = Algebra(tower, Facts(context, terms))
        self.algebra.invertible = frozenset(
            name for name, declaration in context.declarations.items() if declaration.invertible
        )
        self.algebra.definite = frozenset(
            name
            for name, declaration in context.declarations.items()
            if "positive definite" in declaration.structure
        )
        self.algebra.bounds = bounds_of(context.declarations)
        self.top = Scope(indices or {})
        #: slopes at ties; while they are left open, whether they matter is looked at
        self.ties: Ties | Literal["open"] | None = None
        #: generators whose declared range was told to the tower
        self.ranged: set[GeneratorId] = set()
        #: signs of elements by which a case is distinguished from others
        self.region: tuple[tuple[Element, Relation], ...] = ()

    def entry(
        self, term: Term, row: Size = ONE, column: Size = ONE, scope: Scope | None = None
    ) -> Element:
        """The entry (row, column); of a scalar, its value at every place."""
        scope = scope or self.top
        if term.shape.is_scalar:
            row = column = ONE
        key = (id(term), self.algebra.frame, row, column)
        found = scope.cache.get(key)
        if found is None:
            found = scope.cache[key] = (term, self._entry(term, row, column, scope))
        return found[1]

    def number(self, term: Term, scope: Scope) -> Element:
        """The value of a scalar term."""
        return self.entry(term, ONE, ONE, scope)

    def size(self, size: Size, scope: Scope) -> Size:
        """A size with bound names replaced."""
        return size.replace(scope.indices)

    def shape(self, term: Term, scope: Scope) -> Shape:
        """The shape of a term with bound names replaced."""
        return term.shape.replace(scope.indices)

    def index(self, term: Term, scope: Scope) -> Size:
        """An integer term as a polynomial."""
        size = as_size(term)
        if size is None or size.names() & scope.values.keys():
            raise Unsupported("a subscript that is no polynomial")
        return size.replace(scope.indices)

    def free(self, name: str, size: Size) -> Size:
        """A free index from 1 to a size; 1 where the size is."""
        if size.is_one:
            return ONE
        index = Size.of(name)
        self.algebra.facts.add(index - ONE)
        self.algebra.facts.add(size - index)
        return index

    def whole(self, term: Term, scope: Scope) -> Element:
        """The entry of an array at the index names of `matrices`."""
        values: dict[str, Size] = {}
        ends: list[Size] = []
        with ExitStack() as stack:
            for column, name in ((False, matrices.ROW), (True, matrices.COLUMN)):
                sizes = self._radices(term, column, scope)
                if len(sizes) > 1:
                    raise Unsupported("a Kronecker product as a whole")
                for size in sizes:
                    dummy = stack.enter_context(self.algebra.dummy(ONE, size))
                    values[dummy] = Size.of(name)
                ends.append(Size.of(dummy) if sizes else ONE)
            return self.algebra.renamed(self.entry(term, ends[0], ends[1], scope), values)

    def along(self, terms: tuple[Term, ...], column: bool, scope: Scope, f: Summand) -> Element:
        """The sum of a function over the row or column index that terms have in common."""
        sizes = max((self._radices(term, column, scope) for term in terms), key=len)
        with ExitStack() as stack:
            names = [stack.enter_context(self.algebra.dummy(ONE, size)) for size in sizes]
            result = f(radix.combined(self.algebra.facts, [Size.of(name) for name in names], sizes))
            for name in reversed(names):
                result = sums.total(self.algebra, result, name)
            return result

    def _radices(self, term: Term, column: bool, scope: Scope) -> list[Size]:
        sizes = radix.radices(term, column)
        return [self.size(size, scope) for size in sizes if not size.is_one]

    def _entry(self, term: Term, row: Size, column: Size, scope: Scope) -> Element:
        match term:
            case Constant(value=value):
                return self.tower.number(value)
            case Pi():
                return self.tower.pi()
            case SizeOf(size=size):
                return self.algebra.number(self.size(size, scope))
            case Index(name=name):
                return self.algebra.number(self.size(Size.of(name), scope))
            case Variable():
                return symbols.variable(self, term, row, column, scope)
            case Apply():
                return entries.rule(term.operator)(self, term, row, column, scope)
            case Entry(base=base, row=first, column=second):
                left = row if first is None else self.index(first, scope)
                right = (row if first is not None else column) if second is None else None
                if second is not None:
                    right = self.index(second, scope)
                assert right is not None
                return self.entry(base, left, right, scope)
            case Literal2D():
                return ranges.literal(self, term, row, column, scope)
            case Piecewise():
                return pieces.entry(self, term, row, column, scope)
            case Iterated():
                return ranges.iterated(self, term, row, column, scope)
            case Substitution(body=body, bindings=bindings):
                values = [(variable.name, value) for variable, value in bindings]
                if any(variable.indices for variable, _ in bindings):
                    raise Unsupported("a substitution for a member of a family")
                return self.entry(body, row, column, scope.with_values(values))
            case Derivative():
                return derivatives.entry(self, term, row, column, scope)
            case Side(argument=argument, even=even):
                sign = self.tower.sign(self.entry(argument, row, column, scope.actual or scope))
                if sign:
                    return self.algebra.one if sign > 0 else self.algebra.zero
                element = self.entry(argument, row, column, scope)
                return indicators.side(self.algebra, element, even)
            case Unknown():
                return derivatives.unknown(self, term, row, column, scope)
            case SequenceMember():
                return symbols.member(self, term, row, column, scope)
        raise Unsupported(f"no normal form for {type(term).__name__}")
