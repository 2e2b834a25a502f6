"""The arithmetic of truncated series: signs, quotients, roots and functions near a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from derivcheck.evaluation import taylor
from derivcheck.evaluation.arithmetic import (
    Arithmetic,
    Element,
    Moving,
    NoValue,
    Undetermined,
    Unsupported,
)
from derivcheck.evaluation.duals import Boundary
from derivcheck.evaluation.series import Series, least
from derivcheck.evaluation.series_edges import AT_AN_EDGE, AT_INFINITY, OrderTooLow, Ramified
from derivcheck.language.operators import Operator

_O = Operator


class SeriesArithmetic(Arithmetic):
    """Series up to `order` in an infinitesimal whose power `step` is the way gone.

    `last` says that no higher order will be tried: two values then agree if all known terms do.
    """

    name = "series"

    def __init__(self, base: Arithmetic, order: int, step: int = 1, last: bool = False) -> None:
        self.base = base
        self.level = base.level + 1
        self.exact = base.exact
        self.order = order * step
        self.step = step
        self.last = last
        self.zero = base.number(0)

    # Building -----------------------------------------------------------------------------

    def constant(self, a: Element) -> Series:
        """An element of the level below as a series; 0 has no terms."""
        empty = self._certainly_zero(a)
        return Series(self, 0, [] if empty else [a], None)

    def variable(self, a: Element, tangent: Element) -> Element:
        """`a + tangent e^step`."""
        return self.series(0, [a, *[self.zero] * (self.step - 1), tangent], None)

    def series(self, low: int, coefficients: Sequence[Element], known: int | None) -> Element:
        """The series, or the element of the level below that it is."""
        end = self.order + 1 if known is None else min(known, self.order + 1)
        kept = list(coefficients[: max(0, end - low)])
        if known is not None or not all(self._certainly_zero(a) for a in coefficients[len(kept) :]):
            known = end
        while kept and self._certainly_zero(kept[0]):
            del kept[0]
            low += 1
        if known is None:
            while kept and self._certainly_zero(kept[-1]):
                kept.pop()
            if not kept:
                return self.zero
            if low == 0 and len(kept) == 1:
                return kept[0]
        elif not kept:
            low = known
        return Series(self, low, kept, known)

    def bounded(self, known: int) -> Series:
        """`O(e^known)`, nothing else being known."""
        return Series(self, known, [], known)

    def _certainly_zero(self, a: Element) -> bool:
        try:
            return self.base.is_zero(a)
        except (Undetermined, Boundary):
            return False

    def coefficient(self, a: Element, k: int) -> Element:
        """The coefficient of e^k."""
        if not self.moves(a):
            return a if k == 0 else self.zero
        if a.known is not None and k >= a.known:
            raise OrderTooLow(self.level)
        return a.at(k)

    # Signs --------------------------------------------------------------------------------

    def number(self, value: Fraction | int) -> Element:
        """A constant."""
        return self.base.number(value)

    def pi(self) -> Element:
        """A constant."""
        return self.base.pi()

    def fraction(self, a: Element) -> Fraction | None:
        """Of constants only."""
        return None if self.moves(a) else self.base.fraction(a)

    def maybe_integer(self, a: Element) -> bool:
        """A moving exponent is no integer next to the point."""
        return False if self.moves(a) else self.base.maybe_integer(a)

    def sign(self, a: Element) -> int:
        """The sign of the first non-zero coefficient."""
        if not self.moves(a):
            return self.base.sign(a)
        for c in a.coefficients:
            sign = self.base.sign(c)
            if sign:
                return sign
        raise OrderTooLow(self.level)

    def is_zero(self, a: Element) -> bool:
        """Whether every coefficient is 0."""
        if not self.moves(a):
            return self.base.is_zero(a)
        if any(not self.base.is_zero(c) for c in a.coefficients):
            return False
        if a.known is None:
            return True
        raise OrderTooLow(self.level)

    def same(self, a: Element, b: Element) -> bool:
        """Equal series; at the last order, series whose known terms are equal."""
        if not self.moves(a) and not self.moves(b):
            return self.base.same(a, b)
        x, y = (c if self.moves(c) else self.constant(c) for c in (a, b))
        known = least(x.known, y.known)
        low = min(x.low, y.low)
        high = max(x.low + len(x.coefficients), y.low + len(y.coefficients))
        for k in range(low, high if known is None else min(high, known)):
            if not self.base.same(x.at(k), y.at(k)):
                return False
        if known is None or (self.last and known > self.step):
            return True
        raise OrderTooLow(self.level)

    def pivot(self, candidates: list[Element]) -> int | None:
        """The element of lowest order."""
        best, lowest, unknown = None, 0, False
        for k, a in enumerate(candidates):
            try:
                if self.is_zero(a):
                    continue
            except OrderTooLow:
                unknown = True
                continue
            low = a.low if self.moves(a) else 0
            if best is None or low < lowest:
                best, lowest = k, low
        if best is None and unknown:
            raise OrderTooLow(self.level)
        return best

    def maximum(self, a: Element, b: Element) -> Element:
        """The larger; where they differ by `O(e^p)`, either up to that order."""
        close = self._as_far_as_equal(a, b)
        return super().maximum(a, b) if close is None else close

    def minimum(self, a: Element, b: Element) -> Element:
        """The smaller; where they differ by `O(e^p)`, either up to that order."""
        close = self._as_far_as_equal(a, b)
        return super().minimum(a, b) if close is None else close

    def _as_far_as_equal(self, a: Element, b: Element) -> Element | None:
        difference = a - b
        if not self.moves(difference) or difference.coefficients:
            return None
        return a + self.bounded(difference.known)

    # Quotients and powers -----------------------------------------------------------------

    def div(self, a: Element, b: Element) -> Element:
        """The quotient, by orders: `sin(e)/e` is 1 - e^2/6 + ..."""
        if not self.moves(b):
            if not self.moves(a):
                return self.base.div(a, b)
            return a * self.base.div(self.number(1), b)
        if self.is_zero(b):
            raise NoValue("division by 0")
        x = a if self.moves(a) else self.constant(a)
        if x.known is None and not x.coefficients:
            return self.zero
        low = x.low - b.low
        first = b.coefficients[0]
        count = least(
            self.order - low + 1,
            least(_known_terms(x), _known_terms(b)),
        )
        assert count is not None
        quotient: list[Element] = []
        for k in range(max(0, count)):
            rest = x.at(x.low + k)
            for i in range(1, min(k + 1, len(b.coefficients))):
                rest = rest - b.coefficients[i] * quotient[k - i]
            quotient.append(self.base.div(rest, first))
        exact = x.known is None and b.known is None and len(b.coefficients) == 1
        if exact and len(x.coefficients) <= count:
            return self.series(low, quotient, None)
        return self.series(low, quotient, low + max(0, count))

    def rational_power(self, a: Element, exponent: Fraction) -> Element:
        """`(c e^v (1 + ...))^q = c^q e^(v q) (1 + ...)^q`."""
        if not self.moves(a):
            return self.base.rational_power(a, exponent)
        if exponent.denominator == 1:
            return self.integer_power(a, int(exponent))
        if self.sign(a) < 0:
            raise NoValue("a fractional power of a negative number")
        low = a.low * exponent
        if low.denominator != 1:
            raise Ramified(self.level, low.denominator)
        start = int(low)
        count = least(self.order - start + 1, _known_terms(a))
        assert count is not None
        if count <= 0:
            return self.bounded(start)
        first = self.base.rational_power(a.coefficients[0], exponent)
        if a.known is None and len(a.coefficients) == 1:
            return self.series(start, [first], None)
        terms = taylor.root(self.base, list(a.coefficients), first, exponent, count - 1)
        return self.series(start, terms, start + count)

    def power(self, a: Element, exponent: Element) -> Element:
        """Over constants as below."""
        if not self.moves(a) and not self.moves(exponent):
            return self.base.power(a, exponent)
        return super().power(a, exponent)

    # Functions ----------------------------------------------------------------------------

    def function(self, op: _O, a: Element) -> Element:
        """Over constants as below."""
        if not self.moves(a):
            return self.base.function(op, a)
        if op in (_O.ABS, _O.RELU) and not a.coefficients:
            return a
        if a.low < 0 and op in AT_INFINITY:
            return AT_INFINITY[op](self, a)
        return super().function(op, a)

    def smooth(self, op: _O, a: Element) -> Element:
        """The composition of two series; identities at the ends of a domain."""
        if not self.moves(a):
            return self.base.smooth(op, a)
        if op is _O.SQRT:
            return self.rational_power(a, Fraction(1, 2))
        if a.low < 0:
            raise Unsupported(f"{op.value} near infinity")
        c = self.coefficient(a, 0)
        edge = AT_AN_EDGE.get(op)
        if edge is not None:
            found = edge(self, a, c)
            if found is not None:
                return found
        return self._composed(a - c, lambda n: taylor.coefficients(self.base, op, c, n))

    def polygamma(self, n: int, a: Element) -> Element:
        """The composition of two series."""
        if not self.moves(a):
            return self.base.polygamma(n, a)
        c = self.coefficient(a, 0)
        return self._composed(a - c, lambda k: taylor.polygamma_coefficients(self.base, n, c, k))

    def _composed(self, u: Element, outer: Callable[[int], list[Element]]) -> Element:
        """`sum of outer_k u^k` for u of positive order, by Horner's rule."""
        if not self.moves(u):
            return outer(0)[0]
        count = self.order // u.low
        terms = outer(count)
        result: Element = self.bounded(u.low) + terms[count]
        for c in reversed(terms[:count]):
            result = c + u * result
        return result

    def settle(self, a: Element) -> Element:
        """As below."""
        return a if isinstance(a, Moving) else self.base.settle(a)


def _known_terms(a: Series) -> int | None:
    return None if a.known is None else a.known - a.low
