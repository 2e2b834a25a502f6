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
    return _finest(tower, ("root", radicand.key()[0]), radicand, exponent, Kind.ROOT)


def _finest(
    tower: Tower, key: tuple[str, str], radicand: Element, exponent: Fraction, kind: Kind
) -> Element:
    found = tower.find(key)
    order = exponent.denominator if found is None else tower.kernels[found].order
    if found is None or order % exponent.denominator:
        finer = lcm(order, exponent.denominator)
        arguments = (radicand,) if kind is Kind.NUMBER_ROOT else (radicand, tower.number(1))
        made = tower.new_generator(Kernel(kind, None, arguments, finer), key)
        num, _ = radicand.pair
        ring = tower.ring
        ring.relate(made, finer, ring.generator(made) ** finer - num, root=True)
        if found is not None:
            tower.supersede(found, tower.element(made) ** (finer // order))
        found, order = made, finer
    return tower.element(found) ** int(exponent * order)


def group_root(tower: Tower, radicand: Element, order: int) -> tuple[Element, list[Element]]:
    """radicand^(1/order) for a radicand not negative, and factors still to be set in bars."""
    split = factors_of(tower, radicand)
    if len(split.powers) == 1 and split.powers[0][1] == 1:
        return factor_root(tower, radicand, Fraction(1, order)), []
    if split.powers[0][1] < 0:
        value, bare = group_root(tower, tower.number(1).over(radicand), order)
        return tower.number(1).over(value), bare
    num, den = radicand.pair
    scale = tower.polynomial(den)
    key = ("group root", *radicand.key(), str(order))
    found = tower.find(key)
    if found is None and order == 2:
        dependent = _dependent(tower, radicand)
        if dependent is not None:
            return dependent
    if found is None:
        ring = tower.ring
        found = tower.new_generator(Kernel(Kind.ROOT, None, (radicand, scale), order), key)
        power = ring.reduce(ring.promote(num) * ring.promote(den) ** (order - 1))
        ring.relate(found, order, ring.generator(found) ** order - power, root=True)
        if order == 2:
            tower.groups.append(found)
    return tower.element(found).over(scale), []


def _dependent(tower: Tower, radicand: Element) -> tuple[Element, list[Element]] | None:
    """sqrt(w) from square roots that exist, if w times some of their radicands is a square."""
    rows: list[tuple[str, frozenset[str], frozenset[int]]] = []
    for generator in tower.groups:
        row = _parity(tower, tower.kernels[generator].arguments[0])
        row, used = _eliminate(row, frozenset((generator,)), rows)
        if row:
            rows.append((min(row), row, used))
    rest, used = _eliminate(_parity(tower, radicand), frozenset(), rows)
    if rest or not used:
        return None
    square = radicand
    value = tower.number(1)
    for generator in sorted(used):
        kernel = tower.kernels[generator]
        square *= kernel.arguments[0]
        value *= tower.element(generator).over(kernel.arguments[1])
    bare: list[Element] = []
    half = tower.number(1)
    split = factors_of(tower, square)
    if split.coefficient != 1:
        return None
    for factor, exponent in split.powers:
        k = exponent // 2
        base = tower.polynomial(factor)
        half = half * base**k if k > 0 else half.over(base**-k)
        if k % 2:
            half = half.over(base)
            bare.append(base)
    return half.over(value), bare


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
