"""Signs that a polynomial shares with a simpler element, by a monotone function."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.denesting import conjugates
from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.polynomials import Polynomial

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["increasing_argument"]

_ODD = frozenset({Kind.ATAN, Kind.ASIN, Kind.ERF})
_LARGEST_POWER = 12


def increasing_argument(tower: Tower, polynomial: Polynomial) -> Element | None:
    """An element that has the same sign wherever the polynomial has a value, if one is known.

    For atan(u), asin(u), erf(u) it is u; for exp(u) - exp(v) it is u - v; for a combination of
    logarithms it is their argument minus 1.
    """
    terms = list(tower.ring.terms(polynomial))
    if len(terms) == 1:
        coefficient, powers = terms[0]
        if len(powers) == 1 and powers[0][1] == 1 and coefficient > 0:
            kernel = tower.kernels[powers[0][0]]
            if kernel.kind in _ODD:
                return kernel.arguments[0]
    return _of_exponentials(tower, polynomial) or _of_logarithms(tower, polynomial)


def _of_exponentials(tower: Tower, polynomial: Polynomial) -> Element | None:
    terms = sorted(tower.ring.terms(polynomial))
    if len(terms) != 2 or terms[0][0] != -terms[1][0]:
        return None
    exponents = []
    for _, powers in terms:
        total = tower.number(0)
        for generator, exponent in powers:
            kernel = tower.kernels[generator]
            if kernel.kind is not Kind.EXP:
                return None
            total += kernel.arguments[0] * exponent
        exponents.append(total)
    return exponents[1] - exponents[0]


def _of_logarithms(tower: Tower, polynomial: Polynomial) -> Element | None:
    terms = list(tower.ring.terms(polynomial))
    if len(terms) == 1:
        inverse_sine = _of_asinh(tower, terms[0])
        if inverse_sine is not None:
            return inverse_sine
    scale = lcm(*(c.denominator for c, _ in terms))
    product = tower.number(1)
    for coefficient, powers in terms:
        power = int(coefficient * scale)
        if len(powers) != 1 or powers[0][1] != 1 or abs(power) > _LARGEST_POWER:
            return None
        kernel = tower.kernels[powers[0][0]]
        if kernel.kind is Kind.NUMBER_LOG:
            base = tower.number(kernel.order)
        elif kernel.kind is Kind.LOG:
            (base,) = kernel.arguments
            known = tower.facts.of(base)
            if known is None or not known.sign:
                return None
            base = base * known.sign
        else:
            return None
        product = product * base**power if power > 0 else product.over(base**-power)
    return product - 1


def _of_asinh(tower: Tower, term: tuple[Fraction, tuple[tuple[int, int], ...]]) -> Element | None:
    """a, for log|a + b*s| = asinh(a) with b*s > 0 and (b*s)^2 = a^2 + 1."""
    coefficient, powers = term
    if len(powers) != 1 or powers[0][1] != 1 or coefficient < 0:
        return None
    kernel = tower.kernels[powers[0][0]]
    pair = conjugates(tower, kernel.arguments[0]) if kernel.kind is Kind.LOG else None
    if pair is None or pair.norm != -1 or not tower.facts.holds(pair.radical, ">"):
        return None
    return pair.rational
