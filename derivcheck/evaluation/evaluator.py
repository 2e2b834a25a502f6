"""The value of a term at a point, in any arithmetic, as the tree is written (R1).

Every node of the chosen branches must have a value; nothing is simplified first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derivcheck.evaluation import arrays
from derivcheck.evaluation.applications import Applications
from derivcheck.evaluation.arithmetic import (
    Arithmetic,
    Array,
    Element,
    NoValue,
    Unsupported,
)
from derivcheck.evaluation.conditions import Choices
from derivcheck.evaluation.derivatives import Derivatives
from derivcheck.evaluation.iteration import Iterations
from derivcheck.evaluation.point import Point, Values
from derivcheck.evaluation.scope import Scope, names
from derivcheck.language.operators import ELEMENTWISE, Operator
from derivcheck.language.terms import (
    Apply,
    Condition,
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
)

_O = Operator


class Evaluator(Applications, Choices, Iterations, Derivatives):
    """Values of terms, truth of conditions, at one point in one arithmetic."""

    def __init__(self, arithmetic: Arithmetic, context: Context, point: Point) -> None:
        self.arithmetic = arithmetic
        self.context = context
        self.point = point
        self.root = Scope(arithmetic)
        #: keeps what was evaluated alive, so that identities in memos stay taken
        self._kept: list[Term | Condition] = []

    # The public face ----------------------------------------------------------------------

    def value(self, term: Term) -> Array:
        """The rows of the value; `NoValue`, `Undetermined` or `Unsupported` otherwise."""
        self._kept.append(term)
        with self.arithmetic.active():
            try:
                return self.arithmetic.checked(self.evaluate(term, self.root))
            except RecursionError:
                raise Unsupported("an expression this deep") from None

    def holds(self, condition: Condition) -> bool:
        """Whether the condition is true at the point."""
        self._kept.append(condition)
        with self.arithmetic.active():
            try:
                return self.truth(condition, self.root)
            except RecursionError:
                raise Unsupported("a condition this deep") from None

    def one_sided(self, term: Derivative) -> tuple[Array, Array]:
        """The slopes ahead and behind of a directional derivative, which need not agree.

        The function has to be continuous along the direction.
        """
        self._kept.append(term)
        with self.arithmetic.active():
            return self.sides(term, self.root)

    def bind(self, values: Mapping[str, Array]) -> Evaluator:
        """An evaluator in which some names stand for arrays of this arithmetic."""
        other = Evaluator(self.arithmetic, self.context, self.point)
        other.root.bindings.update({(name, ()): array for name, array in values.items()})
        return other

    # Dispatch -----------------------------------------------------------------------------

    def evaluate(self, term: Term, scope: Scope) -> Array:
        """The value in a scope, computed once in the outermost scope where it is the same."""
        parent = scope.parent
        if parent is not None:
            free = names(term)
            while parent is not None and scope.changed.isdisjoint(free):
                scope, parent = parent, parent.parent
        memo, key = scope.memo, id(term)
        known = memo.get(key)
        if known is not None:
            return known
        handler = _HANDLERS.get(type(term))
        if handler is None:
            raise Unsupported(f"{type(term).__name__} at a point")
        value = memo[key] = handler(self, term, scope)
        return value

    def entry(self, term: Term, row: int, column: int, scope: Scope) -> Element:
        """One entry, from 0; where a branch is chosen entry by entry, no other is asked for."""
        match term:
            case Apply(operator=operator, arguments=arguments) if operator in ELEMENTWISE:
                parts: list[Array] = [((self.entry(a, row, column, scope),),) for a in arguments]
                return self.applied(term, parts, scope)[0][0]
            case Piecewise():
                return self.chosen_entry(term, row, column, scope)
            case _:
                array = self.evaluate(term, scope)
                if len(array) == len(array[0]) == 1:
                    return array[0][0]
                return array[row][column]

    # Leaves -------------------------------------------------------------------------------

    def _constant(self, term: Constant, scope: Scope) -> Array:
        return arrays.scalar(scope.arithmetic.number(term.value))

    def _pi(self, term: Pi, scope: Scope) -> Array:
        del term
        return arrays.scalar(scope.arithmetic.pi())

    def _size(self, term: SizeOf, scope: Scope) -> Array:
        return arrays.scalar(scope.arithmetic.number(self.size(term.size, scope)))

    def _index(self, term: Index, scope: Scope) -> Array:
        return arrays.scalar(scope.arithmetic.number(self.number_of(term.name, scope)))

    def _variable(self, term: Variable, scope: Scope) -> Array:
        if term.family:
            raise Unsupported(f"the family {term.name} as a value")
        indices: tuple[int, ...] = ()
        if term.indices:
            indices = tuple([self.integer(index, scope) for index in term.indices])
        bound = scope.bound((term.name, indices))
        return self.given(term.name, indices) if bound is None else bound

    def given(self, name: str, indices: tuple[int, ...]) -> Array:
        """What the point says of a variable, in the arithmetic of the root."""
        key = (name, indices)
        known = self.root.memo.get(key)
        if known is None:
            known = self.root.memo[key] = self._converted(self._exact(name, indices))
        return known

    def _exact(self, name: str, indices: tuple[int, ...]) -> Values:
        try:
            return self.point.families[name, indices] if indices else self.point.values[name]
        except KeyError:
            shown = name + "".join(f"[{i}]" for i in indices)
            raise Unsupported(f"{shown} without a value at this point") from None

    def _converted(self, values: Values) -> Array:
        number = self.arithmetic.number
        return tuple(
            tuple(
                self.evaluate(x, self.root)[0][0] if isinstance(x, Term) else number(x) for x in row
            )
            for row in values
        )

    # Parts and wholes ---------------------------------------------------------------------

    def _entry(self, term: Entry, scope: Scope) -> Array:
        array = self.evaluate(term.base, scope)
        row = None if term.row is None else self.integer(term.row, scope)
        column = None if term.column is None else self.integer(term.column, scope)
        if row is not None and not 1 <= row <= len(array):
            raise NoValue(f"row {row} of {len(array)}")
        if column is not None and not 1 <= column <= len(array[0]):
            raise NoValue(f"column {column} of {len(array[0])}")
        if row is None:
            return array if column is None else tuple((r[column - 1],) for r in array)
        if column is None:
            return tuple((x,) for x in array[row - 1])
        return ((array[row - 1][column - 1],),)

    def _literal(self, term: Literal2D, scope: Scope) -> Array:
        return tuple(tuple(self.evaluate(x, scope)[0][0] for x in row) for row in term.rows)

    def _substitution(self, term: Substitution, scope: Scope) -> Array:
        bindings = {}
        for variable, value in term.bindings:
            indices = tuple(self.integer(index, scope) for index in variable.indices)
            bindings[variable.name, indices] = self.evaluate(value, scope)
        changed = self.affected({variable.name for variable, _ in term.bindings})
        inner = Scope(scope.arithmetic, scope, changed, bindings)
        return self.evaluate(term.body, inner)

    def _unknown(self, term: Unknown, scope: Scope) -> Array:
        function = self.point.functions.get(term.function)
        if function is None:
            raise Unsupported(f"{term.function} without a value at this point")
        arguments = [self.evaluate(a, scope) for a in term.arguments]
        return function.evaluate(scope.arithmetic, arguments)


_HANDLERS: dict[type[Term], Callable[..., Array]] = {
    Constant: Evaluator._constant,
    Pi: Evaluator._pi,
    SizeOf: Evaluator._size,
    Index: Evaluator._index,
    Variable: Evaluator._variable,
    Apply: Evaluator.apply,
    Entry: Evaluator._entry,
    Literal2D: Evaluator._literal,
    Piecewise: Evaluator.piecewise,
    Iterated: Evaluator.iterated,
    Substitution: Evaluator._substitution,
    Derivative: Evaluator.derivative,
    Unknown: Evaluator._unknown,
    SequenceMember: Evaluator.sequence_member,
}
