"""Ranges of generators that hold on the whole region."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import arb

from derivcheck.calculus.tower.enclosures import enclosure
from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.polynomials import rational

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["Interval", "range_of"]


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval; None for an infinite end."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = True
    high_open: bool = True

    def meet(self, other: Interval) -> Interval:
        """What lies in both."""
        low, low_open = _tighter(self.low, self.low_open, other.low, other.low_open, 1)
        high, high_open = _tighter(self.high, self.high_open, other.high, other.high_open, -1)
        return Interval(low, high, low_open, high_open)


def _tighter(
    a: Fraction | None, a_open: bool, b: Fraction | None, b_open: bool, up: int
) -> tuple[Fraction | None, bool]:
    if a is None or (b is not None and up * b > up * a):
        return b, b_open
    if b is None or up * a > up * b:
        return a, a_open
    return a, a_open or b_open


REALS = Interval()
POSITIVE = Interval(Fraction(0))


def range_of(tower: Tower, generator: int, deep: bool = True) -> Interval:
    """The range of a generator; unless `deep`, without asking for the signs of arguments."""
    kernel = tower.kernels[generator]
    if not deep and kernel.kind is Kind.EXP:
        return POSITIVE
    if tower.is_constant(generator):
        return _constant(tower, generator)
    if not deep and kernel.kind is not Kind.OPAQUE:
        return REALS
    return _by_kind(tower, generator).meet(_by_facts(tower, generator))


def _by_kind(tower: Tower, generator: int) -> Interval:
    kernel = tower.kernels[generator]
    match kernel.kind:
        case Kind.OPAQUE:
            return _by_oracle(tower, generator)
        case Kind.EXP:
            return _exponential(tower, kernel.arguments[0])
        case Kind.ROOT:
            radicand, scale = kernel.arguments
            known = tower.facts.of(scale)
            if known is None or not known.sign:
                return REALS
            strict = tower.facts.nonvanishing(radicand)
            if known.sign < 0:
                return Interval(None, Fraction(0), True, strict)
            return Interval(Fraction(0), None, strict)
        case Kind.ASIN | Kind.ATAN:
            return _odd(tower, kernel.arguments[0], Fraction(1571, 1000))
        case Kind.ERF:
            return _odd(tower, kernel.arguments[0], Fraction(1))
        case Kind.SIGN_POWER:
            return Interval(Fraction(-1), Fraction(1), False, False)
        case Kind.TAN:
            return _tangent(kernel.arguments[0])
        case _:
            return REALS


def _constant(tower: Tower, generator: int) -> Interval:
    ball = enclosure(tower, tower.element(generator), 64)
    return REALS if ball is None else Interval(_rounded(ball, -1), _rounded(ball, 1))


def _rounded(ball: arb, up: int) -> Fraction:
    """A rational number with a small denominator on the outer side of a ball."""
    end = ((ball.upper() if up > 0 else ball.lower()) * 2**40).floor().unique_fmpz()
    assert end is not None, "the floor of an exact number is an integer"
    return Fraction(int(end) + up, 2**40)


def _by_oracle(tower: Tower, generator: int) -> Interval:
    element = tower.element(generator)
    match tower.oracle.sign(element):
        case 1:
            return POSITIVE
        case -1:
            return Interval(None, Fraction(0))
        case _:
            weak = tower.oracle.nonnegative(element)
            return Interval(Fraction(0), None, False) if weak else REALS


def _exponential(tower: Tower, argument: Element) -> Interval:
    known = tower.facts.of(argument)
    if known is None or known.sign == 0:
        return POSITIVE
    if known.sign > 0:
        return Interval(Fraction(1), None, known.strict)
    return Interval(Fraction(0), Fraction(1), True, known.strict)


def _odd(tower: Tower, argument: Element, most: Fraction) -> Interval:
    """The range of an odd increasing function below `most` in absolute value."""
    known = tower.facts.of(argument)
    if known is None or known.sign == 0:
        return Interval(-most, most)
    if known.sign > 0:
        return Interval(Fraction(0), most, known.strict)
    return Interval(-most, Fraction(0), True, known.strict)


def _tangent(argument: Element) -> Interval:
    """tan increases on (-pi/2, pi/2); its values at the ends are rounded outward."""
    r = affine_range(argument)
    if (
        r.low is None
        or r.high is None
        or r.low < -Fraction(157, 100)
        or r.high > Fraction(157, 100)
    ):
        return REALS
    low, high = _tan(r.low, -1), _tan(r.high, 1)
    return Interval(low, high, r.low_open or low != 0, r.high_open or high != 0)


def _tan(angle: Fraction, up: int) -> Fraction:
    if angle == 0:
        return Fraction(0)
    return _rounded(arb(rational(angle)).tan(), up)


def affine_range(argument: Element) -> Interval:
    """The range of an affine form with a denominator of 1, by interval arithmetic."""
    tower = argument.tower
    num, den = argument.pair
    if not den.is_one():
        return REALS
    low: Fraction | None = Fraction(0)
    high: Fraction | None = Fraction(0)
    low_open = high_open = False
    for c, powers in tower.ring.terms(num):
        if not powers:
            r = Interval(c, c, False, False)
        elif len(powers) == 1 and powers[0][1] == 1:
            r = _scaled(range_of(tower, powers[0][0]), c)
        else:
            return REALS
        low = None if low is None or r.low is None else low + r.low
        high = None if high is None or r.high is None else high + r.high
        low_open, high_open = low_open or r.low_open, high_open or r.high_open
    return Interval(low, high, low_open, high_open)


def _scaled(r: Interval, c: Fraction) -> Interval:
    low = None if r.low is None else r.low * c
    high = None if r.high is None else r.high * c
    if c > 0:
        return Interval(low, high, r.low_open, r.high_open)
    return Interval(high, low, r.high_open, r.low_open)


def _by_facts(tower: Tower, generator: int) -> Interval:
    """Facts about a linear polynomial in this generator alone."""
    found = REALS
    for key, known in tower.facts.single.items():
        polynomial = tower.facts.polynomials[key]
        if len(polynomial) > 2 or tower.ring.degrees(polynomial) != {generator: 1}:
            continue
        a = b = Fraction(0)
        for c, powers in tower.ring.terms(polynomial):
            a, b = (c, b) if powers else (a, c)
        if known.sign == (1 if a > 0 else -1):
            found = found.meet(Interval(-b / a, None, known.strict))
        elif known.sign != 0:
            found = found.meet(Interval(None, -b / a, True, known.strict))
    return found
