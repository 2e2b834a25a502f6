"""Exact answers about a state: values of terms, integers, whether a condition holds."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite

from derivcheck.evaluation.arithmetic import Arithmetic, NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.floats import Floats
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import Rationals, as_fraction
from derivcheck.evaluation.sampling.closed import Value
from derivcheck.evaluation.sampling.mentioned import nodes
from derivcheck.evaluation.sampling.sizes import Frame
from derivcheck.evaluation.sampling.states import Array, Coordinate, State
from derivcheck.language import terms
from derivcheck.language.terms import (
    Apply,
    Condition,
    Constant,
    Context,
    SizeOf,
    Term,
    Tree,
    Variable,
    as_size,
    rebuild,
)

__all__ = ["Coordinate", "Judge", "State"]

#: bits at which conditions are judged, in turn
PRECISIONS = (64, 256)


class Judge:
    """Evaluates at states of one context."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._exact, self._floats = Rationals(), Floats()
        self._balls = [Balls(bits) for bits in PRECISIONS]
        #: what conditions could not be judged at all
        self.unsupported: list[str] = []
        self._last: State | None = None
        self._evaluators: dict[int, Evaluator] = {}

    def point(self, state: State) -> Point:
        """The state as a point."""
        values: dict[str, Array] = {
            name: ((Fraction(number),),) for name, number in state.frame.integers.items()
        }
        values.update((name, array) for (name, member), array in state.values.items() if not member)
        families = {slot: array for slot, array in state.values.items() if slot[1]}
        shapes = {name: place.declaration.shape for (name, _), place in state.places.items()}
        frame = state.frame
        return Point(frame.sizes, frame.families, values, families, state.functions, shapes)

    def _evaluator(self, arithmetic: Arithmetic, state: State) -> Evaluator:
        """An evaluator at the state; the last state's are kept."""
        if self._last is not state:
            self._last, self._evaluators = state, {}
        found = self._evaluators.get(id(arithmetic))
        if found is None:
            found = Evaluator(arithmetic, self.context, self.point(state))
            self._evaluators[id(arithmetic)] = found
        return found

    def integer(self, term: Term | None, frame: Frame) -> int | None:
        """The integer a subscript stands for."""
        size = None if term is None else as_size(term)
        if size is None:
            return None
        try:
            return frame.value(size)
        except KeyError:
            return None

    def array(self, term: Term, state: State) -> tuple[tuple[Fraction, ...], ...] | None:
        """The value, if there is one and it is rational."""
        try:
            value = self._evaluator(self._exact, state).value(term)
        except (NoValue, Undetermined, Unsupported):
            return None
        return tuple(tuple(as_fraction(x) for x in row) for row in value)

    def exact(self, term: Term, state: State) -> Fraction | None:
        """The value of a scalar term, if there is one and it is rational."""
        if isinstance(term, Constant):
            return term.value
        value = self.array(term, state)
        return None if value is None else value[0][0]

    def approximate(self, term: Term, state: State) -> float | None:
        """A float near the value of a scalar term, for a first look."""
        try:
            value = self._evaluator(self._floats, state).value(term)[0][0]
        except (NoValue, Undetermined, Unsupported):
            return None
        return float(value) if isfinite(value) else None

    def constant(self, term: Term, state: State) -> Value | None:
        """The value of a scalar term, in closed form where it is not rational."""
        value = self.exact(term, state)
        return value if value is not None else self.grounded(term, state)

    def grounded(self, term: Term, state: State) -> Term | None:
        """A scalar term with the values of its symbols written in; None if it has arrays."""

        def change(part: Tree) -> Tree:
            if isinstance(part, Variable) and part.shape.is_scalar and not part.indices:
                name = part.name
                if name in state.frame.integers:
                    return terms.constant(state.frame.integers[name])
                value = state.scalar((name, ()))
                return terms.constant(value) if isinstance(value, Fraction) else value
            if isinstance(part, SizeOf):
                return terms.constant(state.frame.value(part.size))
            return rebuild(part, change)

        try:
            result = change(term)
        except KeyError:
            return None
        assert isinstance(result, Term)
        plain = all(
            isinstance(n, (Constant, terms.Pi)) or (isinstance(n, Apply) and n.shape.is_scalar)
            for n in nodes((result,))
        )
        return result if plain else None

    def holds(self, condition: Condition, state: State) -> bool | None:
        """Whether the condition is true; false where it has no value, None where balls overlap.

        A condition that no arithmetic can judge counts as false and is remembered.
        """
        for arithmetic in self._balls:
            try:
                return self._evaluator(arithmetic, state).holds(condition)
            except NoValue:
                return False
            except Undetermined:
                continue
            except Unsupported as refusal:
                self.unsupported.append(str(refusal))
                return False
        return None

    def meets(self, equation: Condition, state: State) -> bool:
        """Whether an equation that was solved holds: exactly, or as far as balls can tell."""
        return self.holds(equation, state) is not False
