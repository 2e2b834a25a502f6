"""Exact rationals (`fmpq`): equality and order are decided, most functions are out of reach."""

from __future__ import annotations

import math
from fractions import Fraction

from flint import fmpq, fmpz

from derivcheck.evaluation.arithmetic import Arithmetic, Element, NoValue, Unsupported
from derivcheck.evaluation.scalars import SMOOTH, SPECIAL
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Pi, Tree, walk

#: bits of a numerator or denominator beyond which numbers count as out of reach
LIMIT = 1 << 17

#: operators with rational values at few rationals only
_LEAVING = frozenset(
    {
        *(SMOOTH - {Operator.SQRT, Operator.GAMMA}),
        *(Operator.SEC, Operator.CSC, Operator.COT, Operator.SECH, Operator.CSCH, Operator.COTH),
        *(Operator.SIGMOID, Operator.SOFTPLUS),
        *(Operator.LOGDET, Operator.LOGSUMEXP, Operator.SOFTMAX),
    }
)

#: the largest integer of which `gamma` is computed exactly
_LARGEST_FACTORIAL = 200


def rational(value: Fraction | int) -> fmpq:
    """The number as an `fmpq`."""
    return fmpq(*value.as_integer_ratio())


def as_fraction(a: fmpq) -> Fraction:
    """The number as a `Fraction`."""
    return Fraction(int(a.p), int(a.q))


def exact_root(a: fmpq, n: int) -> fmpq | None:
    """The n-th root of a positive rational where it is rational."""
    top, bottom = _integer_root(a.p, n), _integer_root(a.q, n)
    return None if top is None or bottom is None else fmpq(top, bottom)


def _integer_root(a: fmpz, n: int) -> fmpz | None:
    root = a.root(n)
    return root if root**n == a else None


def exact_value(op: Operator, a: fmpq) -> fmpq | None:
    """The value of a function at a rational, where it is known to be rational."""
    if op is Operator.SQRT:
        return exact_root(a, 2) if a else a
    if op is Operator.GAMMA and a.q == 1 and 0 < a.p <= _LARGEST_FACTORIAL:
        return fmpq(math.factorial(int(a.p) - 1))
    if a != 0 and a != 1:
        return None
    value = SPECIAL.get((op, as_fraction(a)))
    return None if value is None else rational(value)


#: by identity, with the node so that the identity stays taken
_REACHED: dict[int, tuple[Tree, bool]] = {}
_MOST = 4096


def may_reach(node: Tree) -> bool:
    """Whether nothing in a term or condition takes most rationals out of the field."""
    known = _REACHED.get(id(node))
    if known is None or known[0] is not node:
        if len(_REACHED) > _MOST:
            _REACHED.clear()
        known = _REACHED[id(node)] = (node, not any(map(_leaves, walk(node))))
    return known[1]


def _leaves(part: Tree) -> bool:
    return isinstance(part, Pi) or (isinstance(part, Apply) and part.operator in _LEAVING)


class Rationals(Arithmetic):
    """The field of rational numbers."""

    exact = True
    name = "rationals"

    def number(self, value: Fraction | int) -> fmpq:
        """A rational number."""
        return rational(value)

    def pi(self) -> fmpq:
        """Never: pi is not rational."""
        raise Unsupported("pi in rationals")

    def div(self, a: fmpq, b: fmpq) -> fmpq:
        """The quotient."""
        try:
            return a / b
        except ZeroDivisionError:
            raise NoValue("division by 0") from None

    def sign(self, a: fmpq) -> int:
        """The sign, always known."""
        return (a > 0) - (a < 0)

    def is_zero(self, a: fmpq) -> bool:
        """Whether the number is 0."""
        return not a

    def fraction(self, a: Element) -> Fraction | None:
        """The number itself."""
        return as_fraction(a)

    def integer_power(self, a: fmpq, n: int) -> fmpq:
        """`a^n` by FLINT."""
        if n < 0 and not a:
            raise NoValue("a negative power of 0")
        if abs(n) * a.height_bits() > LIMIT and a not in (0, 1, -1):
            raise Unsupported("a power of more than 100,000 bits")
        return a**n

    def positive_power(self, a: fmpq, exponent: Fraction) -> fmpq:
        """A root where it is rational."""
        root = exact_root(a, exponent.denominator) if exponent.denominator < 64 else None
        if root is None:
            raise Unsupported("an irrational root in rationals")
        return self.integer_power(root, exponent.numerator)

    def smooth(self, op: Operator, a: fmpq) -> fmpq:
        """Exact special values only."""
        value = exact_value(op, a)
        if value is None:
            raise Unsupported(f"{op.value} in rationals")
        return value

    def settle(self, a: fmpq) -> fmpq:
        """Refuses numbers that grow without end."""
        if a.height_bits() > LIMIT:
            raise Unsupported("a number of more than 100,000 bits")
        return a
