"""Arctangents of rational numbers.

a + b*i is a unit times a product of Gaussian primes, so atan(b/a) is a sum of the angles of
canonical primes plus a multiple of pi/2, which its digits tell: the sum is off by at least pi/2
for every other multiple. Machin's formulas reduce to zero in this form.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from flint import arb, ctx, fmpq, fmpz

from derivcheck.calculus.tower.kernels import Kind

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["atan_of_rational"]

_LARGEST = 10**14


def atan_of_rational(tower: Tower, value: Fraction) -> Element | None:
    """atan(value) by angles of Gaussian primes; None if the norm is too large to factor."""
    re, im = value.denominator, value.numerator
    norm = re * re + im * im
    if norm > _LARGEST:
        return None
    total = tower.number(0)
    with ctx.workprec(128):
        missing = arb(fmpq(im, re)).atan()
        for prime, exponent in fmpz(norm).factor():
            p = int(prime)
            x, y = _two_squares(p)
            if p == 2:
                # 1 + i has the angle pi/4
                total += tower.pi() * Fraction(int(exponent), 4)
                missing -= arb.pi() * int(exponent) / 4
                continue
            # x + y*i divides re + im*i if p divides the real part times x plus im times y
            sign = 1 if (re * y - im * x) % p == 0 else -1
            angle = Fraction(y, x)
            total += tower.kernel(Kind.ATAN, tower.number(angle)) * (sign * int(exponent))
            missing -= arb(fmpq(y, x)).atan() * (sign * int(exponent))
        quarter_turns = (missing * 2 / arb.pi()).unique_fmpz()
    if quarter_turns is None:
        return None
    return total + tower.pi() * Fraction(int(quarter_turns), 2)


def _two_squares(p: int) -> tuple[int, int]:
    """x > y > 0 (or 1, 1) with x^2 + y^2 = p for a prime p that is no 3 modulo 4."""
    if p == 2:
        return 1, 1
    base = 2
    while pow(base, (p - 1) // 2, p) != p - 1:
        base += 1
    a, b = p, pow(base, (p - 1) // 4, p)
    while b > isqrt(p):
        a, b = b, a % b
    other = isqrt(p - b * b)
    assert b * b + other * other == p, "every such prime is a sum of two squares"
    return max(b, other), min(b, other)
