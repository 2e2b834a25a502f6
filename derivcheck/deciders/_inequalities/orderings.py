"""Polynomials that are nowhere negative for numbers >= 0, order by order.

Where x1 >= x2 >= ... >= xn >= 0 one has xi = ti + ... + tn with ti >= 0. If in every order the
polynomial has no negative coefficient in these t, it is nowhere negative; where it has, the
same is tried with the t (successive difference substitution: L. Yang, Difference substitution
and automated inequality proving, J. Guangzhou Univ. 5, 2006). Roots of symbols count as the
numbers, and the symbols as their powers; a symbol of any sign is a number or minus a number.
One more number makes the polynomial homogeneous.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, permutations, product

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
        orthants = list(_orthants(element.numerator() * element.denominator(), low.tower))
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return False
    return bool(orthants) and all(_Search().nonnegative(each) for each in orthants)


def _orthants(element: Element, tower: Tower) -> Iterator[fmpq_mpoly]:
    """The element as homogeneous polynomials in numbers >= 0, one for each choice of signs."""
    powers = _as_powers(element, tower)
    numbers = sorted(element.generators() - powers.keys())
    if len(numbers) not in _NUMBERS or len(element.terms()) > _TERMS:
        return
    ring = fmpq_mpoly_ctx.get([f"x{n}" for n in range(len(numbers) + 1)], Ordering.degrevlex)
    choices: list[list[fmpq_mpoly]] = []
    for place, number in enumerate(numbers):
        lowest = range_of(tower, number).low
        own = ring.gen(place)
        if lowest is not None:
            choices.append([own + ring.constant(rational(lowest))])
        else:
            choices.append([own, -own] if _is_odd(element, number) else [own])
    for chosen in product(*choices):
        values = dict(zip(numbers, chosen, strict=True))
        values |= {symbol: values[root] ** order for symbol, (root, order) in powers.items()}
        found = ring.constant(0)
        for coefficient, factors in element.terms():
            term = ring.constant(rational(coefficient))
            for generator, exponent in factors:
                term *= values[generator] ** exponent
            found += term
        yield _homogeneous(found)


def _is_odd(element: Element, generator: GeneratorId) -> bool:
    """Whether the generator occurs with an odd exponent."""
    return any(dict(factors).get(generator, 0) % 2 for _, factors in element.terms())


def _homogeneous(polynomial: fmpq_mpoly) -> fmpq_mpoly:
    """The last number makes up for the degree; where it is 1 the polynomial is the given one."""
    ring = polynomial.context()
    degree = max((sum(exponents) for exponents, _ in polynomial.terms()), default=0)
    terms = {
        (*exponents[:-1], degree - sum(exponents)): coefficient
        for exponents, coefficient in polynomial.terms()
    }
    whole = ring.from_dict(terms)
    if any(exponents[-1] for exponents in terms):
        return whole
    smaller = fmpq_mpoly_ctx.get([f"x{n}" for n in range(ring.nvars() - 1)], Ordering.degrevlex)
    return smaller.from_dict({exponents[:-1]: c for exponents, c in terms.items()})


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
