"""Exponentials.

The arguments of the exponential kernels are kept linearly independent over Q, so that exp(2*x)
and exp(-x) are powers of one generator; an argument that needs a finer one (exp(x/2) after
exp(x)) replaces the generator by a power of a new one. Rational multiples of logarithms leave
the argument: exp(a + 2*log|f|) = exp(a)*f^2.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.combinations import combination
from derivcheck.calculus.tower.factors import primitive
from derivcheck.calculus.tower.kernels import Kernel, Kind

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["exp"]

#: integer multiples beyond this do not become powers of a generator
_LARGEST_POWER = 10_000


def exp(tower: Tower, a: Element) -> Element:
    """exp(a)."""
    if a.is_null():
        return tower.number(1)
    logs = tower.linear_part(a, (Kind.LOG, Kind.NUMBER_LOG))
    if not logs:
        return _independent(tower, a)
    from derivcheck.calculus.tower.products import Product

    product = Product(tower)
    for generator, coefficient in logs.items():
        kernel = tower.kernels[generator]
        a = a - tower.element(generator) * coefficient
        if kernel.kind is Kind.NUMBER_LOG:
            product.number(Fraction(kernel.order), coefficient)
        else:
            product.times(kernel.arguments[0], coefficient)
    return product.value() * exp(tower, a)


def _independent(tower: Tower, a: Element) -> Element:
    basis = tower.exponents
    found = combination(a, [tower.kernels[g].arguments[0] for g in basis])
    if found is None:
        unit, multiple = _unit(a)
        made = tower.new_generator(Kernel(Kind.EXP, None, (unit,)))
        basis.append(made)
        return _power(tower, made, multiple)
    result = tower.number(1)
    for place, coefficient in enumerate(found):
        if coefficient.denominator > 1:
            old = basis[place]
            finer = tower.kernels[old].arguments[0] * Fraction(1, coefficient.denominator)
            basis[place] = tower.new_generator(Kernel(Kind.EXP, None, (finer,)))
            image = _power(tower, basis[place], coefficient.denominator)
            tower.supersede(old, image)
            coefficient = Fraction(coefficient.numerator)
        result *= _power(tower, basis[place], int(coefficient))
    return result


def _unit(a: Element) -> tuple[Element, int]:
    """A unit and an integer multiple: 6*x/5 is 6 times x/5, -2*x - 4 is -2 times x + 2."""
    content, _ = primitive(a.pair[0])
    multiple = content.numerator
    if abs(multiple) > _LARGEST_POWER:
        multiple = -1 if multiple < 0 else 1
    return a * Fraction(1, multiple), multiple


def _power(tower: Tower, generator: int, exponent: int) -> Element:
    element = tower.element(generator)
    return element**exponent if exponent >= 0 else tower.number(1).over(element**-exponent)
