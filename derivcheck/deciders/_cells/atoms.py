"""Scalar terms as quotients of polynomials over Q in atoms: symbols, roots, exp, log and others.

Atoms that are algebraic over others (`sqrt(u)`, `abs(u)`, `exp(u/2)` beside `exp(u)`) come
with the polynomial that they solve, so that a resultant eliminates them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx, fmpz

from derivcheck.deciders._cells.elementary import REWRITTEN
from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.definedness import NoRule
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import (
    ZERO,
    Apply,
    Constant,
    Term,
    add,
    apply,
    constant,
    divide,
    multiply,
    negate,
    power,
)

_O = Operator
_MOST_ATOMS, _HIGHEST_POWER, _LARGEST_FACTORED = 16, 24, 1 << 40

#: an fmpq_mpoly, for which FLINT ships no types
Polynomial = Any
Quotient = tuple[Polynomial, Polynomial]


class Atoms:
    """The atoms of some terms, numbered as generators of one polynomial ring."""

    def __init__(self) -> None:
        self.ring = fmpq_mpoly_ctx.get([f"a{i}" for i in range(_MOST_ATOMS)], Ordering.lex)
        self.terms: list[Term] = []
        #: the polynomial that an algebraic atom solves
        self.relations: dict[int, Polynomial] = {}
        self._known: dict[Term, Quotient] = {}

    def generator(self, index: int) -> Polynomial:
        """The atom with this number."""
        return self.ring.gens()[index]

    def numerator(self, term: Term) -> Polynomial:
        """A polynomial that vanishes wherever the term does."""
        return self.quotient(term)[0]

    def quotient(self, term: Term) -> Quotient:
        """Numerator and denominator; raises `NoRule` for what is no scalar expression."""
        if term not in self._known:
            self._known[term] = self._lowest(*self._quotient(term))
        return self._known[term]

    def _lowest(self, top: Polynomial, bottom: Polynomial) -> Quotient:
        if bottom.is_zero():
            raise NoRule("a division by 0")
        common = top.gcd(bottom)
        return (top, bottom) if common.is_one() else (top / common, bottom / common)

    def _constant(self, value: Fraction | int) -> Polynomial:
        value = Fraction(value)
        return self.ring.constant(fmpq(value.numerator, value.denominator))

    def _quotient(self, term: Term) -> Quotient:
        one = self._constant(1)
        if not term.shape.is_scalar:
            raise NoRule("an array")
        match term:
            case Constant(value=value):
                return self._constant(value), one
            case Apply(operator=_O.NEGATE, arguments=(a,)):
                top, bottom = self.quotient(a)
                return -top, bottom
            case Apply(operator=_O.ADD, arguments=(a, b)):
                (p, q), (r, s) = self.quotient(a), self.quotient(b)
                return p * s + r * q, q * s
            case Apply(operator=_O.MULTIPLY, arguments=(a, b)):
                (p, q), (r, s) = self.quotient(a), self.quotient(b)
                return p * r, q * s
            case Apply(operator=_O.DIVIDE, arguments=(a, b)):
                (p, q), (r, s) = self.quotient(a), self.quotient(b)
                return p * s, q * r
            case Apply(operator=_O.POWER, arguments=(a, b)):
                return self._power(a, b)
            case Apply(operator=_O.SQRT, arguments=(a,)):
                return self._root(a, 2), one
            case Apply(operator=_O.ABS, arguments=(a,)):
                return self._absolute_value(a), one
            case Apply(operator=_O.EXP, arguments=(a,)):
                return self._exponential(a)
            case Apply(operator=_O.LOG, arguments=(a,)) if rational(a) is not None:
                return self._logarithm(rational(a) or Fraction(0)), one
            case Apply(operator=operator, arguments=arguments) if operator in REWRITTEN:
                return self.quotient(REWRITTEN[operator](*arguments))
            case _:
                return self.atom(term), one

    def atom(self, term: Term) -> Polynomial:
        """The generator of a term taken as a whole."""
        if term not in self.terms:
            if len(self.terms) == _MOST_ATOMS:
                raise NoRule("many different parts")
            self.terms.append(term)
        return self.generator(self.terms.index(term))

    def _power(self, base: Term, exponent: Term) -> Quotient:
        number = rational(exponent)
        if number is None:
            if not (rational(base) or 0) > 0:
                return self.atom(apply(_O.POWER, base, exponent)), self._constant(1)
            return self.quotient(apply(_O.EXP, multiply(exponent, apply(_O.LOG, base))))
        if abs(number.numerator) > _HIGHEST_POWER or number.denominator > _HIGHEST_POWER:
            raise NoRule("a high power")
        one = self._constant(1)
        if number.denominator == 1:
            top, bottom = self.quotient(base)
        else:
            top, bottom = self._root(base, number.denominator), one
        exponent_ = abs(number.numerator)
        result = top**exponent_, bottom**exponent_
        return result if number >= 0 else (result[1], result[0])

    def _root(self, radicand: Term, degree: int) -> Polynomial:
        known = rational(radicand)
        exact = None if known is None else _exact_root(known, degree)
        if exact is not None:
            return self._constant(exact)
        top, bottom = self.quotient(radicand)
        term = apply(_O.SQRT, radicand) if degree == 2 else power(radicand, Fraction(1, degree))
        return self._algebraic(term, lambda root: root**degree * bottom - top)

    def _absolute_value(self, argument: Term) -> Polynomial:
        top, bottom = self.quotient(argument)
        return self._algebraic(apply(_O.ABS, argument), lambda value: value**2 * bottom**2 - top**2)

    def _algebraic(self, term: Term, relation: Callable[[Polynomial], Polynomial]) -> Polynomial:
        value = self.atom(term)
        self.relations.setdefault(self.terms.index(term), relation(value))
        return value

    def _exponential(self, exponent: Term) -> Quotient:
        """exp of a sum is the product of the exps of its monomials."""
        top, bottom = self.quotient(exponent)
        numerator = denominator = self._constant(1)
        for powers, coefficient in top.terms():
            factor = Fraction(int(coefficient.p), int(coefficient.q))
            monomial = self._term(self.ring.from_dict({powers: 1}), bottom)
            value, number = self._exponential_of(monomial, factor)
            if number > 0:
                numerator *= value**number
            else:
                denominator *= value**-number
        return numerator, denominator

    def _exponential_of(self, monomial: Term, factor: Fraction) -> tuple[Polynomial, int]:
        if abs(factor.numerator) > _HIGHEST_POWER or factor.denominator > _HIGHEST_POWER:
            raise NoRule("a high power")
        whole = self.atom(apply(_O.EXP, monomial))
        if factor.denominator == 1:
            return whole, factor.numerator
        part = divide(monomial, constant(factor.denominator))
        value = self._algebraic(apply(_O.EXP, part), lambda root: root**factor.denominator - whole)
        return value, factor.numerator

    def _logarithm(self, number: Fraction) -> Polynomial:
        """log of a rational number in logarithms of primes, which are independent over Q."""
        if number <= 0 or max(number.numerator, number.denominator) > _LARGEST_FACTORED:
            return self.atom(apply(_O.LOG, constant(number)))
        total = self._constant(0)
        for whole, sign in ((number.numerator, 1), (number.denominator, -1)):
            for prime, k in fmpz(whole).factor():
                total += self._constant(sign * int(k)) * self.atom(
                    apply(_O.LOG, constant(int(prime)))
                )
        return total

    # Back to terms ------------------------------------------------------------------------

    def _term(self, top: Polynomial, bottom: Polynomial) -> Term:
        numerator = self.term(top)
        return numerator if bottom.is_one() else divide(numerator, self.term(bottom))

    def term(self, polynomial: Polynomial) -> Term:
        """The polynomial as an expression."""
        total: Term | None = None
        for powers, coefficient in polynomial.terms():
            monomial = self._monomial(powers, Fraction(int(coefficient.p), int(coefficient.q)))
            total = monomial if total is None else add(total, monomial)
        return ZERO if total is None else total

    def _monomial(self, powers: tuple[int, ...], coefficient: Fraction) -> Term:
        product: Term | None = None
        for index, exponent in enumerate(powers):
            if exponent:
                atom = self.terms[index]
                factor = atom if exponent == 1 else power(atom, int(exponent))
                product = factor if product is None else multiply(product, factor)
        if product is None:
            return constant(coefficient)
        if coefficient == 1:
            return product
        return negate(product) if coefficient == -1 else multiply(constant(coefficient), product)

    # Which atoms a polynomial holds -------------------------------------------------------

    def used(self, polynomial: Polynomial, name: str) -> list[int]:
        """The atoms in it that depend on the symbol."""
        return [
            index
            for index, degree in enumerate(polynomial.degrees())
            if degree and mentions(self.terms[index], {name})
        ]

    def branches(self, polynomial: Polynomial, name: str) -> list[Polynomial]:
        """Polynomials without algebraic atoms that depend on the symbol.

        Wherever the given one vanishes one of them does; `abs(u)` is u in one, -u in another.
        """
        found = [polynomial]
        for index in reversed(range(len(self.terms))):
            if index in self.relations and mentions(self.terms[index], {name}):
                found = [part for one in found for part in self._without(one, index)]
        return found

    def _without(self, polynomial: Polynomial, index: int) -> list[Polynomial]:
        if not polynomial.degrees()[index]:
            return [polynomial]
        term = self.terms[index]
        if not (isinstance(term, Apply) and term.operator is _O.ABS):
            return [polynomial.resultant(self.relations[index], f"a{index}")]
        top, bottom = self.quotient(term.arguments[0])
        coefficients = self.coefficients(polynomial, index)
        degree = len(coefficients) - 1
        return [
            sum(
                (c * side**k * bottom ** (degree - k) for k, c in enumerate(coefficients)),
                start=self._constant(0),
            )
            for side in (top, -top)
        ]

    def coefficients(self, polynomial: Polynomial, index: int) -> list[Polynomial]:
        """Those of the powers 0, 1, 2, ... of one atom."""
        found: dict[int, dict[tuple[int, ...], Any]] = {}
        for powers, coefficient in polynomial.terms():
            rest = (*powers[:index], 0, *powers[index + 1 :])
            found.setdefault(int(powers[index]), {})[rest] = coefficient
        degree = max(found, default=0)
        return [self.ring.from_dict(found.get(k, {})) for k in range(degree + 1)]

    def factors(self, polynomial: Polynomial) -> Iterator[Polynomial]:
        """The irreducible factors over Q that are no numbers."""
        for factor, _ in polynomial.factor()[1]:
            yield factor


def factors(term: Term) -> list[Term]:
    """Irreducible terms whose signs decide that of the term; none where it has no such form."""
    atoms = Atoms()
    try:
        parts = atoms.quotient(term)
    except NoRule:
        return []
    return [atoms.term(factor) for part in parts for factor in atoms.factors(part)]


def vanishes(term: Term) -> bool:
    """True proves that the term is 0 for all values of its symbols at which it has a value."""
    try:
        return bool(Atoms().numerator(term).is_zero())
    except NoRule:
        return False


def _exact_root(value: Fraction, degree: int) -> Fraction | None:
    if value < 0:
        return None
    parts = []
    for number in (value.numerator, value.denominator):
        root = round(number ** (1 / degree)) if number < 1 << 52 else -1
        if root < 0 or root**degree != number:
            return None
        parts.append(root)
    return Fraction(parts[0], parts[1])
