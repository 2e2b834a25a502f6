"""Functions of series where Taylor coefficients end: at the ends of domains and at infinity.

Identities lead back to the inside of a domain; what is bounded or smaller than every power of
the infinitesimal is known up to a remainder only.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.evaluation.arithmetic import Element, Undetermined, Unsupported
from derivcheck.evaluation.series import Series
from derivcheck.language.operators import Operator

if TYPE_CHECKING:
    from derivcheck.evaluation.series_arithmetic import SeriesArithmetic

_O = Operator


class OrderTooLow(Undetermined):
    """The known terms of a series of this level decide nothing: more of them are needed."""

    def __init__(self, level: int) -> None:
        super().__init__("the order of a series")
        self.level = level


class Ramified(Exception):
    """A root of an odd power of the infinitesimal: it has to be a power of another one."""

    def __init__(self, level: int, degree: int) -> None:
        super().__init__(f"a root of degree {degree}")
        self.level = level
        self.degree = degree


# Ends of domains --------------------------------------------------------------------------

_HALF = Fraction(1, 2)


def _log_edge(r: SeriesArithmetic, a: Series, c: Element) -> Element | None:
    """log e is O(1/e), which is enough as soon as e is the square of the way gone."""
    if not r.base.is_zero(c):
        return None
    if r.step < 2:
        raise Ramified(r.level, 2)
    del a
    return r.bounded(-1)


def _half_angle(r: SeriesArithmetic, a: Element) -> Element:
    """`sqrt((1 - a)/2)`."""
    return r.function(_O.SQRT, (r.number(1) - a) * r.number(_HALF))


def _asin_edge(r: SeriesArithmetic, a: Series, c: Element) -> Element | None:
    """asin a = pi/2 - 2 asin sqrt((1 - a)/2)."""
    two, half_pi = r.number(2), r.pi() * r.number(_HALF)
    if r.base.is_zero(c - r.number(1)):
        return half_pi - two * r.function(_O.ASIN, _half_angle(r, a))
    if r.base.is_zero(c + r.number(1)):
        return two * r.function(_O.ASIN, _half_angle(r, -a)) - half_pi
    return None


def _acos_edge(r: SeriesArithmetic, a: Series, c: Element) -> Element | None:
    """acos a = 2 asin sqrt((1 - a)/2)."""
    two = r.number(2)
    if r.base.is_zero(c - r.number(1)):
        return two * r.function(_O.ASIN, _half_angle(r, a))
    if r.base.is_zero(c + r.number(1)):
        return r.pi() - two * r.function(_O.ASIN, _half_angle(r, -a))
    return None


def _acosh_edge(r: SeriesArithmetic, a: Series, c: Element) -> Element | None:
    """acosh a = 2 asinh sqrt((a - 1)/2)."""
    if not r.base.is_zero(c - r.number(1)):
        return None
    inside = r.function(_O.SQRT, (a - r.number(1)) * r.number(_HALF))
    return r.number(2) * r.function(_O.ASINH, inside)


def _gamma_edge(r: SeriesArithmetic, a: Series, c: Element) -> Element | None:
    known = r.base.fraction(c)
    if known is not None and known.denominator == 1 and known <= 0:
        raise Unsupported("gamma near a pole")
    del a
    return None


AT_AN_EDGE: dict[_O, Callable[[SeriesArithmetic, Series, Element], Element | None]] = {
    _O.LOG: _log_edge,
    _O.ASIN: _asin_edge,
    _O.ACOS: _acos_edge,
    _O.ACOSH: _acosh_edge,
    _O.GAMMA: _gamma_edge,
}


# Near infinity ----------------------------------------------------------------------------


def _flat(r: SeriesArithmetic) -> Element:
    """What is smaller than every power of e."""
    return r.bounded(r.order + 1)


def _exp_at_infinity(r: SeriesArithmetic, a: Series) -> Element:
    if r.sign(a) > 0:
        raise Unsupported("exp near infinity")
    return _flat(r)


def _oscillates(r: SeriesArithmetic, a: Series) -> Element:
    del a
    return r.bounded(0)


def _saturates(r: SeriesArithmetic, a: Series) -> Element:
    return r.number(r.sign(a)) + _flat(r)


def _sigmoid_at_infinity(r: SeriesArithmetic, a: Series) -> Element:
    return r.number((1 + r.sign(a)) // 2) + _flat(r)


def _atan_at_infinity(r: SeriesArithmetic, a: Series) -> Element:
    """atan a = sign(a) pi/2 - atan(1/a)."""
    half_pi = r.pi() * r.number(Fraction(r.sign(a), 2))
    return half_pi - r.function(_O.ATAN, r.div(r.number(1), a))


AT_INFINITY: dict[_O, Callable[[SeriesArithmetic, Series], Element]] = {
    _O.EXP: _exp_at_infinity,
    _O.SIN: _oscillates,
    _O.COS: _oscillates,
    _O.TANH: _saturates,
    _O.ERF: _saturates,
    _O.SIGMOID: _sigmoid_at_infinity,
    _O.ATAN: _atan_at_infinity,
}
