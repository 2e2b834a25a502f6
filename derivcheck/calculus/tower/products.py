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
        self.bases: dict[str, tuple[Element, Fraction]] = {}
        self.exponent = tower.number(0)

    def times(self, u: Element, exponent: Fraction) -> None:
        """Multiply by |u|^exponent."""
        split = factors_of(self.tower, u)
        self.number(abs(split.coefficient), exponent)
        for factor, power in split.powers:
            self._base(factor, power * exponent)

    def number(self, value: Fraction, exponent: Fraction) -> None:
        """Multiply by a power of a positive rational."""
        for prime, power in prime_powers(value):
            self.numbers[prime] = self.numbers.get(prime, Fraction(0)) + power * exponent

    def _base(self, factor: Polynomial, exponent: Fraction) -> None:
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
            self.bases[key] = (self.tower.polynomial(factor), old + exponent)

    def value(self, root_of: Element | None = None) -> Element:
        """The product without bars; `root_of` is an element known not to be negative."""
        tower = self.tower
        epoch = tower.epoch
        result = exponentials.exp(tower, self.exponent)
        for prime, exponent in sorted(self.numbers.items()):
            k = floor(exponent)
            result *= tower.number(Fraction(prime) ** k)
            result *= roots.number_root(tower, prime, exponent - k)
        if tower.epoch != epoch:  # a factor may be reducible over finer generators
            again = Product(tower)
            for base, exponent in self.bases.values():
                again.times(base, exponent)
            return result * again.value(root_of)
        alone: list[Element] = []
        group: list[tuple[Element, Fraction]] = []
        for base, exponent in self.bases.values():
            if exponent.denominator == 1 and exponent % 2 == 0:
                result = _times(result, base, int(exponent))
                continue
            known = tower.facts.of(base)
            if known is not None and known.sign:
                k = floor(exponent)
                positive = base * known.sign
                result = _times(result, positive, k)
                result *= roots.factor_root(tower, positive, exponent - k)
                continue
            k = -floor((1 - exponent) / 2)  # exponent = 2*k + rest with -1 < rest <= 1
            result = _times(result, base, 2 * k)
            if exponent - 2 * k == 1:
                alone.append(base)
            else:
                group.append((base, exponent - 2 * k))
        if group:
            value, bare = self._grouped(group, root_of)
            result, alone = result * value, alone + bare
        return result * _bare(tower, alone) if alone else result

    def _grouped(
        self, group: list[tuple[Element, Fraction]], root_of: Element | None
    ) -> tuple[Element, list[Element]]:
        """The root of a product whose factors have unknown signs but which has one itself."""
        tower = self.tower
        order = lcm(*(e.denominator for _, e in group))
        radicand = tower.number(1)
        for base, exponent in group:
            radicand = _times(radicand, base, int(exponent * order))
        known = tower.facts.of(radicand)
        sign = known.sign if known is not None else 0
        if not sign and root_of is not None:
            sign = _sign_where_nonnegative(tower, radicand, root_of)
        if not sign:
            raise NeedSign(group[0][0])
        return roots.group_root(tower, radicand * sign, order)


def _times(result: Element, base: Element, exponent: int) -> Element:
    if exponent == 0:
        return result
    if exponent > 0:
        return result * base**exponent
    return result.over(base**-exponent)


def _sign_where_nonnegative(tower: Tower, radicand: Element, u: Element) -> int:
    """The sign of the radicand where u >= 0 and u is not 0, if the other factors tell it."""
    odd = {key_of(f) for f, e in factors_of(tower, radicand).powers if e % 2}
    split = factors_of(tower, u)
    sign = 1 if split.coefficient > 0 else -1
    for factor, exponent in split.powers:
        if exponent % 2 == 0:
            continue
        if key_of(factor) in odd:
            odd.remove(key_of(factor))
            continue
        known = tower.facts.of(tower.polynomial(factor))
        if known is None:
            return 0
        sign *= known.sign
    return 0 if odd else sign


def _bare(tower: Tower, alone: list[Element]) -> Element:
    """The absolute value of a product of different factors of unknown signs."""
    value = tower.number(1)
    for factor in alone:
        value *= factor
    known = tower.facts.of(value)
    if known is None:
        raise NeedSign(alone[0])
    return value * known.sign
