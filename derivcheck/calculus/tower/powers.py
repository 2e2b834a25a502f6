"""Powers with integer, rational and symbolic exponents, in the language's reading.

A power of a negative base has a value only where the exponent is an integer; at base 0 only a
positive exponent (or the integer 0) gives one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.tower.exponentials import exp
from derivcheck.calculus.tower.factors import factors_of
from derivcheck.calculus.tower.kernels import Kernel, Kind
from derivcheck.calculus.tower.logarithms import log_absolute
from derivcheck.calculus.tower.products import root
from derivcheck.calculus.tower.refusals import GaveUp, NeedSign, NoValue, Unsupported

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["power"]

_LARGEST_EXPONENT = 2_000


def power(tower: Tower, base: Element, exponent: Element) -> Element:
    """base^exponent."""
    number = exponent.is_number()
    if number is None:
        return _symbolic(tower, base, exponent)
    if number.denominator != 1:
        return root(tower, base, number)
    if base.is_null():
        if number < 0:
            raise NoValue("a negative power of 0")
        return tower.number(1 if number == 0 else 0)
    if abs(number) > _LARGEST_EXPONENT:
        raise GaveUp("a large exponent")
    return base ** int(number)


def _symbolic(tower: Tower, base: Element, exponent: Element) -> Element:
    if base.is_null():
        raise Unsupported("a power of 0 with a symbolic exponent")
    known = tower.facts.of(base)
    if known is not None and known.sign > 0:
        if not known.strict:
            tower.require(base, ">", "a power with a symbolic exponent", implied=False)
        return exp(tower, exponent * log_absolute(tower, base))
    if known is not None and known.strict:
        return exp(tower, exponent * log_absolute(tower, base)) * _sign_power(
            tower, tower.number(-1), exponent
        )
    if not tower.oracle.integer(exponent):
        raise NeedSign(base, strict=True)
    tower.require(base, "!=", "a power with a symbolic exponent", implied=False)
    result = exp(tower, exponent * log_absolute(tower, base))
    split = factors_of(tower, base)
    if split.coefficient < 0:
        result *= _sign_power(tower, tower.number(-1), exponent)
    for factor, e in split.powers:
        if e % 2:
            result *= sign_power(tower, tower.polynomial(factor), exponent)
    return result


def sign_power(tower: Tower, base: Element, exponent: Element) -> Element:
    """sign(base)^exponent for a base that does not vanish and an integer exponent."""
    known = tower.facts.of(base)
    if known is not None and known.strict and known.sign:
        negative = _sign_power(tower, tower.number(-1), exponent)
        return tower.number(1) if known.sign > 0 else negative
    return _sign_power(tower, base, exponent)


def _sign_power(tower: Tower, base: Element, exponent: Element) -> Element:
    """Terms of the exponent that are integers separate: (-1)^(n + 2*m + 1) = -(-1)^n."""
    result = tower.number(1)
    if not exponent.pair[1].is_one():
        return _kernel(tower, base, exponent)
    rest = tower.number(0)
    for coefficient, powers in exponent.terms():
        monomial = tower.monomial(powers)
        if coefficient.denominator != 1 or (powers and not tower.oracle.integer(monomial)):
            rest += monomial * coefficient
        elif coefficient.numerator % 2:
            result *= _kernel(tower, base, monomial)
    return result if rest.is_null() else result * _kernel(tower, base, rest)


def _kernel(tower: Tower, base: Element, exponent: Element) -> Element:
    if exponent.is_number() is not None and base.is_number() is not None:
        return base  # (-1)^1
    key = ("sign power", *base.key(), *exponent.key())
    found = tower.find(key)
    if found is None:
        found = tower.new_generator(Kernel(Kind.SIGN_POWER, None, (base, exponent)), key)
        ring = tower.ring
        ring.relate(found, 2, ring.generator(found) ** 2 - 1, root=True)
    return tower.element(found)
