"""Operators on values: the tables of `arrays`, constants of a shape, and powers.

An even power of `norm(u)`, `sqrt(u)` or `abs(u)` is computed without the root: the value and
the domain are the same, and it stays rational.
"""

from __future__ import annotations

from derivcheck.evaluation import arrays, linear
from derivcheck.evaluation.arithmetic import Array, Element, NoValue, Unsupported
from derivcheck.evaluation.frame import Frame
from derivcheck.evaluation.scope import Scope
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Constant, Term

_O = Operator

#: an even power of these needs no root
_ROOTS = frozenset({_O.NORM, _O.SQRT, _O.ABS})


class Applications(Frame):
    """The part of the evaluator that applies operators."""

    def apply(self, term: Apply, scope: Scope) -> Array:
        """The operator on the values of the arguments."""
        operator = term.operator
        rule = arrays.RULES.get(operator)
        if rule is not None:
            evaluate = self.evaluate
            return rule(scope.arithmetic, *[evaluate(a, scope) for a in term.arguments])
        if operator is _O.POWER:
            return self._power(term, scope)
        return self.applied(term, [self.evaluate(a, scope) for a in term.arguments], scope)

    def applied(self, term: Apply, parts: list[Array], scope: Scope) -> Array:
        """The operator of a term on values of its arguments."""
        r = scope.arithmetic
        match term.operator:
            case _O.POWER:
                return self._powers(parts[0], parts[1], term.arguments[1], scope)
            case _O.MATRIX_POWER:
                return linear.power(r, parts[0], self._parameter(term, scope))
            case _O.CONVOLUTION:
                padding = 0 if term.parameter is None else self._parameter(term, scope)
                return arrays.convolution(r, parts[0], parts[1], padding)
            case _O.IDENTITY | _O.ONES | _O.ZEROS | _O.BASIS:
                return self._fixed(term, scope)
            case operator:
                return arrays.RULES[operator](r, *parts)

    def _parameter(self, term: Apply, scope: Scope) -> int:
        if term.parameter is None:
            raise Unsupported(f"{term.operator.value} without its parameter")
        return self.integer(term.parameter, scope)

    def _fixed(self, term: Apply, scope: Scope) -> Array:
        rows, columns = self.shape(term.shape, scope)
        if min(rows, columns) < 1:
            raise NoValue("an array without entries: sizes are at least 1")
        r = scope.arithmetic
        if term.operator is _O.IDENTITY:
            if rows != columns:
                raise NoValue("an identity that is not square")
            return linear.identity(r, rows)
        fill = r.number(1 if term.operator is _O.ONES else 0)
        if term.operator is not _O.BASIS:
            return tuple((fill,) * columns for _ in range(rows))
        k = self._parameter(term, scope)
        if not 1 <= k <= rows:
            raise NoValue(f"basis({k}, {rows})")
        return tuple((r.number(1) if i == k else fill,) for i in range(1, rows + 1))

    def _power(self, term: Apply, scope: Scope) -> Array:
        base, exponent = term.arguments
        if isinstance(base, Apply) and base.operator in _ROOTS and self.whole(exponent):
            n = self.integer(exponent, scope)
            if n and n % 2 == 0:
                return self._even_power(base, n // 2, scope)
        parts = [self.evaluate(base, scope), self.evaluate(exponent, scope)]
        return self._powers(parts[0], parts[1], exponent, scope)

    def _even_power(self, root: Apply, half: int, scope: Scope) -> Array:
        r = scope.arithmetic
        inside = self.evaluate(root.arguments[0], scope)
        if root.operator is _O.NORM:
            return arrays.scalar(r.integer_power(arrays.sum_of_squares(inside), half))
        if root.operator is _O.ABS:
            return arrays.each(lambda x: r.integer_power(x, 2 * half), inside)

        def without_root(x: Element) -> Element:
            if r.sign(x) < 0:
                raise NoValue("the square root of a negative number")
            return r.integer_power(x, half)

        return arrays.each(without_root, inside)

    def _powers(self, base: Array, given: Array, exponent: Term, scope: Scope) -> Array:
        r = scope.arithmetic
        if self.whole(exponent):
            n = self.integer(exponent, scope)
            return arrays.each(lambda x: r.integer_power(x, n), base)
        if isinstance(exponent, Constant):
            q = exponent.value
            return arrays.each(lambda x: r.rational_power(x, q), base)
        return arrays.pairwise(r.power, base, given)
