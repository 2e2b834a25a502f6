"""Sine, cosine and tangent.

Every angle is an integer combination of basis angles theta, rational multiples of pi and
inverse functions; tan(theta) is the generator, and the circle is parametrised by it:
cos(2*theta) = (1 - t^2)/(1 + t^2), sin(2*theta) = 2*t/(1 + t^2).

Why the points with cos(theta) = 0, where t has no value, need no exception: cos and sin of
2*theta are quotients of forms of one degree in c = cos(theta), s = sin(theta), with the
denominator c^2 + s^2 = 1, and sums, products and quotients of such values are so again, with a
denominator that does not vanish where the author's does not. An identity between polynomials
in t = s/c is one between the forms. Roots and logarithms of factors f(t) stand for those of the
forms c^deg(f)*f(s/c), up to powers of |c| = |1 + t^2|^(-1/2), which is a change of basis.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.calculus.tower import rational_angles
from derivcheck.calculus.tower.combinations import combination
from derivcheck.calculus.tower.factors import primitive
from derivcheck.calculus.tower.kernels import Kernel, Kind
from derivcheck.calculus.tower.products import root
from derivcheck.calculus.tower.refusals import GaveUp, NoValue, Unsupported
from derivcheck.calculus.tower.rotations import Rotation

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["cos", "cot", "csc", "sec", "sin", "tan"]

_LARGEST_MULTIPLE = 60
_HALF = Fraction(1, 2)


def sin(tower: Tower, u: Element) -> Element:
    """sin(u)."""
    value = _rotation(tower, u, whole=True).sin
    tower.sines.append((value, u))
    return value


def cos(tower: Tower, u: Element) -> Element:
    """cos(u), which is sin(pi/2 - u)."""
    value = _rotation(tower, u, whole=True).cos
    tower.sines.append((value, tower.pi() * _HALF - u))
    return value


def tan(tower: Tower, u: Element) -> Element:
    """tan(u)."""
    rotation = _rotation(tower, u, whole=False)
    return _quotient(rotation.sin, rotation.cos, "a tangent has a value")


def tangent_kernel(tower: Tower, u: Element) -> Element:
    """tan(u) as the generator of an angle, which may be infinite where sin(2*u) has a value."""
    rotation = _rotation(tower, u, whole=False)
    if rotation.cos.is_null():
        raise Unsupported("an angle became an odd multiple of pi/2")
    return rotation.sin.over(rotation.cos)


def cot(tower: Tower, u: Element) -> Element:
    """cot(u) = cos(u)/sin(u)."""
    rotation = _rotation(tower, u, whole=False)
    return _quotient(rotation.cos, rotation.sin, "a cotangent has a value")


def sec(tower: Tower, u: Element) -> Element:
    """sec(u) = 1/cos(u)."""
    return _quotient(tower.number(1), cos(tower, u), "a secant has a value")


def csc(tower: Tower, u: Element) -> Element:
    """csc(u) = 1/sin(u)."""
    return _quotient(tower.number(1), sin(tower, u), "a cosecant has a value")


def _quotient(top: Element, bottom: Element, reason: str) -> Element:
    if bottom.is_null():
        raise NoValue(reason)
    if bottom.is_number() is None:
        bottom.tower.require(bottom, "!=", reason)
    return top.over(bottom)


def _rotation(tower: Tower, u: Element, whole: bool) -> Rotation:
    """(cos u, sin u); with `whole` False only up to a common positive factor."""
    inverse = tower.linear_part(u, (Kind.PI, Kind.ATAN, Kind.ASIN))
    result = Rotation(tower.number(1), tower.number(0))
    for generator, coefficient in inverse.items():
        kernel = tower.kernels[generator]
        if kernel.kind is Kind.PI:
            turn = rational_angles.rotation_by(tower, coefficient)
        elif coefficient.denominator == 1:
            turn = _inverse(tower, kernel, whole).power(int(coefficient))
        else:
            continue
        u = u - tower.element(generator) * coefficient
        result = result.after(turn)
    if u.is_null():
        return result
    for theta, multiple in _in_basis(tower, u, whole):
        if abs(multiple) > _LARGEST_MULTIPLE:
            raise GaveUp("a large multiple of an angle")
        result = result.after(_basic(tower, theta, multiple, whole))
    return result


def _inverse(tower: Tower, kernel: Kernel, whole: bool) -> Rotation:
    (v,) = kernel.arguments
    one = tower.number(1)
    if kernel.kind is Kind.ASIN:
        return Rotation(root(tower, 1 - v * v, _HALF), v)
    rotation = Rotation(one, v)
    return rotation.over(root(tower, 1 + v * v, _HALF)) if whole else rotation


def _basic(tower: Tower, theta: int, n: int, whole: bool) -> Rotation:
    """The angle n*theta, or with `whole` 2*n*theta with its length."""
    t = tower.element(theta)
    one = tower.number(1)
    if not whole:
        return Rotation(one, t).power(n)
    return Rotation(one - t * t, 2 * t).power(n).over((1 + t * t) ** abs(n))


def _in_basis(tower: Tower, u: Element, whole: bool) -> list[tuple[int, int]]:
    """Basis angles and integers n with u = sum of n*theta, or of 2*n*theta with `whole`."""
    goal = u * _HALF if whole else u
    basis = tower.angles
    found = combination(goal, [tower.kernels[g].arguments[0] for g in basis])
    if found is None:
        content, _ = primitive(goal.pair[0])
        theta = goal * Fraction(1, content.numerator)
        basis.append(tower.new_generator(Kernel(Kind.TAN, None, (theta,))))
        return [(basis[-1], content.numerator)]
    result = []
    for place, coefficient in enumerate(found):
        if coefficient.denominator > 1:
            _refine(tower, place, coefficient.denominator)
        if coefficient:
            result.append((basis[place], coefficient.numerator))
    return result


def _refine(tower: Tower, place: int, n: int) -> None:
    """Replace a basis angle by its n-th part."""
    old = tower.angles[place]
    theta = tower.kernels[old].arguments[0] * Fraction(1, n)
    made = tower.new_generator(Kernel(Kind.TAN, None, (theta,)))
    tower.angles[place] = made
    turn = Rotation(tower.number(1), tower.element(made)).power(n)
    tower.supersede(old, turn.sin.over(turn.cos))
