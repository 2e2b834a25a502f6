"""Balls (`arb`): rigorous enclosures of real numbers, with what is exact kept exact.

An element is an `fmpq` as long as only field operations and special values made it, a `Closed`
where it is a short sum of radicals and the like, else an `arb`. So `3*x - 1` at x = 1/3 is
exactly 0 and not an interval around it, which is what conditions, kinks and pivots need
(Johansson, Arb, IEEE Trans. Comput. 66, 2017).
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from flint import arb, ctx, fmpq

from derivcheck.evaluation import closed
from derivcheck.evaluation.arithmetic import Arithmetic, Element, NoValue, Undetermined
from derivcheck.evaluation.closed_functions import closed_value
from derivcheck.evaluation.rationals import as_fraction, exact_root, exact_value, rational
from derivcheck.language.operators import Operator

#: FLINT's precision is global to the process: one thread computes balls at a time
_LOCK = threading.RLock()

#: bits of a rational, per bit of precision, beyond which it becomes a ball
_GROWTH = 64

#: decimal digits that two overlapping enclosures share when they count as equal
DIGITS = 50
#: as many as are ever told
MANY = 10**9

_METHODS = {
    Operator.EXP: arb.exp,
    Operator.LOG: arb.log,
    Operator.SQRT: arb.sqrt,
    Operator.SIN: arb.sin,
    Operator.COS: arb.cos,
    Operator.TAN: arb.tan,
    Operator.ASIN: arb.asin,
    Operator.ACOS: arb.acos,
    Operator.ATAN: arb.atan,
    Operator.SINH: arb.sinh,
    Operator.COSH: arb.cosh,
    Operator.TANH: arb.tanh,
    Operator.ASINH: arb.asinh,
    Operator.ACOSH: arb.acosh,
    Operator.ATANH: arb.atanh,
    Operator.ERF: arb.erf,
    Operator.GAMMA: arb.gamma,
}


def _finite(a: Element, what: str) -> Element:
    if isinstance(a, arb) and not a.is_finite():
        raise Undetermined(f"{what} at this precision")
    return a


class Balls(Arithmetic):
    """Real numbers enclosed at a precision given in bits."""

    name = "balls"

    def __init__(self, precision: int = 64) -> None:
        self.precision = precision

    @contextmanager
    def active(self) -> Iterator[None]:
        """Holds FLINT's global precision for the time of a computation."""
        with _LOCK:
            before = ctx.prec
            ctx.prec = self.precision
            try:
                yield
            finally:
                ctx.prec = before

    def add(self, a: Element, b: Element) -> Element:
        """The sum at this precision, also outside `active`."""
        with self.active():
            return a + b

    def sub(self, a: Element, b: Element) -> Element:
        """The difference at this precision, also outside `active`."""
        with self.active():
            return a - b

    def mul(self, a: Element, b: Element) -> Element:
        """The product at this precision, also outside `active`."""
        with self.active():
            return a * b

    def number(self, value: Fraction | int) -> Element:
        """A rational number, exactly."""
        return rational(value)

    def pi(self) -> Element:
        """An enclosure of pi that knows what it is."""
        return closed.pi()

    def div(self, a: Element, b: Element) -> Element:
        """The quotient, where the divisor is certainly not 0."""
        if self.is_zero(b):
            raise NoValue("division by 0")
        return a / b

    def sign(self, a: Element) -> int:
        """The sign where all of the ball has it."""
        if a > 0:
            return 1
        if a < 0:
            return -1
        if a == 0:
            return 0
        raise Undetermined("a sign at this precision")

    def fraction(self, a: Element) -> Fraction | None:
        """The number itself while it is still exact, and balls that are integers."""
        if isinstance(a, fmpq):
            return as_fraction(a)
        return Fraction(int(a.unique_fmpz())) if a.is_integer() else None

    def maybe_integer(self, a: Element) -> bool:
        """Whether the ball contains an integer."""
        return bool(a.contains_integer())

    def integer_power(self, a: Element, n: int) -> Element:
        """`a^n`; a ball as soon as an exact power grew beyond measure."""
        if n < 0 and self.is_zero(a):
            raise NoValue("a negative power of 0")
        if isinstance(a, fmpq) and abs(n) * a.height_bits() > _GROWTH * self.precision:
            a = arb(a)
        return a**n if isinstance(a, fmpq) else _finite(a**n, "a power")

    def positive_power(self, a: Element, exponent: Fraction) -> Element:
        """Exact roots of rationals stay rational."""
        if isinstance(a, fmpq) and exponent.denominator < 64:
            root = exact_root(a, exponent.denominator)
            if root is not None:
                return self.integer_power(root, exponent.numerator)
        form = closed.power(a, exponent)
        if form is not None:
            return form
        if exponent.denominator < 64:
            return self.integer_power(arb(a).root(exponent.denominator), exponent.numerator)
        return _finite(arb(a) ** arb(rational(exponent)), "a power")

    def smooth(self, op: Operator, a: Element) -> Element:
        """FLINT's enclosure, or the exact value where it is known."""
        if isinstance(a, fmpq):
            value = exact_value(op, a)
            if value is not None:
                return value
        form = closed_value(op, a)
        return _finite(_METHODS[op](arb(a)), op.value) if form is None else form

    def function(self, op: Operator, a: Element) -> Element:
        """As defined; `softplus` without cancellation, `abs` and `relu` also around 0."""
        if op is Operator.SOFTPLUS and a != 0:
            return _finite(arb(a).exp().log1p(), op.value)
        try:
            return super().function(op, a)
        except Undetermined:
            if op is Operator.ABS:
                return abs(arb(a))
            if op is Operator.RELU:
                return arb(a).max(arb(0))
            raise

    def maximum(self, a: Element, b: Element) -> Element:
        """The larger; an enclosure of it where that cannot be told."""
        try:
            return super().maximum(a, b)
        except Undetermined:
            return arb(a).max(arb(b))

    def minimum(self, a: Element, b: Element) -> Element:
        """The smaller; an enclosure of it where that cannot be told."""
        try:
            return super().minimum(a, b)
        except Undetermined:
            return arb(a).min(arb(b))

    def polygamma(self, n: int, a: Element) -> Element:
        """`(-1)^(n+1) n! zeta(n + 1, a)`, moved to a > 0 by the recurrence."""
        a = arb(a)
        if n == 0:
            return _finite(a.digamma(), "digamma")
        shift = arb(0)
        factor = arb((-1) ** (n + 1) * math.factorial(n))
        for _ in range(1000):
            if a > 0:
                return _finite(factor * arb(n + 1).zeta(a) + shift, "polygamma")
            shift += factor / a ** (n + 1)
            a += 1
        raise Undetermined("polygamma far on the negative side")

    def pivot(self, candidates: list[Element]) -> int | None:
        """The largest element that is certainly not 0."""
        best: int | None = None
        unknown = False
        for k, a in enumerate(candidates):
            if a != 0:
                if best is None or abs(a) > abs(candidates[best]):
                    best = k
            else:
                certainly_zero: bool = a == 0
                unknown = unknown or not certainly_zero
        if best is None and unknown:
            raise Undetermined("a pivot at this precision")
        return best

    def settle(self, a: Element) -> Element:
        """A rational that has grown long becomes a ball."""
        if isinstance(a, fmpq) and a.height_bits() > _GROWTH * self.precision:
            return arb(a)
        return a

    def same(self, a: Element, b: Element) -> bool:
        """Overlapping enclosures agree as they do everywhere else: to fifty digits (R12)."""
        try:
            return self.is_zero(a - b)
        except Undetermined:
            if self.agreement(a, b) >= DIGITS:
                return True
            raise

    def agreement(self, a: Element, b: Element) -> int:
        """Digits shared relative to the larger of the two, or to 1 where both may be 0."""
        with self.active():
            return self._agreement(a, b)

    def _agreement(self, a: Element, b: Element) -> int:
        difference = abs(arb(a - b)).upper()
        if difference == 0:
            return MANY
        size = arb(0).max(arb(abs(arb(a)).lower())).max(arb(abs(arb(b)).lower()))
        ratio = difference / (size if size > 0 else arb(1))
        digits = -(ratio.log() / arb(10).log()).mid()
        if not digits.is_finite() or digits <= 0:
            return 0
        return math.floor(float(digits)) if digits < MANY else MANY
