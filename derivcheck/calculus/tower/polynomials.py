"""Polynomials over Q in numbered generators, reduced by monic relations.

Generator k is the variable `g<k>` of every context, however large; younger generators are
larger in the lexicographic order, so that the relation of a root, monic in the youngest
generator it holds, is reduced by one division with remainder. The relations have coprime
leading monomials and are therefore a Groebner basis: a remainder of zero proves that the
polynomial vanishes wherever the relations hold, and a remainder other than zero that it is
not in their ideal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from derivcheck.calculus.tower.refusals import GaveUp

__all__ = ["Pair", "Polynomial", "Ring", "Vanishing", "fraction_of", "key_of", "rational"]

Polynomial = fmpq_mpoly
Pair = tuple[Polynomial, Polynomial]


@lru_cache(maxsize=32)
def _context(capacity: int) -> fmpq_mpoly_ctx:
    return fmpq_mpoly_ctx.get([f"g{k}" for k in reversed(range(capacity))], Ordering.lex)


def rational(value: Fraction | int) -> fmpq:
    """A rational number as FLINT has it."""
    return fmpq(value.numerator, value.denominator)


def fraction_of(value: fmpq) -> Fraction:
    """A FLINT rational as a Fraction."""
    return Fraction(int(value.p), int(value.q))


def key_of(polynomial: Polynomial) -> str:
    """A text that two polynomials share exactly when they are equal, in every context."""
    return str(polynomial)


class Vanishing(NamedTuple):
    """A monic polynomial of a degree in its youngest generator; root: `s^degree - u`."""

    generator: int
    degree: int
    polynomial: Polynomial
    root: bool


class Ring:
    """The generators that exist, their relations, and a limit on the number of terms."""

    def __init__(self, limit: int = 20_000, capacity: int = 16) -> None:
        self.limit = limit
        self.capacity = capacity
        self.count = 0
        self.context = _context(capacity)
        self.one = self.context.constant(1)
        self.zero = self.context.constant(0)
        #: youngest first
        self.relations: list[Vanishing] = []

    def copy(self) -> Ring:
        """A ring with the same generators that grows on its own."""
        other = Ring(self.limit, self.capacity)
        other.count = self.count
        other.relations = list(self.relations)
        return other

    def new_generator(self) -> int:
        """The number of a fresh generator."""
        if self.count == self.capacity:
            self.capacity *= 2
            self.context = _context(self.capacity)
            self.one, self.zero = self.context.constant(1), self.context.constant(0)
            self.relations = [
                r._replace(polynomial=self.promote(r.polynomial)) for r in self.relations
            ]
        self.count += 1
        return self.count - 1

    def relate(self, generator: int, degree: int, relation: Polynomial, root: bool) -> None:
        """Let a polynomial vanish that is monic in `generator`, the youngest it holds."""
        self.relations.insert(0, Vanishing(generator, degree, relation, root))

    def drop(self, generators: frozenset[int]) -> None:
        """Forget the relations of generators that no longer occur."""
        self.relations = [r for r in self.relations if r.generator not in generators]

    def promote(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial in the present context."""
        if polynomial.context() is self.context:
            return polynomial
        return polynomial.project_to_context(self.context)

    def generator(self, number: int) -> Polynomial:
        """A generator as a polynomial."""
        return self.context.gen(self.index(number))

    def index(self, number: int) -> int:
        """Where the context keeps a generator; the map is its own inverse."""
        return self.capacity - 1 - number

    def constant(self, value: Fraction | int) -> Polynomial:
        """A number as a polynomial."""
        return self.context.constant(rational(value))

    def degrees(self, polynomial: Polynomial) -> dict[int, int]:
        """The degree in each generator that occurs."""
        last = self.capacity - 1
        degrees = self.promote(polynomial).degrees()
        return {last - i: int(d) for i, d in enumerate(degrees) if d > 0}

    def present(self, polynomial: Polynomial) -> list[int]:
        """The generators that occur."""
        last = self.capacity - 1
        return [last - i for i, d in enumerate(self.promote(polynomial).degrees()) if d > 0]

    def held(self, polynomial: Polynomial, generators: Iterable[int]) -> list[int]:
        """Which of some generators occur."""
        last = self.capacity - 1
        degrees = self.promote(polynomial).degrees()
        return [g for g in generators if degrees[last - g] > 0]

    def terms(self, p: Polynomial) -> Iterator[tuple[Fraction, tuple[tuple[int, int], ...]]]:
        """Coefficient and powers of generators, eldest generator first, of each term."""
        last = self.capacity - 1
        for exponents, coefficient in self.promote(p).terms():
            powers = tuple((last - i, int(e)) for i, e in enumerate(exponents) if e)
            yield fraction_of(coefficient), powers[::-1]

    def reduce(self, polynomial: Polynomial) -> Polynomial:
        """The remainder modulo all relations."""
        polynomial = self.promote(polynomial)
        if not self.relations or polynomial.is_constant():
            return polynomial
        last = self.capacity - 1
        degrees = polynomial.degrees()
        for generator, degree, relation, _ in self.relations:
            if degrees[last - generator] >= degree:
                polynomial = self.checked(polynomial % relation)
                degrees = polynomial.degrees()
        return polynomial

    def checked(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial, unless it has too many terms."""
        if len(polynomial) > self.limit:
            raise GaveUp(f"more than {self.limit} terms")
        return polynomial

    def times(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """The product, not reduced."""
        if len(left) * len(right) > 32 * self.limit:
            raise GaveUp(f"a product of {len(left)} by {len(right)} terms")
        return self.checked(left * right)

    def power(self, base: Polynomial, exponent: int) -> Polynomial:
        """A power with exponent at least 0, not reduced."""
        if len(base) > 1 and len(base) * exponent > 4 * self.limit:
            raise GaveUp(f"the power {exponent} of {len(base)} terms")
        return self.checked(base**exponent)
