"""Generators for roots.

A root of an irreducible polynomial of known sign has one generator, of the finest order asked
for; roots of different irreducible polynomials are independent. A root of a product of factors
whose own signs are unknown has a generator for the whole product.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from derivcheck.calculus.tower import denesting
from derivcheck.calculus.tower.factors import factors_of
from derivcheck.calculus.tower.kernels import Kernel, Kind
from derivcheck.calculus.tower.polynomials import key_of

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["factor_root", "group_root", "number_root"]


def number_root(tower: Tower, number: int, exponent: Fraction) -> Element:
    """number^exponent for a positive integer and 0 <= exponent < 1."""
    if exponent == 0:
        return tower.number(1)
    base = tower.number(number)
    return _finest(tower, ("number root", str(number)), base, exponent, Kind.NUMBER_ROOT)


def factor_root(tower: Tower, radicand: Element, exponent: Fraction) -> Element:
    """radicand^exponent for an irreducible polynomial, not negative, and 0 <= exponent < 1."""
    if exponent == 0:
        return tower.number(1)
    if exponent.denominator % 2 == 0:
        simpler = denesting.square_root(tower, radicand)
        if simpler is not None:
            doubled = 2 * exponent
            return simpler if doubled == 1 else tower.power(simpler, tower.number(doubled))
    return _finest(tower, ("root", *radicand.key()), radicand, exponent, Kind.ROOT)


def group_root(tower: Tower, radicand: Element, exponent: Fraction) -> Element:
    """radicand^exponent for a radicand that is not negative and 0 <= exponent < 1."""
    if exponent == 0:
        return tower.number(1)
    powers = factors_of(tower, radicand).powers
    if len(powers) == 1 and abs(powers[0][1]) == 1:
        if powers[0][1] == 1:
            return factor_root(tower, radicand, exponent)
        return tower.number(1).over(factor_root(tower, tower.number(1).over(radicand), exponent))
    key = ("root", *radicand.key())
    if tower.find(key) is None and tower.facts.nonvanishing(radicand):
        inverse = tower.number(1).over(radicand)
        if tower.find(("root", *inverse.key())) is not None:
            return tower.number(1).over(group_root(tower, inverse, exponent))
        if exponent == Fraction(1, 2):
            dependent = _dependent(tower, radicand)
            if dependent is not None:
                return dependent
    result = _finest(tower, key, radicand, exponent, Kind.ROOT)
    made = tower.find(key)
    if made is not None and made not in tower.groups:
        tower.groups.append(made)
    return result


def _finest(
    tower: Tower, key: tuple[str, ...], radicand: Element, exponent: Fraction, kind: Kind
) -> Element:
    """A power of den*(num/den)^(1/n), whose n-th power num*den^(n-1) is a polynomial."""
    found = tower.find(key)
    order = exponent.denominator if found is None else tower.kernels[found].order
    scale = radicand.denominator()
    if found is None or order % exponent.denominator:
        finer = lcm(order, exponent.denominator)
        arguments = (radicand,) if kind is Kind.NUMBER_ROOT else (radicand, scale)
        made = tower.new_generator(Kernel(kind, None, arguments, finer), key)
        ring = tower.ring
        num, den = radicand.pair
        power = ring.reduce(num * den ** (finer - 1))
        ring.relate(made, finer, ring.generator(made) ** finer - power, root=True)
        if found is not None:
            root = tower.element(made).over(scale)
            tower.supersede(found, scale * root ** (finer // order))
        found, order = made, finer
    return tower.element(found).over(scale) ** int(exponent * order)


def _dependent(tower: Tower, radicand: Element) -> Element | None:
    """sqrt(w) from square roots that exist, if w times some of their radicands is a square.

    The radicands must not vanish, for the roots become denominators.
    """
    rows: list[tuple[str, frozenset[str], frozenset[int]]] = []
    for generator in tower.groups:
        kernel = tower.kernels[generator]
        if kernel.order == 2 and tower.facts.nonvanishing(kernel.arguments[0]):
            row = _parity(tower, kernel.arguments[0])
            row, used = _eliminate(row, frozenset((generator,)), rows)
            if row:
                rows.append((min(row), row, used))
    rest, used = _eliminate(_parity(tower, radicand), frozenset(), rows)
    if rest or not used:
        return None
    square, value = radicand, tower.number(1)
    for generator in sorted(used):
        kernel = tower.kernels[generator]
        square *= kernel.arguments[0]
        value *= tower.element(generator).over(kernel.arguments[1])
    return tower.power(square, tower.number(Fraction(1, 2))).over(value)


def _parity(tower: Tower, u: Element) -> frozenset[str]:
    return frozenset(key_of(f) for f, e in factors_of(tower, u).powers if e % 2)


def _eliminate(
    row: frozenset[str],
    used: frozenset[int],
    rows: list[tuple[str, frozenset[str], frozenset[int]]],
) -> tuple[frozenset[str], frozenset[int]]:
    for pivot, other, other_used in rows:
        if pivot in row:
            row, used = row ^ other, used ^ other_used
    return row, used
