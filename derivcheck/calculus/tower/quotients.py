"""Arithmetic of fractions of reduced polynomials.

Every result has the value of the operation wherever the denominators of the operands do not
vanish: only common polynomial factors and powers of a root (`1/s = s^(n-1)/s^n`) are changed.
"""

from __future__ import annotations

from derivcheck.calculus.tower.polynomials import Pair, Polynomial, Ring, fraction_of, rational
from derivcheck.calculus.tower.refusals import NoValue

__all__ = ["add", "invert", "multiply", "normal", "power"]


def normal(ring: Ring, num: Polynomial, den: Polynomial) -> Pair:
    """Reduced, cancelled, the denominator monic and free of monomial roots."""
    num = ring.reduce(num)
    if num.is_zero():
        return ring.zero, ring.one
    if den.is_one():
        return num, den
    return _monic(*_cancel(*_without_roots(ring, num, ring.reduce(den))))


def _monic(num: Polynomial, den: Polynomial) -> Pair:
    leading = den.leading_coefficient()
    if leading == 1:
        return num, den
    return num / leading, den / leading


def _cancel(num: Polynomial, den: Polynomial) -> Pair:
    if den.is_constant():
        return num, den
    common = num.gcd(den)
    if common.is_constant():
        return num, den
    return num / common, den / common


def _without_roots(ring: Ring, num: Polynomial, den: Polynomial) -> Pair:
    """Remove root generators that divide the denominator: `s^k` times `s^(n-k)` is `u`."""
    if not ring.relations or den.is_constant():
        return num, den
    content = ring.degrees(den.term_content())
    for generator, degree, _, root in ring.relations:
        held = content.get(generator)
        if held and root:
            factor = ring.generator(generator) ** (degree - held)
            num, den = ring.reduce(ring.times(num, factor)), ring.reduce(ring.times(den, factor))
            content = ring.degrees(den.term_content())
    return num, den


def add(ring: Ring, left: Pair, right: Pair) -> Pair:
    """The sum."""
    (a, b), (c, d) = left, right
    if b.is_one() and d.is_one():
        return ring.checked(a + c), b
    if b == d:
        total = a + c
        if total.is_zero():
            return ring.zero, ring.one
        return _monic(*_cancel(total, b))
    common = b.gcd(d)
    if common.is_constant():
        total = ring.times(a, d) + ring.times(c, b)
        den = ring.times(b, d)
    else:
        b, d = b / common, d / common
        total = ring.times(a, d) + ring.times(c, b)
        den = ring.times(ring.times(b, d), common)
    return normal(ring, ring.checked(total), den)


def multiply(ring: Ring, left: Pair, right: Pair) -> Pair:
    """The product."""
    (a, b), (c, d) = left, right
    if b.is_one() and d.is_one():
        return ring.reduce(ring.times(a, c)), b
    if a.is_zero() or c.is_zero():
        return ring.zero, ring.one
    a, d = _cancel(a, d)
    c, b = _cancel(c, b)
    num, den = ring.reduce(ring.times(a, c)), ring.times(b, d)
    if not ring.relations:
        return _monic(num, den)
    return normal(ring, num, den)


def invert(ring: Ring, pair: Pair) -> Pair:
    """The reciprocal of a fraction that is not 0."""
    num, den = pair
    if num.is_zero():
        raise NoValue("a denominator is 0 everywhere")
    if num.is_constant():
        value = 1 / fraction_of(num.leading_coefficient())
        return den * rational(value), ring.one
    return _monic(*_without_roots(ring, den, num))


def power(ring: Ring, pair: Pair, exponent: int) -> Pair:
    """The power with an exponent at least 0."""
    num, den = pair
    if not ring.relations:
        return ring.power(num, exponent), ring.power(den, exponent)
    result = (ring.one, ring.one)
    base = pair
    while exponent:
        if exponent & 1:
            result = multiply(ring, result, base)
        exponent >>= 1
        if exponent:
            base = multiply(ring, base, base)
    return result
