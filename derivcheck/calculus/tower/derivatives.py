"""Derivatives by an opaque kernel: the chain rule through every kernel.

Success proves the derivative at every point where the function has one and the conditions
recorded on the way hold: roots, absolute values and asin are differentiated only where their
rule has a value.
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from derivcheck.calculus.tower.exponentials import exp
from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.polynomials import Polynomial
from derivcheck.calculus.tower.products import root
from derivcheck.calculus.tower.refusals import Unsupported

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["derivative"]

_HALF = Fraction(1, 2)


def derivative(tower: Tower, element: Element, key: Hashable) -> Element:
    """The derivative of an element by the opaque kernel of a key."""
    return _Rules(tower, key).element(element)


class _Rules:
    def __init__(self, tower: Tower, key: Hashable) -> None:
        self.tower = tower
        self.key = key
        self.known: dict[int, Element] = {}

    def element(self, element: Element) -> Element:
        """(n/d)' = (n' - (n/d)*d')/d."""
        while True:
            num, den = element.pair
            epoch = self.tower.epoch
            top, bottom = self.polynomial(num), self.polynomial(den)
            if self.tower.epoch == epoch:
                break  # no kernel was refined on the way
        if bottom.is_null():
            return top.over(self.tower.polynomial(den))
        return (top - element * bottom).over(self.tower.polynomial(den))

    def polynomial(self, polynomial: Polynomial) -> Element:
        """The sum of the partial derivatives times those of the generators."""
        ring = self.tower.ring
        total = self.tower.number(0)
        inner = {g: self.generator(g) for g in ring.degrees(polynomial)}
        for generator, d in inner.items():
            if not d.is_null():
                partial = ring.promote(polynomial).derivative(ring.index(generator))
                total += self.tower.polynomial(partial) * d
        return total

    def generator(self, generator: int) -> Element:
        """The derivative of a generator."""
        if self.tower.is_constant(generator):
            return self.tower.number(0)
        if generator not in self.known:
            self.known[generator] = self._kernel(generator)
        return self.known[generator]

    def _kernel(self, generator: int) -> Element:
        tower = self.tower
        kernel = tower.kernels[generator]
        g = tower.element(generator)
        if kernel.kind is Kind.OPAQUE:
            return tower.number(1 if kernel.key == self.key else 0)
        a = kernel.arguments[0]
        da = self.element(a)
        if da.is_null() and kernel.kind is not Kind.ROOT:
            return da
        match kernel.kind:
            case Kind.EXP:  # exp' = exp
                return g * da
            case Kind.LOG:  # (log|a|)' = a'/a
                return da.over(a)
            case Kind.ROOT:  # (s*a^(1/n))' = s*a^(1/n) * (s'/s + a'/(n*a))
                scale = kernel.arguments[1]
                tower.require(a, "!=", "the derivative of a root", implied=False)
                inner = da.over(a) * Fraction(1, kernel.order)
                return g * (inner + self.element(scale).over(scale))
            case Kind.TAN:  # tan' = 1 + tan^2
                return (1 + g * g) * da
            case Kind.ATAN:  # atan' = 1/(1 + a^2)
                return da.over(1 + a * a)
            case Kind.ASIN:  # asin' = 1/sqrt(1 - a^2)
                tower.require(1 - a * a, "!=", "the derivative of asin or acos", implied=False)
                return da.over(root(tower, 1 - a * a, _HALF))
            case Kind.ERF:  # erf' = 2/sqrt(pi)*exp(-a^2)
                return 2 * da * exp(tower, -(a * a)).over(root(tower, tower.pi(), _HALF))
            case Kind.SIGN_POWER:  # constant where the base does not vanish
                tower.require(a, "!=", "the derivative of a power", implied=False)
                return tower.number(0)
            case Kind.GAMMA:
                raise Unsupported("the derivative of gamma")
            case Kind.PI | Kind.NUMBER_LOG | Kind.NUMBER_ROOT | Kind.COSINE:
                return tower.number(0)
            case _:
                assert_never(kernel.kind)
