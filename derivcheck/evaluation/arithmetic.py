"""What a number is to the evaluator: one interface, several arithmetics.

Elements are whatever an arithmetic computes with (`float`, `fmpq`, `nmod`, `arb`, duals,
series). `+`, `-` and `*` are those of the elements themselves; everything that can fail, by
having no value, by needing more precision or by being out of reach, is a method here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, TypeAlias

from derivcheck.language.operators import Operator

#: an element of some arithmetic: the evaluator never looks inside one
Element: TypeAlias = Any  # its type is the arithmetic's own business
Array: TypeAlias = tuple[tuple[Element, ...], ...]


class NoValue(Exception):
    """The expression has no value at this point (a pole, a kink, no branch chosen)."""

    @property
    def reason(self) -> str:
        """Why there is none."""
        return str(self)


class Undetermined(Exception):
    """A sign or a pivot could not be told at this precision."""

    @property
    def reason(self) -> str:
        """What could not be told."""
        return str(self)


class Unsupported(Exception):
    """This arithmetic, or the evaluator, cannot compute this at all."""

    @property
    def what(self) -> str:
        """What cannot be computed."""
        return str(self)


class Moving:
    """An element with infinitesimals of some level; those of lower levels are its constants."""

    __slots__ = ("level",)
    level: int


class Arithmetic(ABC):
    """Numbers with signs, powers and the scalar functions of the language.

    `level` counts the infinitesimals below (0: none); `exact` says that equality is decided.
    """

    level: int = 0
    exact: bool = False
    name: str = "numbers"

    def add(self, a: Element, b: Element) -> Element:
        """`a + b`."""
        return a + b

    def sub(self, a: Element, b: Element) -> Element:
        """`a - b`."""
        return a - b

    def mul(self, a: Element, b: Element) -> Element:
        """`a b`."""
        return a * b

    def neg(self, a: Element) -> Element:
        """`-a`."""
        return -a

    @abstractmethod
    def number(self, value: Fraction | int) -> Element:
        """A rational number."""

    @abstractmethod
    def pi(self) -> Element:
        """The constant pi."""

    @abstractmethod
    def div(self, a: Element, b: Element) -> Element:
        """`a/b`; no value where b is 0."""

    @abstractmethod
    def sign(self, a: Element) -> int:
        """-1, 0 or 1; raises `Undetermined` where the enclosure cannot tell."""

    @abstractmethod
    def smooth(self, op: Operator, a: Element) -> Element:
        """A function of `SMOOTH` at an argument inside its domain."""

    def is_zero(self, a: Element) -> bool:
        """Whether the element is 0; raises `Undetermined` where it cannot tell."""
        return self.sign(a) == 0

    def fraction(self, a: Element) -> Fraction | None:
        """The rational number that the element is, where it is known to be one."""
        del a
        return None

    def integer_power(self, a: Element, n: int) -> Element:
        """`a^n`, with 0^0 = 1; no value for a negative power of 0."""
        if n < 0:
            return self.div(self.number(1), self.integer_power(a, -n))
        result = self.number(1)
        while n:
            if n & 1:
                result = result * a
            n >>= 1
            if n:
                a = self.settle(a * a)
        return self.settle(result)

    def rational_power(self, a: Element, exponent: Fraction) -> Element:
        """`a^(p/q)`: R3, no value for a negative base, for base 0 only if p/q > 0."""
        if exponent.denominator == 1:
            return self.integer_power(a, int(exponent))
        sign = self.sign(a)
        if sign < 0:
            raise NoValue("a fractional power of a negative number")
        if sign == 0:
            if exponent <= 0:
                raise NoValue("a negative power of 0")
            return self.zero_root(a, exponent)
        return self.positive_power(a, exponent)

    def zero_root(self, a: Element, exponent: Fraction) -> Element:
        """`0^exponent` for a positive exponent."""
        del exponent
        return a

    def positive_power(self, a: Element, exponent: Fraction) -> Element:
        """`a^exponent` for a > 0."""
        return self.function(Operator.EXP, self.number(exponent) * self.function(Operator.LOG, a))

    def power(self, a: Element, exponent: Element) -> Element:
        """`a^b` for any real b: a negative base only has integer powers."""
        known = self.fraction(exponent)
        if known is not None:
            return self.rational_power(a, known)
        sign = self.sign(a)
        if sign < 0:
            if self.maybe_integer(exponent):
                raise Undetermined("whether an exponent is an integer")
            raise NoValue("a fractional power of a negative number")
        if sign == 0:
            if self.sign(exponent) <= 0:
                raise NoValue("a power of 0 that is not positive")
            return self.number(0)
        return self.function(Operator.EXP, exponent * self.function(Operator.LOG, a))

    def maybe_integer(self, a: Element) -> bool:
        """Whether an element that is not known to be rational could be an integer."""
        del a
        return True

    def function(self, op: Operator, a: Element) -> Element:
        """A scalar function of the language, its domain checked."""
        from derivcheck.evaluation.scalars import scalar_function

        return scalar_function(self, op, a)

    def maximum(self, a: Element, b: Element) -> Element:
        """The larger of two numbers."""
        return a if self.sign(a - b) >= 0 else b

    def minimum(self, a: Element, b: Element) -> Element:
        """The smaller of two numbers."""
        return a if self.sign(a - b) <= 0 else b

    def polygamma(self, n: int, a: Element) -> Element:
        """The derivative of order n + 1 of log gamma."""
        del a
        raise Unsupported(f"polygamma({n}, x) in {self.name}")

    def pivot(self, candidates: list[Element]) -> int | None:
        """The position of an element to divide by; None where all of them are 0."""
        for k, a in enumerate(candidates):
            if not self.is_zero(a):
                return k
        return None

    def settle(self, a: Element) -> Element:
        """The same number in a form whose size is bounded."""
        return a

    def checked(self, rows: Array) -> Array:
        """A value that is about to be handed out."""
        return rows

    def agreement(self, a: Element, b: Element) -> int:
        """How many decimal digits two numbers that may be equal have in common."""
        return 10**9 if self.is_zero(a - b) else 0

    def moves(self, a: Element) -> bool:
        """Whether the element moves with an infinitesimal of this arithmetic."""
        return isinstance(a, Moving) and a.level == self.level

    def same(self, a: Element, b: Element) -> bool:
        """Whether two values or slopes met from two sides agree."""
        return self.is_zero(a - b)

    @contextmanager
    def active(self) -> Iterator[None]:
        """The time during which elements of this arithmetic are computed."""
        yield
