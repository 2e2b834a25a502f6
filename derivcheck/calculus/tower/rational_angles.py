"""Cosine and sine of rational multiples of pi, as algebraic numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from flint import fmpz_poly

from derivcheck.calculus.tower.kernels import Kernel, Kind
from derivcheck.calculus.tower.rotations import Rotation

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["rotation_by"]

_HALF = Fraction(1, 2)


def rotation_by(tower: Tower, multiple: Fraction) -> Rotation:
    """(cos, sin) of multiple*pi, by partial fractions over coprime parts of the denominator."""
    result = Rotation(tower.number(1), tower.number(0))
    rest = multiple
    for part in _coprime_parts(multiple.denominator):
        share = multiple.numerator * pow(multiple.denominator // part, -1, part) % part
        result = result.after(_unit(tower, part).power(share))
        rest -= Fraction(share, part)
    return result if rest % 2 == 0 else Rotation(-result.cos, -result.sin)


def _coprime_parts(denominator: int) -> list[int]:
    """The power of 2, the factors 3 and 5, and what is left."""
    two = denominator & -denominator
    rest = denominator // two
    parts = [two] if two > 1 else []
    for prime in (3, 5):
        if rest % prime == 0 and rest // prime % prime:
            parts.append(prime)
            rest //= prime
    return [*parts, rest] if rest > 1 else parts


def _unit(tower: Tower, n: int) -> Rotation:
    """(cos, sin) of pi/n."""
    number = tower.number
    if n == 2:
        return Rotation(number(0), number(1))
    if n == 3:
        return Rotation(number(_HALF), _root(number(3)) * _HALF)
    if n == 5:
        five = _root(number(5))
        return Rotation((five + 1) * Fraction(1, 4), _root(10 - 2 * five) * Fraction(1, 4))
    if n % 2 == 0 and n & (n - 1) == 0:
        whole = _unit(tower, n // 2)
        cos = _root((whole.cos + 1) * _HALF)
        return Rotation(cos, cos * whole.half_tangent())
    return _by_minimal_polynomial(tower, n)


def _root(element: Element) -> Element:
    return element.tower.power(element, element.tower.number(_HALF))


def _by_minimal_polynomial(tower: Tower, n: int) -> Rotation:
    key = ("cosine", str(n))
    found = tower.find(key)
    ring = tower.ring
    if found is None:
        minimal = fmpz_poly.cos_minpoly(2 * n)
        found = tower.new_generator(Kernel(Kind.COSINE, None, (), n), key)
        generator = ring.generator(found)
        relation = sum((int(c) * generator**k for k, c in enumerate(minimal.coeffs())), ring.zero)
        ring.relate(found, minimal.degree(), relation, root=False)
    double = tower.element(found)
    return Rotation(double * _HALF, _root(4 - double * double) * _HALF)
