"""Polynomials that are nowhere negative for numbers >= 0, order by order.

Where x1 >= x2 >= ... >= xn >= 0 one has xi = ti + ... + tn with ti >= 0. If in every order the
polynomial has no negative coefficient in these t, it is nowhere negative; where it has, the
same is tried with the t (successive difference substitution: L. Yang, Difference substitution
and automated inequality proving, J. Guangzhou Univ. 5, 2006). Roots of symbols count as the
numbers, and the symbols as their powers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, permutations

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.tower import Element, GeneratorId, Refusal, Tower
from derivcheck.calculus.tower.bounds import range_of
from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.polynomials import rational
from derivcheck.deciders._facts.lowered import lowered
from derivcheck.deciders._facts.told import told
from derivcheck.language.terms import Context, Term

#: numbers that are ordered, terms of a polynomial, and substitutions of one search
_NUMBERS = range(2, 5)
_TERMS = 400
_SUBSTITUTIONS = 160


def nonnegative_in_every_order(term: Term, context: Context) -> bool:
    """True proves `term >= 0` wherever it has a value."""
    try:
        low = lowered(told(context), (term,))
        element = low.entry(eliminate(term))
        if any(not condition.implied for condition in low.tower.conditions):
            return False
        if low.tower.nonnegative(element):
            return True
        # p/q and p q have the same sign
        polynomial = _shifted(element.numerator() * element.denominator(), low.tower)
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return False
    return polynomial is not None and _Search().nonnegative(polynomial)


def _shifted(element: Element, tower: Tower) -> fmpq_mpoly | None:
    """The element as a polynomial in numbers that take every value >= 0 at most."""
    powers = _as_powers(element, tower)
    numbers = sorted(element.generators() - powers.keys())
    if len(numbers) not in _NUMBERS or len(element.terms()) > _TERMS:
        return None
    ring = fmpq_mpoly_ctx.get([f"x{n}" for n in range(len(numbers))], Ordering.degrevlex)
    values: dict[GeneratorId, fmpq_mpoly] = {}
    for place, number in enumerate(numbers):
        lowest = range_of(tower, number).low
        if lowest is None:
            return None
        values[number] = ring.gen(place) + ring.constant(rational(lowest))
    values |= {symbol: values[root] ** order for symbol, (root, order) in powers.items()}
    found = ring.constant(0)
    for coefficient, factors in element.terms():
        product = ring.constant(rational(coefficient))
        for generator, exponent in factors:
            product *= values[generator] ** exponent
        found += product
    return found


def _as_powers(element: Element, tower: Tower) -> dict[GeneratorId, tuple[GeneratorId, int]]:
    """The symbols of which a root occurs, as powers of that root."""
    found: dict[GeneratorId, tuple[GeneratorId, int]] = {}
    for generator in element.generators():
        kernel = tower.describe(generator)
        if kernel.kind is not Kind.ROOT or kernel.arguments[1].is_number() != 1:
            continue
        numerator, denominator = kernel.arguments[0].pair
        symbol = tower.single_generator(numerator) if denominator.is_one() else None
        if symbol in element.generators() and symbol not in found:
            found[symbol] = (generator, kernel.order)
    return found


class _Search:
    def __init__(self) -> None:
        self.left = _SUBSTITUTIONS

    def nonnegative(self, polynomial: fmpq_mpoly) -> bool:
        """Whether no order, of whatever depth, leaves a negative coefficient."""
        if all(c >= 0 for c in polynomial.coeffs()):
            return True
        if len(polynomial) > _TERMS or _somewhere_negative(polynomial):
            return False
        for ordered in _ordered(polynomial):
            self.left -= 1
            if self.left < 0 or not self.nonnegative(ordered):
                return False
        return True


def _somewhere_negative(polynomial: fmpq_mpoly) -> bool:
    """Whether it is seen to be negative: at (1, ..., 1) or far out along an axis."""
    count = polynomial.context().nvars()
    if polynomial(*[1] * count) < 0:
        return True
    alone: dict[int, tuple[int, fmpq]] = {}
    for exponents, coefficient in polynomial.terms():
        present = [place for place, e in enumerate(exponents) if e]
        if len(present) == 1 and exponents[present[0]] >= alone.get(present[0], (0, 0))[0]:
            alone[present[0]] = (exponents[present[0]], coefficient)
    return any(coefficient < 0 for _, coefficient in alone.values())


def _ordered(polynomial: fmpq_mpoly) -> Iterator[fmpq_mpoly]:
    """The polynomial in the differences of every order of its numbers."""
    ring = polynomial.context()
    sums = list(accumulate(ring.gen(place) for place in range(ring.nvars())))
    for order in permutations(sums):
        yield polynomial.compose(*order)
