"""Products of real powers of absolute values.

`|u|^r` is the product of the `|f|^(e*r)` over the irreducible factors f^e of u, at every point
where u has no pole; no sign is needed for that. A sign is needed where `|f|` itself has to be
written without bars; it comes from the tower's facts, or `NeedSign` asks for it.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, gcd, lcm
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

Power = tuple["Element", Fraction]


def absolute(tower: Tower, u: Element) -> Element:
    """|u|."""
    if u.is_null():
        return tower.number(0)
    product = Product(tower)
    product.times(u, Fraction(1))
    return product.value()


def root(tower: Tower, u: Element, exponent: Fraction) -> Element:
    """u^exponent for a rational exponent that is not an integer: u >= 0 where it has a value."""
    if u.is_null():
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
        unsigned: list[Power] = []
        for base, exponent in self.bases.values():
            if exponent.denominator == 1 and exponent % 2 == 0:
                result = _times(result, base, int(exponent))
                continue
            known = tower.facts.of(base)
            if known is None or known.sign == 0:
                unsigned.append((base, exponent))
                continue
            k = floor(exponent)
            positive = base * known.sign
            result = _times(result, positive, k) * roots.factor_root(tower, positive, exponent - k)
        return result * _unsigned(tower, unsigned, root_of) if unsigned else result


def _unsigned(tower: Tower, powers: list[Power], root_of: Element | None) -> Element:
    """The product of |f|^r over factors whose own signs are unknown."""
    value = _along_one_direction(tower, powers, root_of)
    if value is not None:
        return value
    result, alone, group = tower.number(1), tower.number(1), []
    for base, exponent in powers:
        k = -floor((1 - exponent) / 2)  # exponent = 2*k + rest with -1 < rest <= 1
        rest = exponent - 2 * k
        if exponent > 0 > rest and not tower.facts.nonvanishing(base):
            raise NeedSign(base)
        result = _times(result, base, 2 * k)
        if rest == 1:
            alone *= base
        elif rest:
            group.append((base, rest))
    if group:
        value = _along_one_direction(tower, group, root_of)
        if value is None:
            raise NeedSign(group[0][0])
        result *= value
    known = tower.facts.of(alone)
    if known is None:
        raise NeedSign(powers[0][0] if group else alone)
    return result * alone * known.sign


def _along_one_direction(
    tower: Tower, powers: list[Power], root_of: Element | None
) -> Element | None:
    """|w|^c for the product w of primitive integer powers, if the sign of w is known."""
    order = lcm(*(e.denominator for _, e in powers))
    whole = [int(e * order) for _, e in powers]
    common = gcd(*whole)
    w = tower.number(1)
    for (base, _), power in zip(powers, whole, strict=True):
        w = _times(w, base, power // common)
    known = tower.facts.of(w)
    sign = known.sign if known is not None else 0
    if not sign and root_of is not None:
        sign = _sign_where_nonnegative(tower, w, root_of)
    if not sign:
        return None
    exponent = Fraction(common, order)
    k = floor(exponent)
    return _times(tower.number(1), w * sign, k) * roots.group_root(tower, w * sign, exponent - k)


def _times(result: Element, base: Element, exponent: int) -> Element:
    if exponent == 0:
        return result
    if exponent > 0:
        return result * base**exponent
    return result.over(base**-exponent)


def _sign_where_nonnegative(tower: Tower, w: Element, u: Element) -> int:
    """The sign of w where u >= 0, if u is w times squares and factors of known signs.

    Where one of these vanishes u >= 0 says nothing of w; such points become a condition.
    """
    odd = {key_of(f) for f, e in factors_of(tower, w).powers if e % 2}
    split = factors_of(tower, u)
    sign = 1 if split.coefficient > 0 else -1
    others: list[Element] = []
    for factor, exponent in split.powers:
        if exponent % 2 and key_of(factor) in odd:
            odd.remove(key_of(factor))
            continue
        other = tower.polynomial(factor)
        if exponent % 2:
            known = tower.facts.of(other)
            if known is None:
                return 0
            sign *= known.sign
        if exponent > 0:
            others.append(other)
    if odd:
        return 0
    for other in others:
        tower.require(other, "!=", "a factor is taken out of a root", implied=False)
    return sign
