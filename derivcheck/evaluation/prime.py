"""A prime field: identities of rational functions are tested in it, nothing else (R10).

There is no order, no chosen root and no absolute value. Kernels (`exp(u)`, `sqrt(u)`, ...) are
what `kernel` makes of them; without it they are out of reach.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import nmod

from derivcheck.evaluation.arithmetic import (
    Arithmetic,
    Element,
    NoValue,
    Undetermined,
    Unsupported,
)
from derivcheck.language.operators import Operator

#: two primes below 2^61, for two independent tests
PRIMES = (2305843009213693951, 2305843009213693921)

#: exponents beyond this are no polynomial identity to test
LARGEST_EXPONENT = 1 << 20

Kernel = Callable[[Operator, nmod], nmod]


class PrimeField(Arithmetic):
    """Integers modulo a prime of 61 bits."""

    exact = True
    ordered = False
    name = "a prime field"

    def __init__(self, prime: int = PRIMES[0], kernel: Kernel | None = None) -> None:
        self.prime = prime
        self.kernel = kernel

    def number(self, value: Fraction | int) -> nmod:
        """A rational whose denominator the prime does not divide."""
        if isinstance(value, int):
            return nmod(value % self.prime, self.prime)
        bottom = value.denominator % self.prime
        if not bottom:
            raise Undetermined("a denominator that the prime divides")
        top = nmod(value.numerator % self.prime, self.prime)
        return top / nmod(bottom, self.prime)

    def pi(self) -> nmod:
        """Out of reach; the modular decider may treat it as an indeterminate."""
        raise Unsupported("pi in a prime field")

    def div(self, a: nmod, b: nmod) -> nmod:
        """The quotient."""
        try:
            return a / b
        except ZeroDivisionError:
            raise NoValue("division by 0") from None

    def sign(self, a: nmod) -> int:
        """Only 0 has one here."""
        if not a:
            return 0
        raise Unsupported("order in a prime field")

    def is_zero(self, a: nmod) -> bool:
        """Whether the residue is 0."""
        return not a

    def integer_power(self, a: nmod, n: int) -> nmod:
        """`a^n`."""
        if abs(n) > LARGEST_EXPONENT:
            raise Unsupported("a large exponent in a prime field")
        if n < 0 and not a:
            raise NoValue("a negative power of 0")
        return a**n

    def rational_power(self, a: nmod, exponent: Fraction) -> nmod:
        """Integer powers; the field knows no chosen root."""
        if exponent.denominator != 1:
            raise Unsupported("a root in a prime field")
        return self.integer_power(a, int(exponent))

    def power(self, a: nmod, exponent: nmod) -> nmod:
        """Never: an exponent is no residue."""
        del a, exponent
        raise Unsupported("a symbolic exponent in a prime field")

    def function(self, op: Operator, a: nmod) -> Element:
        """What the kernel makes of it."""
        if op in _BY_ORDER:
            raise Unsupported(f"{op.value} in a prime field")
        if op in _BY_QUOTIENT:
            return super().function(op, a)
        return self.smooth(op, a)

    def smooth(self, op: Operator, a: nmod) -> nmod:
        """What the kernel makes of it."""
        if self.kernel is None:
            raise Unsupported(f"{op.value} in a prime field")
        return self.kernel(op, a)


_O = Operator
_BY_ORDER = frozenset({_O.ABS, _O.SIGN, _O.RELU, _O.STEP})
_BY_QUOTIENT = frozenset(
    {_O.SEC, _O.CSC, _O.COT, _O.SECH, _O.CSCH, _O.COTH, _O.SIGMOID, _O.SOFTPLUS}
)
