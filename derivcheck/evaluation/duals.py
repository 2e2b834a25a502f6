"""Numbers a + b e with e^2 = 0, one e for every direction of one derivative.

The quick way to a derivative where everything is smooth. Wherever a sign, a quotient or a
root depends on a value that is 0 and moves, `Boundary` is raised and the derivative is taken
again with series, from both sides (R5). Derivatives nest: an element of level k has
coefficients of level k - 1, so the newest infinitesimal is the outermost (R15).
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.evaluation import taylor
from derivcheck.evaluation.arithmetic import Arithmetic, Element, Moving
from derivcheck.language.operators import Operator

Tangents = dict[int, Element]


class Boundary(Exception):
    """The infinitesimal of this level decides a sign or a pole: series are needed."""

    def __init__(self, level: int) -> None:
        super().__init__(f"a boundary at level {level}")
        self.level = level


class Dual(Moving):
    """`value + sum of tangents[k] e_k`; constants stay elements of the level below."""

    __slots__ = ("tangents", "value")

    def __init__(self, level: int, value: Element, tangents: Tangents) -> None:
        self.level = level
        self.value = value
        self.tangents = tangents

    def __repr__(self) -> str:
        return f"Dual({self.level}, {self.value}, {self.tangents})"

    def __add__(self, other: Element) -> Element:
        if not isinstance(other, Moving) or other.level < self.level:
            return Dual(self.level, self.value + other, self.tangents)
        if not isinstance(other, Dual) or other.level > self.level:
            return other + self
        tangents = self.tangents.copy()
        for k, b in other.tangents.items():
            a = tangents.get(k)
            tangents[k] = b if a is None else a + b
        return Dual(self.level, self.value + other.value, tangents)

    def __radd__(self, other: Element) -> Dual:
        return Dual(self.level, other + self.value, self.tangents)

    def __neg__(self) -> Dual:
        return Dual(self.level, -self.value, {k: -a for k, a in self.tangents.items()})

    def __sub__(self, other: Element) -> Element:
        return self + -other

    def __rsub__(self, other: Element) -> Element:
        return -self + other

    def __mul__(self, other: Element) -> Element:
        if not isinstance(other, Moving) or other.level < self.level:
            return self.scaled(other)
        if not isinstance(other, Dual) or other.level > self.level:
            return other * self
        x, y = self.value, other.value
        tangents = {k: a * y for k, a in self.tangents.items()}
        for k, b in other.tangents.items():
            a = tangents.get(k)
            tangents[k] = x * b if a is None else a + x * b
        return Dual(self.level, x * y, tangents)

    def __rmul__(self, other: Element) -> Dual:
        return self.scaled(other)

    def scaled(self, factor: Element) -> Dual:
        """The product with a constant of this level."""
        tangents = {k: a * factor for k, a in self.tangents.items()}
        return Dual(self.level, self.value * factor, tangents)


class Duals(Arithmetic):
    """Duals over another arithmetic."""

    name = "duals"

    def __init__(self, base: Arithmetic) -> None:
        self.base = base
        self.level = base.level + 1
        self.exact = base.exact

    def number(self, value: Fraction | int) -> Element:
        """A constant."""
        return self.base.number(value)

    def pi(self) -> Element:
        """A constant."""
        return self.base.pi()

    def div(self, a: Element, b: Element) -> Element:
        """`(a/b)' = (a' - (a/b) b')/b`."""
        base = self.base
        if not self.moves(b):
            if not self.moves(a):
                return base.div(a, b)
            return a * base.div(base.number(1), b)
        if base.is_zero(b.value):
            raise Boundary(self.level)
        inverse = base.div(base.number(1), b.value)
        slope = -(inverse * inverse)
        return a * Dual(self.level, inverse, {k: slope * t for k, t in b.tangents.items()})

    def sign(self, a: Element) -> int:
        """The sign of the value, unless that is 0."""
        if not self.moves(a):
            return self.base.sign(a)
        sign = self.base.sign(a.value)
        if sign == 0:
            raise Boundary(self.level)
        return sign

    def is_zero(self, a: Element) -> bool:
        """Whether a constant is 0; a moving element with value 0 is a boundary."""
        if not self.moves(a):
            return self.base.is_zero(a)
        if self.base.is_zero(a.value):
            raise Boundary(self.level)
        return False

    def same(self, a: Element, b: Element) -> bool:
        """Moving elements agree only if all of their terms do: a matter for series."""
        if not self.moves(a) and not self.moves(b):
            return self.base.same(a, b)
        x, y = (c.value if self.moves(c) else c for c in (a, b))
        if self.base.same(x, y):
            raise Boundary(self.level)
        return False

    def fraction(self, a: Element) -> Fraction | None:
        """Of constants only."""
        return None if self.moves(a) else self.base.fraction(a)

    def maybe_integer(self, a: Element) -> bool:
        """A moving exponent is no integer next to the point."""
        return False if self.moves(a) else self.base.maybe_integer(a)

    def lift(self, a: Dual, values: list[Element]) -> Dual:
        """f(a) from f and f' at the value of a."""
        value, slope = values
        return Dual(self.level, value, {k: slope * t for k, t in a.tangents.items()})

    def integer_power(self, a: Element, n: int) -> Element:
        """`n a^(n - 1)`."""
        base = self.base
        if not self.moves(a):
            return base.integer_power(a, n)
        if n == 0:
            return base.number(1)
        if n < 0 and base.is_zero(a.value):
            raise Boundary(self.level)
        below = base.integer_power(a.value, n - 1)
        return self.lift(a, [below * a.value, base.number(n) * below])

    def rational_power(self, a: Element, exponent: Fraction) -> Element:
        """Over constants as below."""
        if not self.moves(a):
            return self.base.rational_power(a, exponent)
        return super().rational_power(a, exponent)

    def positive_power(self, a: Element, exponent: Fraction) -> Element:
        """By its Taylor coefficients."""
        return self.lift(a, taylor.power_coefficients(self.base, a.value, exponent, 1))

    def power(self, a: Element, exponent: Element) -> Element:
        """Over constants as below."""
        if not self.moves(a) and not self.moves(exponent):
            return self.base.power(a, exponent)
        return super().power(a, exponent)

    def function(self, op: Operator, a: Element) -> Element:
        """Over constants as below."""
        if not self.moves(a):
            return self.base.function(op, a)
        return super().function(op, a)

    def smooth(self, op: Operator, a: Element) -> Element:
        """By its Taylor coefficients."""
        return self.lift(a, taylor.coefficients(self.base, op, a.value, 1))

    def polygamma(self, n: int, a: Element) -> Element:
        """By its Taylor coefficients."""
        if not self.moves(a):
            return self.base.polygamma(n, a)
        return self.lift(a, taylor.polygamma_coefficients(self.base, n, a.value, 1))

    def pivot(self, candidates: list[Element]) -> int | None:
        """An element whose value is not 0."""
        values = [a.value if self.moves(a) else a for a in candidates]
        k = self.base.pivot(values)
        if k is None and any(self.moves(a) for a in candidates):
            raise Boundary(self.level)
        return k

    def settle(self, a: Element) -> Element:
        """As below."""
        if not self.moves(a):
            return self.base.settle(a)
        settle = self.base.settle
        return Dual(self.level, settle(a.value), {k: settle(t) for k, t in a.tangents.items()})

    def tangent(self, a: Element, direction: int) -> Element:
        """The coefficient of one infinitesimal."""
        if not self.moves(a):
            return self.base.number(0)
        found = a.tangents.get(direction)
        return self.base.number(0) if found is None else found
