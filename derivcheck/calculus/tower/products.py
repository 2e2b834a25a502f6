"""Products of real powers of absolute values.

`|u|^r` is the product of the `|f|^(e*r)` over the irreducible factors f^e of u, at every point
where u has no pole; no sign is needed for that. A sign is needed where `|f|` itself has to be
written without bars; it comes from the tower's facts, or `NeedSign` asks for it.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, lcm
from typing import TYPE_CHECKING

from derivcheck.calculus.tower import exponentials, roots
from derivcheck.calculus.tower.factors import factors_of, prime_powers
from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.polynomials import Polynomial, key_of
from derivcheck.calculus.tower.refusals import NeedSign, NoValue

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["Product", "absolute", "root"]


def absolute(tower: Tower, u: Element) -> Element:
    """|u|."""
    if u.is_zero():
        return tower.number(0)
    product = Product(tower)
    product.times(u, Fraction(1))
    return product.value()


def root(tower: Tower, u: Element, exponent: Fraction) -> Element:
    """u^exponent for a rational exponent that is not an integer: u >= 0 where it has a value."""
    if u.is_zero():
        if exponent < 0:
            raise NoValue("a negative power of 0")
        return tower.number(0)
    number = u.is_number()
    if number is not None and number < 0:
        raise NoValue("a root of a negative number")
    if number is None:
        tower.require(u, ">=" if exponent > 0 else ">", "a root has a value")
    product = Product(tower)
    product.times(u, exponent)
    return product.value(root_of=u)


class Product:
    """A product of powers of absolute values, collected before any sign is asked for."""

    def __init__(self, tower: Tower) -> None:
        self.tower = tower
        self.numbers: dict[int, Fraction] = {}
        self.bases: dict[str, tuple[Polynomial, Fraction]] = {}
        self.exponent = tower.number(0)

    def times(self, u: Element, exponent: Fraction) -> None:
        """Multiply by |u|^exponent."""
        split = factors_of(self.tower, u)
        self.number(abs(split.coefficient), exponent)
        for factor, power in split.powers:
            self.base(factor, power * exponent)

    def number(self, value: Fraction, exponent: Fraction) -> None:
        """Multiply by a power of a positive rational."""
        for prime, power in prime_powers(value):
            self.numbers[prime] = self.numbers.get(prime, Fraction(0)) + power * exponent

    def base(self, factor: Polynomial, exponent: Fraction) -> None:
        """Multiply by |factor|^exponent for an irreducible polynomial."""
        generator = self.tower.single_generator(factor)
        kernel = None if generator is None else self.tower.kernels[generator]
        if kernel is not None and kernel.kind is Kind.EXP:
            self.exponent += kernel.arguments[0] * exponent
        elif kernel is not None and kernel.kind is Kind.ROOT:
            self.times(kernel.arguments[0], exponent / kernel.order)
            self.times(kernel.arguments[1], exponent)
        elif kernel is not None and kernel.kind is Kind.NUMBER_ROOT:
            self.number(kernel.arguments[0].is_number() or Fraction(1), exponent / kernel.order)
        else:
            key = key_of(factor)
            old = self.bases[key][1] if key in self.bases else Fraction(0)
            self.bases[key] = (factor, old + exponent)

    def value(self, root_of: Element | None = None) -> Element:
        """The product without bars; `root_of` is an element known not to be negative."""
        tower = self.tower
        result = exponentials.exp(tower, self.exponent)
        for prime, exponent in sorted(self.numbers.items()):
            k = floor(exponent)
            result *= tower.number(Fraction(prime) ** k)
            result *= roots.number_root(tower, prime, exponent - k)
        alone: list[Polynomial] = []
        group: list[tuple[Polynomial, Fraction]] = []
        for factor, exponent in self.bases.values():
            if exponent == 0:
                continue
            if exponent.denominator == 1 and exponent % 2 == 0:
                result = _times(result, tower.polynomial(factor), int(exponent))
                continue
            known = tower.facts.of_factor(factor)
            if known is not None and known.sign:
                k = floor(exponent)
                positive = tower.polynomial(factor) * known.sign
                result = _times(result, positive, k)
                result *= roots.factor_root(tower, positive, exponent - k)
                continue
            k = -floor((1 - exponent) / 2)  # exponent = 2*k + rest with -1 < rest <= 1
            result = _times(result, tower.polynomial(factor), 2 * k)
            if exponent - 2 * k == 1:
                alone.append(factor)
            else:
                group.append((factor, exponent - 2 * k))
        if group:
            result *= self._grouped(group, alone, root_of)
        return result * _bare(tower, alone) if alone else result

    def _grouped(
        self,
        group: list[tuple[Polynomial, Fraction]],
        alone: list[Polynomial],
        root_of: Element | None,
    ) -> Element:
        """The root of a product whose factors have unknown signs but which has one itself."""
        tower = self.tower
        order = lcm(*(e.denominator for _, e in group))
        radicand = tower.number(1)
        odd = []
        for factor, exponent in group:
            power = int(exponent * order)
            radicand = _times(radicand, tower.polynomial(factor), power)
            if power % 2:
                odd.append(factor)
        known = tower.facts.of_product(odd)
        sign = known.sign if known is not None else None
        if not sign:
            sign = None if root_of is None else _sign_inside(tower, root_of, odd)
        if sign is None:
            raise NeedSign(tower.polynomial(odd[0]))
        value, bare = roots.group_root(tower, radicand * sign, order)
        alone.extend(bare)
        return value


def _times(result: Element, base: Element, exponent: int) -> Element:
    if exponent == 0:
        return result
    if exponent > 0:
        return result * base**exponent
    return result.over(base**-exponent)


def _sign_inside(tower: Tower, u: Element, odd: list[Polynomial]) -> int | None:
    """The sign of the product of `odd` where u >= 0, if u's other factors have known signs."""
    split = factors_of(tower, u)
    wanted = {key_of(f) for f in odd}
    sign = 1 if split.coefficient > 0 else -1
    for factor, exponent in split.powers:
        if exponent % 2 == 0:
            continue
        if key_of(factor) in wanted:
            wanted.remove(key_of(factor))
            continue
        known = tower.facts.of_factor(factor)
        if known is None or known.sign == 0:
            return None
        sign *= known.sign
    return None if wanted else sign


def _bare(tower: Tower, alone: list[Polynomial]) -> Element:
    """The absolute value of a product of different factors of unknown signs."""
    known = tower.facts.of_product(alone)
    if known is None:
        raise NeedSign(tower.polynomial(alone[0]))
    value = tower.number(known.sign)
    for factor in alone:
        value *= tower.polynomial(factor)
    return value
