"""What every part of the evaluator shares: sizes, subscripts, and the way back to `evaluate`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from derivcheck.evaluation.arithmetic import (
    Arithmetic,
    Array,
    Element,
    NoValue,
    Unsupported,
)
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.scope import Scope, names
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Atom, Member, Shape, Size
from derivcheck.language.terms import (
    Apply,
    Condition,
    Constant,
    Context,
    Index,
    Recurrence,
    SizeOf,
    Term,
    Variable,
)

_O = Operator


class Frame(ABC):
    """A point, a context and an arithmetic, with everything that is an integer."""

    arithmetic: Arithmetic
    context: Context
    point: Point
    root: Scope

    @abstractmethod
    def evaluate(self, term: Term, scope: Scope) -> Array:
        """The value of a term in a scope."""

    @abstractmethod
    def entry(self, term: Term, row: int, column: int, scope: Scope) -> Element:
        """One entry of a value, counted from 0."""

    @abstractmethod
    def truth(
        self, condition: Condition, scope: Scope, place: tuple[int, int] | None = None
    ) -> bool:
        """Whether a condition holds in a scope."""

    @abstractmethod
    def given(self, name: str, indices: tuple[int, ...]) -> Array:
        """What the point says of a variable."""

    # Integers -----------------------------------------------------------------------------

    def integer(self, term: Term, scope: Scope) -> int:
        """A subscript, a range end or an integer parameter."""
        match term:
            case Constant(value=value) if value.denominator == 1:
                return value.numerator
            case Index(name=name):
                return self.number_of(name, scope)
            case SizeOf(size=size):
                return self.size(size, scope)
            case Variable(name=name, indices=()) if self._declared_integer(name):
                return self.number_of(name, scope)
            case Apply(operator=_O.NEGATE, arguments=(a,)):
                return -self.integer(a, scope)
            case Apply(operator=_O.ADD, arguments=(a, b)):
                return self.integer(a, scope) + self.integer(b, scope)
            case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if self.whole(term):
                return self.integer(a, scope) * self.integer(b, scope)
            case _:
                return self._as_integer(self.evaluate(term, scope)[0][0], scope)

    def _as_integer(self, element: Element, scope: Scope) -> int:
        value = scope.arithmetic.fraction(element)
        if value is None:
            raise Unsupported(f"a subscript that is no exact number in {scope.arithmetic.name}")
        if value.denominator != 1:
            raise NoValue("a subscript that is not an integer")
        return int(value.numerator)

    def whole(self, term: Term) -> bool:
        """Whether a term is an integer by what it is made of."""
        match term:
            case Constant(value=value):
                return value.denominator == 1
            case Index() | SizeOf():
                return True
            case Variable(name=name):
                return self._declared_integer(name)
            case Apply(operator=_O.NEGATE | _O.ADD | _O.MULTIPLY, arguments=arguments):
                return term.shape.is_scalar and all(self.whole(a) for a in arguments)
            case _:
                return False

    def _declared_integer(self, name: str) -> bool:
        declared = self.context.declarations.get(name)
        return declared is not None and declared.kind == "integer"

    def number_of(self, name: str, scope: Scope) -> int:
        """A bound index, a size, or an integer symbol."""
        bound = scope.indices.get(name)
        if bound is not None:
            return bound
        replaced = scope.bound((name, ()))
        if replaced is not None:
            return self._as_integer(replaced[0][0], scope)
        size = self.point.sizes.get(name)
        if size is not None:
            return size
        given = self.point.values.get(name)
        if given is None:
            raise Unsupported(f"{name.partition('#')[0]} without a number at this point")
        value = given[0][0]
        if isinstance(value, Term) or value != int(value):
            raise NoValue(f"{name} is not an integer")
        return int(value)

    # Sizes --------------------------------------------------------------------------------

    def size(self, size: Size, scope: Scope) -> int:
        """The number a size polynomial stands for."""
        constant = size.constant
        return size.value(lambda atom: self._atom(atom, scope)) if constant is None else constant

    def _atom(self, atom: Atom, scope: Scope) -> int:
        if not isinstance(atom, Member):
            return self.number_of(atom, scope)
        index = self.size(atom.index, scope)
        found = self.point.family_size(atom.family, index)
        if found is not None:
            return found
        replaced = scope.bound((atom.family, (index,)))
        if replaced is not None:
            return self._as_integer(replaced[0][0], scope)
        given = self.point.families.get((atom.family, (index,)))
        if given is None or isinstance(given[0][0], Term):
            raise Unsupported(f"{atom.family}[{index}] without a number at this point")
        return int(given[0][0])

    def shape(self, shape: Shape, scope: Scope) -> tuple[int, int]:
        """Rows and columns as numbers."""
        return self.size(shape.rows, scope), self.size(shape.columns, scope)

    # Sequences ----------------------------------------------------------------------------

    def affected(self, changed: Iterable[str]) -> frozenset[str]:
        """The names, and every sequence whose definition mentions one of them."""
        result = set(changed)
        recurrences = self.context.recurrences
        waiting = {name: _mentioned(rule) for name, rule in recurrences.items()}
        while True:
            reached = [name for name, used in waiting.items() if not result.isdisjoint(used)]
            if not reached:
                return frozenset(result)
            result.update(reached)
            for name in reached:
                del waiting[name]


def _mentioned(rule: Recurrence) -> frozenset[str]:
    starts = frozenset[str]().union(*(names(start) for _, start in rule.starts))
    return starts | (names(rule.step) - {rule.index})
