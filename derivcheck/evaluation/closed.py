"""Balls that also know their closed form, such as the enclosure of `1/2 + sqrt(5)/2`.

A difference that is exactly 0 turns into the rational 0, so that conditions, kinks and pivots
are decided at points like `sqrt(2)`, `pi/6` or `log(2)` as they are at rational ones. Forms
that grow long are dropped: what is left is an ordinary ball.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from derivcheck.evaluation import constants
from derivcheck.evaluation.constants import Monomial, Sum

#: terms, and bits of a coefficient, beyond which forms are dropped
MOST_TERMS = 8
MOST_BITS = 400

#: the same where pi, e or a logarithm occurs: relations among these are short or not known
MOST_MIXED = 2


class Closed(arb):
    """An enclosure of a sum."""

    __slots__ = ("form",)

    def __init__(self, ball: arb, form: Sum) -> None:
        super().__init__(ball)
        self.form = form

    def __add__(self, other: Any) -> Any:
        ball = arb.__add__(self, other)
        form = form_of(other)
        return ball if form is None else closed(ball, constants.add(self.form, form))

    def __radd__(self, other: Any) -> Any:
        return arb.__radd__(self, other) if form_of(other) is None else self + other

    def __neg__(self) -> Any:
        return Closed(arb.__neg__(self), constants.negative(self.form))

    def __sub__(self, other: Any) -> Any:
        return arb.__sub__(self, other) if form_of(other) is None else self + -other

    def __rsub__(self, other: Any) -> Any:
        return arb.__rsub__(self, other) if form_of(other) is None else -self + other

    def __mul__(self, other: Any) -> Any:
        ball = arb.__mul__(self, other)
        form = form_of(other)
        return ball if form is None else closed(ball, constants.multiply(self.form, form))

    def __rmul__(self, other: Any) -> Any:
        return arb.__rmul__(self, other) if form_of(other) is None else self * other

    def __truediv__(self, other: Any) -> Any:
        return _quotient(arb.__truediv__(self, other), self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _quotient(arb.__rtruediv__(self, other), other, self)

    def __pow__(self, exponent: Any, modulus: None = None) -> Any:
        ball = arb.__pow__(self, exponent)
        if not isinstance(exponent, int) or not 0 <= exponent <= MOST_TERMS:
            return ball
        form = constants.rational_sum(fmpq(1))
        for _ in range(exponent):
            form = constants.multiply(form, self.form)
            if len(form) > MOST_TERMS:
                return ball
        return closed(ball, form)


def form_of(a: Any) -> Sum | None:
    """The closed form of an element, if it has one."""
    if isinstance(a, Closed):
        return a.form
    return constants.rational_sum(a) if isinstance(a, fmpq) else None


def closed(ball: arb, form: Sum) -> Any:
    """The element with this form: a rational where it is one, a mere ball where it is long."""
    if not form:
        return fmpq(0)
    if len(form) == 1 and constants.ONE in form:
        return form[constants.ONE]
    if len(form) > _most(form) or _bits(form) > MOST_BITS:
        return ball
    return Closed(ball, form)


def _quotient(ball: Any, a: Any, b: Any) -> Any:
    top, bottom = form_of(a), form_of(b)
    if top is None or bottom is None or not bottom:
        return ball
    inverse = constants.inverse(bottom)
    return ball if inverse is None else closed(ball, constants.multiply(top, inverse))


def _most(a: Sum) -> int:
    return MOST_MIXED if any(m.pi or m.e or m.logs for m in a) else MOST_TERMS


def _bits(a: Sum) -> int:
    return max(int(c.height_bits()) for c in a.values())


def short(a: Any, bits: int) -> Sum | None:
    """The form of an element whose coefficients are short."""
    form = form_of(a)
    return None if form is None or (form and _bits(form) > bits) else form


def monomial(ball: arb, m: Monomial, c: fmpq | None = None) -> Any:
    """The element `c m`."""
    return closed(ball, {m: fmpq(1) if c is None else c})


def pi() -> Any:
    """The number pi."""
    return monomial(arb.pi(), Monomial(pi=1))


def power(a: Any, exponent: Fraction) -> Any:
    """A rational power of a positive element with a form of one term; None for others."""
    form = short(a, constants.FACTORED_BITS)
    top = None if form is None else constants.monomial_power(form, exponent)
    if top is None:
        return None
    return closed(arb(a) ** arb(fmpq(exponent.numerator, exponent.denominator)), top)
