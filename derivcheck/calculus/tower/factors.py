"""Factoring into irreducible polynomials.

The value of an element is its coefficient times the product of the powers, at every point
where its denominator does not vanish.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from flint import fmpz

from derivcheck.calculus.tower.polynomials import (
    Polynomial,
    Vanishing,
    fraction_of,
    key_of,
    rational,
)

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["Factors", "factors_of", "prime_powers", "primitive"]

#: beyond this many terms only repeated factors are split off
_DENSE = 400
#: beyond this degree in a generator nothing is: factoring takes minutes there
_HIGH = 600


@dataclass(frozen=True, slots=True)
class Factors:
    """A coefficient and powers of primitive polynomials with positive leading coefficient."""

    coefficient: Fraction
    powers: tuple[tuple[Polynomial, int], ...]


def primitive(polynomial: Polynomial) -> tuple[Fraction, Polynomial]:
    """The content and the primitive part, its leading coefficient positive."""
    coefficients = [fraction_of(c) for c in polynomial.coeffs()]
    content = Fraction(
        gcd(*(c.numerator for c in coefficients)), lcm(*(c.denominator for c in coefficients))
    )
    if coefficients[0] < 0:
        content = -content
    return content, polynomial / rational(content)


def factors_of(tower: Tower, element: Element) -> Factors:
    """The factors of numerator and denominator; the element is not 0."""
    num, den = element.pair
    coefficient, powers = _factored(tower, num)
    if den.is_one():
        return Factors(coefficient, powers)
    other, below = _factored(tower, den)
    return Factors(coefficient / other, powers + tuple((f, -e) for f, e in below))


_Factored = tuple[Fraction, tuple[tuple[Polynomial, int], ...]]


def _factored(tower: Tower, polynomial: Polynomial) -> _Factored:
    key = key_of(polynomial)
    found = tower.factored.get(key)
    if found is None:
        found = tower.factored[key] = _with_roots(tower, _factor(polynomial))
    return found


def _with_roots(tower: Tower, factored: _Factored) -> _Factored:
    """Split off root generators that divide a factor by their relation: 2 + s = s*(s + 1)."""
    roots = [r for r in tower.ring.relations if r.root]
    coefficient, powers = factored
    if not roots or not powers:
        return factored
    total: dict[str, tuple[Polynomial, int]] = {}
    for factor, exponent in powers:
        for relation in roots:
            quotient = _divided_by_root(tower, factor, relation)
            if quotient is not None:
                root = tower.ring.generator(relation.generator)
                content, inner = _factored(tower, quotient)
                pieces: tuple[tuple[Polynomial, int], ...] = ((root, 1), *inner)
                coefficient *= content**exponent
                break
        else:
            pieces = ((factor, 1),)
        for piece, power in pieces:
            key = key_of(piece)
            old = total[key][1] if key in total else 0
            total[key] = (piece, old + power * exponent)
    return coefficient, tuple(sorted(total.values(), key=lambda power: key_of(power[0])))


def _divided_by_root(tower: Tower, factor: Polynomial, relation: Vanishing) -> Polynomial | None:
    """factor/s for a root s with s^n = u, if u divides the part of the factor without s."""
    ring = tower.ring
    index = ring.index(relation.generator)
    if factor.degrees()[index] <= 0:
        return None
    s = ring.generator(relation.generator)
    radicand = s**relation.degree - relation.polynomial
    without = ring.context.from_dict({e: c for e, c in factor.terms() if not e[index]})
    if without.is_zero() or radicand.is_one():
        return None
    if radicand.is_constant():
        number = fraction_of(radicand.leading_coefficient())
        if any(fraction_of(c) % number for c in without.coeffs()):
            return None
    quotient, rest = divmod(without, radicand)
    if not rest.is_zero():
        return None
    return (factor - without) / s + quotient * s ** (relation.degree - 1)


def _factor(polynomial: Polynomial) -> _Factored:
    if polynomial.is_constant():
        return fraction_of(polynomial.leading_coefficient()), ()
    if max(polynomial.degrees()) > _HIGH:
        content, part = primitive(polynomial)
        return content, ((part, 1),)
    split = polynomial.factor if len(polynomial) <= _DENSE else polynomial.factor_squarefree
    constant, pieces = split()
    coefficient = fraction_of(constant)
    powers = []
    for piece, exponent in pieces:
        content, part = primitive(piece)
        coefficient *= content ** int(exponent)
        powers.append((part, int(exponent)))
    powers.sort(key=lambda power: key_of(power[0]))
    return coefficient, tuple(powers)


def prime_powers(number: Fraction) -> list[tuple[int, int]]:
    """Primes (or a large factor left whole) and exponents of a positive rational."""
    found: dict[int, int] = {}
    for value, sign in ((number.numerator, 1), (number.denominator, -1)):
        if value == 1:
            continue
        if value.bit_length() > 160:
            found[value] = found.get(value, 0) + sign
            continue
        for prime, exponent in fmpz(value).factor():
            found[int(prime)] = found.get(int(prime), 0) + sign * int(exponent)
    return sorted((p, e) for p, e in found.items() if e)
