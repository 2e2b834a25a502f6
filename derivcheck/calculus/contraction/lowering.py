"""From typed terms to elements: the entry of a term at symbolic indices.

`entry(term, row, column)` is an element that has the value of that entry for every size and
every index in range, wherever the term has a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from derivcheck.calculus.contraction import (
    derivatives,
    entries,
    folds,
    matrices,
    pieces,
    radix,
    sums,
)
from derivcheck.calculus.contraction.algebra import Algebra
from derivcheck.calculus.contraction.facts import Facts
from derivcheck.calculus.contraction.letters import Letter
from derivcheck.calculus.tower import Element, GeneratorId, Tower, Unsupported
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
    Piece,
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
    """What bound indices and substituted variables stand for."""

    indices: Mapping[str, Size] = field(default_factory=dict)
    values: Mapping[str, tuple[Term, Scope]] = field(default_factory=dict)
    cache: Cache = field(default_factory=dict)

    def with_index(self, name: str, value: Size) -> Scope:
        """The scope inside a binder."""
        return Scope({**self.indices, name: value}, self.values)

    def with_values(self, values: Mapping[str, tuple[Term, Scope]]) -> Scope:
        """The scope inside a substitution."""
        return Scope(self.indices, {**self.values, **values})


class Lowering:
    """Turns typed terms into elements of an algebra."""

    def __init__(
        self,
        context: Context,
        tower: Tower,
        terms: Iterable[Term] = (),
        generic: bool = False,
        indices: Mapping[str, Size] | None = None,
    ) -> None:
        self.context = context
        self.tower = tower
        self.algebra = Algebra(tower, Facts(context, terms), generic)
        self.algebra.invertible = frozenset(
            name
            for name, declaration in context.declarations.items()
            if declaration.structure & {"invertible", "positive definite", "orthogonal"}
        )
        self.top = Scope(indices or {})
        #: generators whose declared range was told to the tower
        self.ranged: set[GeneratorId] = set()

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
                return self._variable(term, row, column, scope)
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
                return self._literal(term, row, column, scope)
            case Piecewise():
                return pieces.entry(self, term, row, column, scope)
            case Iterated():
                return self._iterated(term, row, column, scope)
            case Substitution(body=body, bindings=bindings):
                values = {variable.name: (value, scope) for variable, value in bindings}
                if any(variable.indices for variable, _ in bindings):
                    raise Unsupported("a substitution for a member of a family")
                return self.entry(body, row, column, scope.with_values(values))
            case Derivative():
                return derivatives.entry(self, term, row, column, scope)
            case Unknown():
                return derivatives.unknown(self, term, row, column, scope)
            case SequenceMember(sequence=name, index=index):
                letter = self._letter(name, term, (self.index(index, scope),), scope)
                return self._symbol(letter, row, column)
        raise Unsupported(f"no normal form for {type(term).__name__}")

    # symbols --------------------------------------------------------------------------------

    def _variable(self, term: Variable, row: Size, column: Size, scope: Scope) -> Element:
        if term.name in scope.values and not term.indices:
            value, outside = scope.values[term.name]
            return self.entry(value, row, column, outside)
        if term.family:
            raise Unsupported("a whole family is no matrix")
        indices = tuple(self.index(index, scope) for index in term.indices)
        declaration = self.context.declarations.get(term.name)
        if declaration is not None and declaration.kind == "integer":
            size = as_size(term)
            assert size is not None
            return self.algebra.number(self.size(size, scope))
        if declaration is not None and "diagonal" in declaration.structure:
            place = self.algebra.scalar(term.name, (*indices, row))
            return self.algebra.delta(row, column) * place
        element = self._symbol(self._letter(term.name, term, indices, scope), row, column)
        if declaration is not None and len(declaration.pieces) == 1:
            self._within(element, declaration.pieces[0])
        return element

    def _within(self, element: Element, piece: Piece) -> None:
        """Let an entry lie between the ends of its declared range."""
        (generator,) = element.generators()
        if generator in self.ranged:
            return
        self.ranged.add(generator)
        for end, closed, sign in (
            (piece.low, piece.low_closed, 1),
            (piece.high, piece.high_closed, -1),
        ):
            if isinstance(end, Constant):
                gap = sign * (element - self.tower.number(end.value))
                self.tower.assume(gap, ">=" if closed else ">")

    def _letter(self, name: str, term: Term, indices: tuple[Size, ...], scope: Scope) -> Letter:
        declaration = self.context.declarations.get(name)
        structure = declaration.structure if declaration is not None else frozenset()
        shape = self.shape(term, scope)
        return Letter(
            "array",
            name,
            shape.rows,
            shape.columns,
            indices,
            symmetric=bool(structure & {"symmetric", "positive definite"}),
            orthogonal="orthogonal" in structure and shape.rows == shape.columns,
        )

    def _symbol(self, letter: Letter, row: Size, column: Size) -> Element:
        if letter.rows.is_one and letter.columns.is_one:
            return self.algebra.scalar(letter.name, letter.indices)
        return self.algebra.path((letter,), row, column)

    # arrays written out, sums and products --------------------------------------------------

    def _literal(self, term: Literal2D, row: Size, column: Size, scope: Scope) -> Element:
        result = self.algebra.zero
        for i, values in enumerate(term.rows, 1):
            here = self.algebra.delta(row, Size.of(i))
            if here.is_zero():
                continue
            for j, value in enumerate(values, 1):
                there = self.algebra.delta(column, Size.of(j))
                if not there.is_zero():
                    result = result + here * there * self.number(value, scope)
        return result

    def _iterated(self, term: Iterated, row: Size, column: Size, scope: Scope) -> Element:
        start, stop = self.index(term.start, scope), self.index(term.stop, scope)
        if term.kind == "prod" and not term.shape.is_scalar:
            return entries.ordered_product(self, term, start, stop, row, column, scope)
        if term.descending:
            start, stop = stop, start
        if self.algebra.facts.nonnegative(start - stop - ONE) and term.kind in ("sum", "prod"):
            return self.algebra.zero if term.kind == "sum" else self.algebra.one
        with self.algebra.dummy(start, stop) as name:
            inner = scope.with_index(term.index, Size.of(name))
            element = self._body(term, row, column, inner, name)
            if term.condition is not None:
                if not pieces.total(term.body):
                    raise Unsupported("a sum under a condition of what may have no value")
                if term.kind != "sum":
                    raise Unsupported("a product with a condition")
                element = element * pieces.truth(self, term.condition, ONE, ONE, inner)
            if term.kind == "sum":
                return sums.total(self.algebra, element, name)
            return folds.fold(self.algebra, term.kind, element, name)

    def _body(self, term: Iterated, row: Size, column: Size, scope: Scope, name: str) -> Element:
        """The body; over an empty range what it needs to have a value does not hold."""
        if name not in self.algebra.uncertain:
            return self.entry(term.body, row, column, scope)
        before = set(map(id, self.tower.conditions))
        element = self.entry(term.body, row, column, scope)
        for condition in self.tower.conditions:
            held = self.algebra.names(condition.element)
            if id(condition) not in before and name not in held:
                raise Unsupported("a condition inside a range that may be empty")
        return element
