"""Machine floats: a quick look, never a verdict. Overflow and NaN count as no value."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from flint import arb

from derivcheck.evaluation.arithmetic import Arithmetic, Array, NoValue, Unsupported
from derivcheck.language.operators import Operator

_METHODS: dict[Operator, Callable[[float], float]] = {
    Operator.EXP: math.exp,
    Operator.LOG: math.log,
    Operator.SQRT: math.sqrt,
    Operator.SIN: math.sin,
    Operator.COS: math.cos,
    Operator.TAN: math.tan,
    Operator.ASIN: math.asin,
    Operator.ACOS: math.acos,
    Operator.ATAN: math.atan,
    Operator.SINH: math.sinh,
    Operator.COSH: math.cosh,
    Operator.TANH: math.tanh,
    Operator.ASINH: math.asinh,
    Operator.ACOSH: math.acosh,
    Operator.ATANH: math.atanh,
    Operator.ERF: math.erf,
    Operator.GAMMA: math.gamma,
}


class Floats(Arithmetic):
    """Double precision."""

    name = "floats"

    def number(self, value: Fraction | int) -> float:
        """The nearest float."""
        try:
            return float(value)
        except OverflowError:
            raise NoValue("a number beyond the range of floats") from None

    def pi(self) -> float:
        """The nearest float."""
        return math.pi

    def div(self, a: float, b: float) -> float:
        """The quotient."""
        if b == 0:
            raise NoValue("division by 0")
        return a / b

    def sign(self, a: float) -> int:
        """The sign of what was computed, rounding included."""
        if math.isnan(a):
            raise NoValue("not a number in floats")
        return (a > 0) - (a < 0)

    def fraction(self, a: float) -> Fraction | None:
        """Every finite float is a rational; only integers are taken for exact."""
        return Fraction(int(a)) if a.is_integer() and abs(a) < 2**53 else None

    def maybe_integer(self, a: float) -> bool:
        """Whether the float is an integer."""
        return a.is_integer()

    def integer_power(self, a: float, n: int) -> float:
        """`a^n` by the machine."""
        try:
            return float(a**n)
        except ZeroDivisionError:
            raise NoValue("a negative power of 0") from None
        except OverflowError:
            raise NoValue("overflow in floats") from None

    def positive_power(self, a: float, exponent: Fraction) -> float:
        """`a^exponent` by the machine."""
        try:
            return float(a ** float(exponent))
        except OverflowError:
            raise NoValue("overflow in floats") from None

    def smooth(self, op: Operator, a: float) -> float:
        """The function of the machine."""
        try:
            return _METHODS[op](a)
        except (ValueError, OverflowError):
            raise NoValue(f"{op.value} in floats") from None

    def polygamma(self, n: int, a: float) -> float:
        """Only the first, from an enclosure."""
        if n:
            raise Unsupported(f"polygamma({n}, x) in floats")
        return float(arb(a).digamma())

    def pivot(self, candidates: list[float]) -> int | None:
        """The largest."""
        k = max(range(len(candidates)), key=lambda i: abs(candidates[i]))
        return k if candidates[k] else None

    def checked(self, rows: Array) -> Array:
        """No overflow and no NaN leaves the evaluator."""
        if not all(math.isfinite(x) for row in rows for x in row):
            raise NoValue("overflow in floats")
        return rows

    def agreement(self, a: float, b: float) -> int:
        """Digits in common, at most 15."""
        size = max(abs(a), abs(b)) or 1.0
        return 15 if a == b else max(0, math.floor(-math.log10(abs(a - b) / size)))
