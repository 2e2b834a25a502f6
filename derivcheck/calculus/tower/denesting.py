"""Radicands a + b*s that hold a square root s, s^2 = d.

With c^2 = a^2 - b^2*d for a polynomial c, sqrt(a + b*s) is |sqrt(p) + e*sqrt(q)| where
p = (a + c)/2, q = (a - c)/2 and e = 1 or -1, which squaring confirms: sqrt(3 + 2*sqrt(2)) =
1 + sqrt(2). Otherwise the roots of a + b*s and a - b*s multiply to that of a^2 - b^2*d.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.factors import factors_of
from derivcheck.calculus.tower.kernels import Kind

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["Conjugates", "conjugates", "square_root"]

_HALF = Fraction(1, 2)


class Conjugates:
    """The parts of f = a + b*s, its conjugate a - b*s, and the product of both."""

    def __init__(self, a: Element, bs: Element) -> None:
        self.rational = a
        self.radical = bs
        self.conjugate = a - bs
        self.norm = a * a - bs * bs


def conjugates(tower: Tower, f: Element) -> Conjugates | None:
    """The conjugates of a polynomial by the youngest square root it holds, if it is linear."""
    held = [
        g
        for g in f.generators()
        if tower.kernels[g].kind in (Kind.ROOT, Kind.NUMBER_ROOT) and tower.kernels[g].order == 2
    ]
    if not held:
        return None
    youngest = max(held)
    ring = tower.ring
    index = ring.index(youngest)
    without = ring.context.from_dict({e: c for e, c in f.pair[0].terms() if not e[index]})
    a = tower.polynomial(without)
    return Conjugates(a, f - a)


def square_root(tower: Tower, radicand: Element) -> Element | None:
    """The root of an irreducible polynomial that is not negative, in simpler roots."""
    pair = conjugates(tower, radicand)
    if pair is None or pair.norm.is_null():
        return None
    c = _perfect_square_root(tower, pair.norm)
    if c is not None:
        return _sum_of_roots(tower, radicand, pair.rational, c)
    conjugate = pair.conjugate
    made = tower.find(("root", *conjugate.key()))
    if made is None or not tower.facts.holds(conjugate, ">"):
        return None
    half = tower.number(_HALF)
    return tower.power(pair.norm, half).over(tower.power(conjugate, half))


def _perfect_square_root(tower: Tower, u: Element) -> Element | None:
    split = factors_of(tower, u)
    coefficient = split.coefficient
    if coefficient < 0 or any(e % 2 for _, e in split.powers):
        return None
    top, bottom = _integer_root(coefficient.numerator), _integer_root(coefficient.denominator)
    if top is None or bottom is None:
        return None
    result = tower.number(Fraction(top, bottom))
    for factor, exponent in split.powers:
        result *= tower.polynomial(factor) ** (exponent // 2)
    return result


def _integer_root(n: int) -> int | None:
    root = isqrt(n)
    return root if root * root == n else None


def _sum_of_roots(tower: Tower, radicand: Element, a: Element, c: Element) -> Element | None:
    """p + q = a >= 0 and p*q = b^2*d/4 >= 0 where the radicand has a root: both have roots."""
    half = tower.number(_HALF)
    p = tower.power((a + c) * _HALF, half)
    q = tower.power((a - c) * _HALF, half)
    for total in (p + q, p - q):
        if (total * total - radicand).is_null():
            return tower.absolute(total)
    return None
