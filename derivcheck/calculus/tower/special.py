"""Hyperbolic functions, the sigmoid and its relatives, erf and gamma."""

from __future__ import annotations

from fractions import Fraction
from math import factorial, floor
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.exponentials import exp
from derivcheck.calculus.tower.inverses import leading_sign
from derivcheck.calculus.tower.kernels import Kernel, Kind
from derivcheck.calculus.tower.logarithms import log
from derivcheck.calculus.tower.products import root
from derivcheck.calculus.tower.refusals import GaveUp, NoValue

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

_HALF = Fraction(1, 2)
_LARGEST_SHIFT = 40


def sigmoid(tower: Tower, u: Element) -> Element:
    """1/(1 + exp(-u))."""
    e = exp(tower, u)
    return e.over(1 + e)


def softplus(tower: Tower, u: Element) -> Element:
    """log(1 + exp(u))."""
    return log(tower, 1 + exp(tower, u))


def sinh(tower: Tower, u: Element) -> Element:
    """(exp(u) - exp(-u))/2."""
    e = exp(tower, u)
    return (e * e - 1).over(2 * e)


def cosh(tower: Tower, u: Element) -> Element:
    """(exp(u) + exp(-u))/2."""
    e = exp(tower, u)
    return (e * e + 1).over(2 * e)


def tanh(tower: Tower, u: Element) -> Element:
    """sinh(u)/cosh(u)."""
    e = exp(tower, u)
    return (e * e - 1).over(e * e + 1)


def sech(tower: Tower, u: Element) -> Element:
    """1/cosh(u)."""
    e = exp(tower, u)
    return (2 * e).over(e * e + 1)


def csch(tower: Tower, u: Element) -> Element:
    """1/sinh(u)."""
    e = exp(tower, u)
    return (2 * e).over(_not_zero(e * e - 1, "csch has a value"))


def coth(tower: Tower, u: Element) -> Element:
    """cosh(u)/sinh(u)."""
    e = exp(tower, u)
    return (e * e + 1).over(_not_zero(e * e - 1, "coth has a value"))


def _not_zero(u: Element, reason: str) -> Element:
    if u.is_null():
        raise NoValue(reason)
    u.tower.require(u, "!=", reason)
    return u


def erf(tower: Tower, u: Element) -> Element:
    """erf(u), an odd kernel."""
    if u.is_null():
        return tower.number(0)
    if leading_sign(u) < 0:
        return -tower.kernel(Kind.ERF, -u)
    return tower.kernel(Kind.ERF, u)


def gamma(tower: Tower, u: Element) -> Element:
    """gamma(u), written by the kernel with the largest argument that differs by an integer.

    gamma(u) = gamma(u + 1)/u holds wherever gamma(u) has a value; the other direction would
    not (gamma(u + 1) = u*gamma(u) has no right side at u = 0).
    """
    number = u.is_number()
    if number is not None:
        return _gamma_of_number(tower, number)
    for place, generator in enumerate(tower.gammas):
        (largest,) = tower.kernels[generator].arguments
        shift = (largest - u).is_number()
        if shift is None or shift.denominator != 1:
            continue
        if abs(shift) > _LARGEST_SHIFT:
            raise GaveUp("a large shift of gamma")
        if shift >= 0:
            return tower.element(generator).over(_rising(tower, u, int(shift)))
        made = tower.new_generator(Kernel(Kind.GAMMA, None, (u,)))
        tower.gammas[place] = made
        below = _rising(tower, largest, int(-shift))
        tower.supersede(generator, tower.element(made).over(below))
        return tower.element(made)
    tower.gammas.append(tower.new_generator(Kernel(Kind.GAMMA, None, (u,))))
    return tower.element(tower.gammas[-1])


def _rising(tower: Tower, u: Element, n: int) -> Element:
    """u*(u + 1)*...*(u + n - 1)."""
    product = tower.number(1)
    for k in range(n):
        product *= u + k
    return product


def _gamma_of_number(tower: Tower, number: Fraction) -> Element:
    if number.denominator == 1:
        if number <= 0:
            raise NoValue("gamma at a pole")
        if number > _LARGEST_SHIFT:
            raise GaveUp("a large factorial")
        return tower.number(factorial(int(number) - 1))
    k = floor(number)
    if abs(k) > _LARGEST_SHIFT:
        raise GaveUp("a large shift of gamma")
    rest = number - k
    start = (
        root(tower, tower.pi(), _HALF)
        if rest == _HALF
        else tower.kernel(Kind.GAMMA, tower.number(rest))
    )
    factor = Fraction(1)
    for j in range(abs(k)):
        factor *= rest + j if k > 0 else 1 / (rest - 1 - j)
    return start * factor
