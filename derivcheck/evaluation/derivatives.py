"""Derivatives at a point: the limit of the difference quotient of the function itself (R5).

First with duals, all directions at once. Where an infinitesimal decides a sign, a pole or a
root (`Boundary`), each direction is gone both ways with one-sided series: the derivative
exists if both sides tend to the function's own value there and have the same slope.
Derivatives are never taken of an expression: no differentiation rule is involved.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.evaluation import arrays
from derivcheck.evaluation.arithmetic import (
    Arithmetic,
    Array,
    Element,
    NoValue,
    Undetermined,
    Unsupported,
)
from derivcheck.evaluation.duals import Boundary, Dual, Duals
from derivcheck.evaluation.frame import Frame
from derivcheck.evaluation.scope import Scope
from derivcheck.evaluation.series_arithmetic import SeriesArithmetic
from derivcheck.evaluation.series_edges import OrderTooLow, Ramified
from derivcheck.evaluation.ways import FamilyWay, MemberWay, Tangents, Way, single, units
from derivcheck.language.terms import Derivative, Term, Variable

#: orders of series that are tried in turn
ORDERS = (2, 4, 8, 16)

#: roots of the infinitesimal up to this degree are tried
LARGEST_RAMIFICATION = 12

#: what an entry's tangents are in the one direction that is gone
Direction = Callable[[Tangents], Element | None]


class Derivatives(Frame):
    """The part of the evaluator that takes derivatives."""

    def derivative(self, term: Derivative, scope: Scope) -> Array:
        """The derivative in the shape its kind has."""
        slopes = self._slopes(term.body, self.way(term, scope), scope)
        if term.kind == "along":
            return slopes[0]
        if term.kind == "gradient":
            rows, columns = self.shape(term.shape, scope)
            return tuple(
                tuple(slopes[j * rows + i][0][0] for j in range(columns)) for i in range(rows)
            )
        vectors = [[x for column in zip(*a, strict=True) for x in column] for a in slopes]
        return tuple(zip(*vectors, strict=True))

    def sides(self, term: Derivative, scope: Scope) -> tuple[Array, Array]:
        """The one-sided slopes along a direction, forwards and backwards.

        Of a function continuous there; they need not agree.
        """
        way = self.way(term, scope)
        forwards, backwards = (
            self._one_side(term.body, way, _only(0), sign, scope) for sign in (1, -1)
        )
        return forwards, arrays.each(lambda x: -x, backwards)

    # Ways ---------------------------------------------------------------------------------

    def way(self, term: Derivative, scope: Scope) -> Way:
        """How the variable of a derivative leaves its point."""
        variable, tangent = term.variable, term.tangent
        changed = self.affected({variable.name})
        if term.kind == "along" and tangent is None:
            raise Unsupported("a directional derivative without a direction")
        if variable.family:
            return self._family_way(variable, tangent, changed, scope)
        indices = tuple(self.integer(index, scope) for index in variable.indices)
        point = self.evaluate(variable, scope)
        if tangent is not None:
            directions = single(self.evaluate(tangent, scope))
            return MemberWay((variable.name, indices), point, directions, 1, changed)
        rows, columns = len(point), len(point[0])
        directions = units(scope.arithmetic, rows, columns)
        return MemberWay((variable.name, indices), point, directions, rows * columns, changed)

    def _family_way(
        self, variable: Variable, tangent: Term | None, changed: frozenset[str], scope: Scope
    ) -> Way:
        if not isinstance(tangent, Variable) or not tangent.family:
            raise Unsupported("a family along anything but a family")

        def member(name: str) -> Callable[[tuple[int, ...]], Array]:
            def value(indices: tuple[int, ...]) -> Array:
                bound = scope.bound((name, indices))
                return self.given(name, indices) if bound is None else bound

            return value

        return FamilyWay(variable.name, member(variable.name), member(tangent.name), changed)

    # Slopes -------------------------------------------------------------------------------

    def _slopes(self, body: Term, way: Way, scope: Scope) -> list[Array]:
        """The slope of every entry of body in every direction."""
        r = Duals(scope.arithmetic)

        def lift(x: Element, tangents: Tangents) -> Element:
            return Dual(r.level, x, tangents) if tangents else x

        try:
            value = self.evaluate(body, way.scope(scope, r, lift))
        except Boundary as boundary:
            if boundary.level != r.level:
                raise
            return self._careful_slopes(body, way, scope)
        return [
            tuple([tuple([r.tangent(x, k) for x in row]) for row in value])
            for k in range(way.directions)
        ]

    def _careful_slopes(self, body: Term, way: Way, scope: Scope) -> list[Array]:
        slopes = [self._both_sides(body, way, _only(k), scope) for k in range(way.directions)]
        if way.directions > 1:
            self._linear(body, way, slopes, scope)
        return slopes

    def _linear(self, body: Term, way: Way, slopes: list[Array], scope: Scope) -> None:
        """Partial derivatives alone make no gradient: one more direction is their sum."""
        base = scope.arithmetic
        weights = [base.number(w) for w in _slant(way.directions)]

        def slanted(tangents: Tangents) -> Element | None:
            terms = [weights[k] * t for k, t in tangents.items()]
            return sum(terms[1:], terms[0]) if terms else None

        found = self._both_sides(body, way, slanted, scope)
        for i, row in enumerate(found):
            for j, slope in enumerate(row):
                parts = [w * a[i][j] for w, a in zip(weights, slopes, strict=True)]
                if not base.same(slope, sum(parts[1:], parts[0])):
                    raise NoValue("no derivative: slopes that do not add up")

    def _both_sides(self, body: Term, way: Way, go: Direction, scope: Scope) -> Array:
        base = scope.arithmetic
        forwards = self._one_side(body, way, go, 1, scope)
        backwards = self._one_side(body, way, go, -1, scope)
        for row, opposite in zip(forwards, backwards, strict=True):
            for x, y in zip(row, opposite, strict=True):
                if not base.same(x, -y):
                    raise NoValue("no derivative: a kink")
        return forwards

    def _one_side(self, body: Term, way: Way, go: Direction, sign: int, scope: Scope) -> Array:
        """The slopes on one side, with as many terms as it takes."""
        plain = self.evaluate(body, scope)
        step, attempt = 1, 0
        while True:
            last = attempt == len(ORDERS) - 1
            r = SeriesArithmetic(scope.arithmetic, ORDERS[attempt], step, last)
            try:
                value = self.evaluate(body, way.scope(scope, r, _series_lift(r, go, sign)))
                return tuple(
                    tuple(slope(r, x, p) for x, p in zip(row, at, strict=True))
                    for row, at in zip(value, plain, strict=True)
                )
            except Ramified as root:
                if root.level != r.level:
                    raise
                step *= root.degree
                if step > LARGEST_RAMIFICATION:
                    raise Undetermined("a root of high degree at a boundary") from None
            except OrderTooLow as order:
                if order.level != r.level or last:
                    raise
                attempt += 1


def _slant(directions: int) -> list[int]:
    """A direction along no axis; its norm is an integer, so rationals may suffice."""
    steps = [k + 2 for k in range(directions - 1)]
    squares = sum(k * k for k in steps)
    return [*(2 * k for k in steps), squares - 1]


def _only(k: int) -> Direction:
    return lambda tangents: tangents.get(k)


def _series_lift(
    r: SeriesArithmetic, go: Direction, sign: int
) -> Callable[[Element, Tangents], Element]:
    def lift(x: Element, tangents: Tangents) -> Element:
        tangent = go(tangents)
        if tangent is None:
            return x
        return r.variable(x, tangent if sign > 0 else -tangent)

    return lift


def slope(r: SeriesArithmetic, x: Element, plain: Element) -> Element:
    """How fast a series leaves `plain`; no value where it does not start there."""
    base: Arithmetic = r.base
    if r.moves(x) and x.coefficients and x.low < 0 and not base.is_zero(x.coefficients[0]):
        raise NoValue("no derivative: unbounded near the point")
    if not base.same(r.coefficient(x, 0), plain):
        raise NoValue("no derivative: a jump")
    for k in range(1, r.step):
        if not base.same(r.coefficient(x, k), r.zero):
            raise NoValue("no derivative: an infinite slope")
    return r.coefficient(x, r.step)
