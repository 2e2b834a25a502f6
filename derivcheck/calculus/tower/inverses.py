"""Inverse trigonometric and hyperbolic functions.

The hyperbolic ones are logarithms. atan and asin are kernels with arguments of one sign; no
relation between two of them is used that holds only on a part of the line.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from flint import arb

from derivcheck.calculus.tower import rational_angles
from derivcheck.calculus.tower.enclosures import enclosure
from derivcheck.calculus.tower.gaussian import atan_of_rational
from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.logarithms import log, log_absolute
from derivcheck.calculus.tower.products import root
from derivcheck.calculus.tower.refusals import NoValue

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "leading_sign"]

_HALF = Fraction(1, 2)
#: denominators of the multiples of pi that are looked for
_DENOMINATORS = 60


def leading_sign(u: Element) -> int:
    """The sign of the first coefficient, by which an odd function picks u or -u."""
    num = u.pair[0]
    return -1 if not num.is_zero() and num.leading_coefficient() < 0 else 1


def atan(tower: Tower, v: Element) -> Element:
    """atan(v), odd."""
    if v.is_null():
        return tower.number(0)
    if leading_sign(v) < 0:
        return -atan(tower, -v)
    number = v.is_number()
    special = _special(tower, v, Kind.ATAN)
    if special is None and number is not None:
        special = atan_of_rational(tower, number)
    if special is not None:
        return special
    for theta in tower.angles:
        if (tower.element(theta) - v).is_null():
            u = tower.kernels[theta].arguments[0]
            angle = _on_principal_branch(tower, u)
            if angle is not None:
                return angle
            turns = _half_turns(tower, u)
            if turns:
                return u - tower.pi() * turns
    known = tower.facts.of(v)
    inverse = tower.number(1).over(v)
    if known is not None and known.strict and known.sign and inverse.key() > v.key():
        return tower.pi() * (_HALF * known.sign) - tower.kernel(Kind.ATAN, inverse)
    return tower.kernel(Kind.ATAN, v)


def asin(tower: Tower, v: Element) -> Element:
    """asin(v), odd; -1 <= v <= 1 where it has a value."""
    if v.is_null():
        return tower.number(0)
    if leading_sign(v) < 0:
        return -asin(tower, -v)
    number = v.is_number()
    if number is not None and abs(number) > 1:
        raise NoValue("asin of a number outside [-1, 1]")
    if number is None:
        tower.require(1 - v, ">=", "asin or acos has a value")
        tower.require(1 + v, ">=", "asin or acos has a value")
    found = _special(tower, v, Kind.ASIN)
    if found is None and number is not None:
        cosine = root(tower, 1 - v * v, _HALF)
        if cosine.is_number() is not None:
            return atan(tower, v.over(cosine))
    if found is None:
        found = _angle_of_sine(tower, v)
    return tower.kernel(Kind.ASIN, v) if found is None else found


def acos(tower: Tower, v: Element) -> Element:
    """acos(v) = pi/2 - asin(v)."""
    return tower.pi() * _HALF - asin(tower, v)


def asinh(tower: Tower, v: Element) -> Element:
    """asinh(v) = log(v + sqrt(v^2 + 1)), odd."""
    if leading_sign(v) < 0:
        return -asinh(tower, -v)
    return log(tower, v + root(tower, v * v + 1, _HALF))


def acosh(tower: Tower, v: Element) -> Element:
    """acosh(v) = log(v + sqrt(v^2 - 1)); v >= 1 where it has a value."""
    if v.is_number() is None:
        tower.require(v - 1, ">=", "acosh has a value")
    return log(tower, v + root(tower, v * v - 1, _HALF))


def atanh(tower: Tower, v: Element) -> Element:
    """atanh(v) = log((1 + v)/(1 - v))/2; -1 < v < 1 where it has a value."""
    number = v.is_number()
    if number is not None and abs(number) >= 1:
        raise NoValue("atanh of a number outside (-1, 1)")
    if number is None:
        tower.require(1 - v, ">", "atanh has a value")
        tower.require(1 + v, ">", "atanh has a value")
        tower.require(1 - v * v, ">", "atanh has a value")
    return (log_absolute(tower, 1 + v) - log_absolute(tower, 1 - v)) * _HALF


def _angle_of_sine(tower: Tower, v: Element) -> Element | None:
    """asin(sin(u)), where u is known to lie in one of the intervals on which sin is monotone."""
    for value, u in tower.sines:
        for sign in (1, -1):
            if (value * sign - v).is_null():
                angle = _on_principal_branch(tower, u)
                if angle is not None:
                    return angle * sign
                turned = _on_principal_branch(tower, tower.pi() - u)
                if turned is not None:
                    return turned * sign
                turns = _half_turns(tower, u)
                if turns:
                    return (u - tower.pi() * turns) * (-sign if turns % 2 else sign)
    return None


def _half_turns(tower: Tower, u: Element) -> int:
    """The multiple of pi nearest to a constant; 0 where none is certain."""
    if not all(tower.is_constant(g) for g in u.generators()):
        return 0
    ball = enclosure(tower, u, 128)
    turns = None if ball is None else (ball / arb.pi() + arb(1) / 2).floor().unique_fmpz()
    return 0 if turns is None else int(turns)


def _on_principal_branch(tower: Tower, u: Element) -> Element | None:
    """u itself if -pi/2 <= u <= pi/2 is known."""
    half = tower.pi() * _HALF
    return u if tower.facts.holds(half - u, ">=") and tower.facts.holds(half + u, ">=") else None


def _special(tower: Tower, v: Element, kind: Kind) -> Element | None:
    """The rational multiple of pi that an inverse function of an algebraic number may be.

    Found by its digits, proved by taking the sine or tangent of it.
    """
    if not all(tower.is_constant(g) for g in v.generators()):
        return None
    ball = enclosure(tower, v, 128)
    if ball is None:
        return None
    turn = (ball.atan() if kind is Kind.ATAN else ball.asin()) / arb.pi()
    if not turn.is_finite():
        return None
    multiple = Fraction(float(turn.mid())).limit_denominator(_DENOMINATORS)
    if not abs(turn - arb(multiple.numerator) / multiple.denominator) < 2**-40:
        return None
    angle = rational_angles.rotation_by(tower, multiple)
    proved = angle.sin - v if kind is Kind.ASIN else angle.sin - v * angle.cos
    in_range = abs(multiple) <= _HALF if kind is Kind.ASIN else abs(multiple) < _HALF
    return tower.pi() * multiple if in_range and proved.is_zero() else None
