"""The intervals in which types and assumptions say that scalars lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Comparison, Constant, Context, Term, Variable

Bound = Fraction | None
Relation = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a symbol lies; None for an infinite end."""

    low: Bound = None
    high: Bound = None
    low_closed: bool = False
    high_closed: bool = False

    def meet(self, other: Interval) -> Interval:
        """The intersection."""
        low, low_closed = self.low, self.low_closed
        if other.low is not None and (low is None or other.low > low):
            low, low_closed = other.low, other.low_closed
        elif other.low == low:
            low_closed = low_closed and other.low_closed
        high, high_closed = self.high, self.high_closed
        if other.high is not None and (high is None or other.high < high):
            high, high_closed = other.high, other.high_closed
        elif other.high == high:
            high_closed = high_closed and other.high_closed
        return Interval(low, high, low_closed, high_closed)

    @property
    def empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        closed = self.low_closed and self.high_closed
        return self.low > self.high or (self.low == self.high and not closed)

    def inside(self) -> Fraction:
        """A rational number in it."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        if self.low is not None:
            return self.low + 1
        return self.high - 1 if self.high is not None else Fraction(0)


LINE = Interval()
#: exponents up to which numbers are raised
_HIGHEST = 64

_SIDES = {
    "<": lambda c: Interval(high=c),
    "<=": lambda c: Interval(high=c, high_closed=True),
    ">": lambda c: Interval(low=c),
    ">=": lambda c: Interval(low=c, low_closed=True),
    "=": lambda c: Interval(c, c, True, True),
}
_MIRRORED: dict[Relation, Relation] = {
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
    "=": "=",
    "!=": "!=",
}


def intervals(context: Context) -> dict[str, Interval]:
    """The interval of every scalar that types and assumptions bound by rational numbers."""
    found: dict[str, Interval] = {}
    for name, declaration in context.declarations.items():
        if declaration.shape.is_scalar and len(declaration.pieces) == 1 and not declaration.family:
            piece = declaration.pieces[0]
            low = rational(piece.low) if piece.low is not None else None
            high = rational(piece.high) if piece.high is not None else None
            found[name] = Interval(low, high, piece.low_closed, piece.high_closed)
    for assumption in context.assumptions:
        for name, interval in _from_comparison(assumption):
            found[name] = found.get(name, LINE).meet(interval)
    return found


def _from_comparison(assumption: object) -> Iterator[tuple[str, Interval]]:
    match assumption:
        case Comparison(relation=relation, left=Variable(name=name, indices=()), right=bound):
            value = rational(bound)
        case Comparison(relation=relation, left=bound, right=Variable(name=name, indices=())):
            value = rational(bound)
            relation = _MIRRORED[relation]
        case _:
            return
    if value is not None and relation in _SIDES:
        yield name, _SIDES[relation](value)


def rational(term: Term) -> Fraction | None:
    """The value of a term built from numbers alone."""
    match term:
        case Constant(value=value):
            return value
        case Apply(operator=Operator.NEGATE, arguments=(a,)):
            inner = rational(a)
            return None if inner is None else -inner
        case Apply(operator=Operator.DIVIDE, arguments=(a, b)):
            x, y = rational(a), rational(b)
            return None if x is None or not y else x / y
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)):
            x, y = rational(a), rational(b)
            return None if x is None or y is None else x * y
        case Apply(operator=Operator.ADD, arguments=(a, b)):
            x, y = rational(a), rational(b)
            return None if x is None or y is None else x + y
        case Apply(operator=Operator.POWER, arguments=(a, b)):
            x, y = rational(a), rational(b)
            if x is None or y is None or y.denominator != 1 or abs(y) > _HIGHEST:
                return None
            return x ** int(y) if x or y >= 0 else None
        case _:
            return None
