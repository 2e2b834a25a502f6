"""Rigorous enclosures of elements: balls over the kernels' own definitions."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from flint import arb, ctx, fmpq

from derivcheck.calculus.tower.kernels import Kernel, Kind
from derivcheck.calculus.tower.polynomials import Polynomial

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["enclosure"]

Point = Callable[[Hashable], arb | None]


class _NoBall(Exception):
    """A kernel without a number."""


def enclosure(
    tower: Tower, element: Element, precision: int, point: Point | None = None
) -> arb | None:
    """A ball that holds the value; None where an opaque kernel has no number or a pole is met."""
    with ctx.workprec(precision):
        try:
            value = _Balls(tower, point).element(element)
        except _NoBall:
            return None
        return value if value.is_finite() else None


class _Balls:
    def __init__(self, tower: Tower, point: Point | None) -> None:
        self.tower = tower
        self.point = point
        self.known: dict[int, arb] = {}

    def element(self, element: Element) -> arb:
        num, den = element.pair
        top = self.polynomial(num)
        return top if den.is_one() else top / self.polynomial(den)

    def polynomial(self, polynomial: Polynomial) -> arb:
        total = arb(0)
        for coefficient, powers in self.tower.ring.terms(polynomial):
            term = arb(fmpq(coefficient.numerator, coefficient.denominator))
            for generator, exponent in powers:
                term *= self.generator(generator) ** exponent
            total += term
        return total

    def generator(self, generator: int) -> arb:
        if generator not in self.known:
            self.known[generator] = self.kernel(self.tower.kernels[generator])
        return self.known[generator]

    def kernel(self, kernel: Kernel) -> arb:
        if kernel.kind is Kind.OPAQUE:
            value = self.point(kernel.key) if self.point else None
            if value is None:
                raise _NoBall
            return value
        return _value(kernel, [self.element(a) for a in kernel.arguments])


def _value(kernel: Kernel, arguments: list[arb]) -> arb:
    match kernel.kind, arguments:
        case Kind.PI, _:
            return arb.pi()
        case Kind.NUMBER_LOG, _:
            return arb(kernel.order).log()
        case Kind.COSINE, _:
            return 2 * arb.cos_pi_fmpq(fmpq(1, kernel.order))
        case Kind.NUMBER_ROOT, [a]:
            return a.root(kernel.order)
        case Kind.ROOT, [a, scale]:
            return scale * a.root(kernel.order)
        case Kind.EXP, [a]:
            return a.exp()
        case Kind.LOG, [a]:
            return abs(a).log()
        case Kind.TAN, [a]:
            return a.tan()
        case Kind.ATAN, [a]:
            return a.atan()
        case Kind.ASIN, [a]:
            return a.asin()
        case Kind.ERF, [a]:
            return a.erf()
        case Kind.GAMMA, [a]:
            return a.gamma()
        case Kind.SIGN_POWER, [a, b]:
            return _sign_power(a, b)
        case _:
            raise _NoBall


def _sign_power(a: arb, b: arb) -> arb:
    exponent = b.unique_fmpz()
    if exponent is None or a.contains(0):
        raise _NoBall
    return arb(-1 if a < 0 and int(exponent) % 2 else 1)
