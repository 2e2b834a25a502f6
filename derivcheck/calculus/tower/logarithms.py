"""Logarithms.

log|u| is the sum of e*log|f| over the irreducible factors f^e of u, wherever u has a value and
is not 0; so log(u), which has a value only for u > 0, splits without any sign being known. A
logarithm kernel is log|f| for an irreducible polynomial f.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.denesting import conjugates
from derivcheck.calculus.tower.factors import factors_of, prime_powers, primitive
from derivcheck.calculus.tower.kernels import Kernel, Kind
from derivcheck.calculus.tower.polynomials import Polynomial, key_of
from derivcheck.calculus.tower.refusals import NoValue

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["log", "log_absolute"]


def log(tower: Tower, u: Element) -> Element:
    """log(u); u > 0 where it has a value."""
    number = u.is_number()
    if u.is_null() or (number is not None and number < 0):
        raise NoValue("the logarithm of a number that is not positive")
    if number is None:
        tower.require(u, ">", "a logarithm has a value")
    return log_absolute(tower, u)


def log_absolute(tower: Tower, u: Element) -> Element:
    """log|u| for an element without zeros where it is used."""
    if u.is_zero():
        raise NoValue("the logarithm of 0")
    split = factors_of(tower, u)
    total = _number(tower, abs(split.coefficient))
    for factor, exponent in split.powers:
        total += _factor(tower, factor) * exponent
    return total


def _number(tower: Tower, value: Fraction) -> Element:
    total = tower.number(0)
    for prime, exponent in prime_powers(value):
        key = ("number log", str(prime))
        found = tower.find(key)
        if found is None:
            found = tower.new_generator(Kernel(Kind.NUMBER_LOG, None, (), prime), key)
        total += tower.element(found) * exponent
    return total


def _factor(tower: Tower, factor: Polynomial) -> Element:
    generator = tower.single_generator(factor)
    kernel = None if generator is None else tower.kernels[generator]
    match kernel:
        case Kernel(kind=Kind.EXP, arguments=(a,)):
            return a
        case Kernel(kind=Kind.ROOT, arguments=(a, scale), order=order):
            return log_absolute(tower, a) * Fraction(1, order) + log_absolute(tower, scale)
        case Kernel(kind=Kind.NUMBER_ROOT, arguments=(a,), order=order):
            return log_absolute(tower, a) * Fraction(1, order)
    key = ("log", key_of(factor))
    found = tower.find(key)
    if found is None:
        f = tower.polynomial(factor)
        by_conjugate = _by_conjugate(tower, f)
        if by_conjugate is not None:
            return by_conjugate
        found = tower.new_generator(Kernel(Kind.LOG, None, (f,)), key)
    return tower.element(found)


def _by_conjugate(tower: Tower, f: Element) -> Element | None:
    """log|a + b*s| = log|a^2 - b^2*s^2| - log|a - b*s|, if that one is there already.

    log(x + sqrt(x^2 + 1)) and log(-x + sqrt(x^2 + 1)) are opposite.
    """
    pair = conjugates(tower, f)
    if pair is None or pair.norm.is_null() or not tower.facts.nonvanishing(pair.norm):
        return None
    conjugate = primitive(pair.conjugate.pair[0])
    made = tower.find(("log", key_of(conjugate[1])))
    if made is None:
        return None
    other = tower.element(made) + _number(tower, abs(conjugate[0]))
    return log_absolute(tower, pair.norm) - other
