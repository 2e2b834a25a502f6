"""Truncated series in h whose coefficients are terms; None stands for 0."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derivcheck.calculus.differentials.tangents import spread
from derivcheck.language.sizes import Shape
from derivcheck.language.terms import UNIT, Term, add, multiply

Coefficient = Term | None


@dataclass(frozen=True, slots=True)
class Expansion:
    """c[0] h^v + c[1] h^(v + 1) + ... + O(h^(v + len(c))); a coefficient None is 0."""

    shape: Shape
    valuation: int
    coefficients: tuple[Coefficient, ...]

    @property
    def precision(self) -> int:
        """The exponent of the remainder."""
        return self.valuation + len(self.coefficients)

    def __getitem__(self, exponent: int) -> Coefficient:
        """The coefficient of h^exponent, below the precision."""
        place = exponent - self.valuation
        return self.coefficients[place] if place >= 0 else None

    def cut(self, precision: int) -> Expansion:
        """The same with a larger remainder."""
        length = max(0, precision - self.valuation)
        return Expansion(self.shape, self.valuation, self.coefficients[:length])


def still(term: Term, n: int) -> Expansion:
    """The expansion of a term that does not move."""
    return Expansion(term.shape, 0, (term, *(None,) * max(0, n - 1)))


def mapped(found: Expansion, change: Callable[[Term], Term], shape: Shape) -> Expansion:
    """A linear operation on every coefficient."""
    coefficients = [None if c is None else change(c) for c in found.coefficients]
    return Expansion(shape, found.valuation, tuple(coefficients))


def widened(c: Coefficient, shape: Shape) -> Coefficient:
    """A scalar in every entry of an array."""
    return None if c is None else spread(c, shape)


def plus(a: Coefficient, b: Coefficient) -> Coefficient:
    """a + b."""
    if a is None or b is None:
        return b if a is None else a
    return add(a, b)


def joined(join: Callable[[Term, Term], Term], a: Term, b: Term) -> Term:
    """A product without factors 1."""
    if join is multiply:
        if a == UNIT:
            return b
        if b == UNIT:
            return a
    return join(a, b)
