"""Where a scalar term may vanish as a function of one symbol: closed forms for every real root.

The list is complete and may hold more than the roots: whoever uses it puts each into the
equation again. Algebraic parts are eliminated by resultants, the polynomial is factored over
Q, each factor is solved for the one part in it that depends on the symbol, and exp, log and
other injective functions are inverted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from flint import fmpq_poly

from derivcheck.deciders._cells.atoms import Atoms, Polynomial
from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.definedness import NoRule
from derivcheck.language.operators import KINKED, Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import (
    ZERO,
    Apply,
    Term,
    Variable,
    apply,
    constant,
    divide,
    multiply,
    negate,
    power,
    subtract,
    walk,
)

_O = Operator
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Root:
    """A value that the symbol may have at a zero, wherever the terms in `zero` vanish."""

    value: Term
    zero: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Zeros:
    """Solves for one symbol; `sign` tells the sign of a term at every admissible point."""

    symbol: Variable
    sign: Callable[[Term], int | None]
    #: whether a term free of the symbol vanishes nowhere
    nonzero: Callable[[Term], bool]
    #: ends of intervals on which the term vanishes count as roots, too
    ends: bool = False

    @property
    def name(self) -> str:
        """That of the symbol."""
        return self.symbol.name

    def of(self, term: Term, depth: int = 0) -> list[Root]:
        """Every real root and perhaps other values; raises `NoRule`."""
        if depth > _DEEPEST:
            raise NoRule("functions nested deeply")
        atoms = Atoms()
        found: list[Root] = []
        for polynomial in atoms.branches(atoms.numerator(term), self.name):
            if polynomial.is_zero():
                found += self._ends(term, depth)
            for factor in atoms.factors(polynomial):
                found += self._factor(atoms, factor, depth)
        return list(dict.fromkeys(found))

    def _ends(self, term: Term, depth: int) -> list[Root]:
        """A branch vanishes identically: where it begins and ends."""
        if not self.ends:
            raise NoRule("it vanishes on an interval")
        return [
            root
            for part in walk(term)
            if isinstance(part, Apply) and part.operator in KINKED and mentions(part, {self.name})
            for root in self.of(_kink(part), depth + 1)
        ]

    def _factor(self, atoms: Atoms, factor: Polynomial, depth: int) -> list[Root]:
        used = atoms.used(factor, self.name)
        if not used:
            if self.nonzero(atoms.term(factor)):
                return []
            return [Root(self.symbol, (atoms.term(factor),))]
        if len(used) > 1:
            merged = self._logarithms(atoms, factor, used)
            if merged is None:
                raise NoRule("different functions of the unknown")
            return self.of(merged, depth + 1)
        (index,) = used
        atom = atoms.terms[index]
        values = self._values(atoms, factor, index)
        if atom == self.symbol:
            return values
        if not isinstance(atom, Apply) or len(atom.arguments) != 1:
            raise NoRule("a function without an inverse here")
        found: list[Root] = []
        for value in values:
            for inner in self._inverses(atom.operator, value.value):
                roots = self.of(subtract(atom.arguments[0], inner), depth + 1)
                found += [Root(root.value, (*root.zero, *value.zero)) for root in roots]
        return found

    def _values(self, atoms: Atoms, factor: Polynomial, index: int) -> list[Root]:
        """The values of one atom at which an irreducible polynomial in it vanishes."""
        coefficients = atoms.coefficients(factor, index)
        degree = len(coefficients) - 1
        if all(c.is_constant() for c in coefficients):
            numbers = [c.leading_coefficient() if c else 0 for c in coefficients]
            if degree > 2 and not _has_real_root(numbers):
                return []
        if not self._leads(atoms, coefficients):
            raise NoRule("a leading coefficient that may vanish")
        terms = [atoms.term(c) for c in coefficients]
        if degree == 1:
            return [Root(_quotient(negate(terms[0]), terms[1]))]
        if degree == 2:
            return self._quadratic(atoms, coefficients)
        if any(coefficients[1:-1]):
            raise NoRule("a polynomial of a degree above 2")
        return self._binomial(_quotient(negate(terms[0]), terms[-1]), degree)

    def _leads(self, atoms: Atoms, coefficients: list[Polynomial]) -> bool:
        """Whether the highest coefficient vanishes nowhere, or leaves no root where it does."""
        first, *middle, last = coefficients
        if self.nonzero(atoms.term(last)):
            return True
        return not any(middle) and self.nonzero(atoms.term(first**2 + last**2))

    def _quadratic(self, atoms: Atoms, coefficients: list[Polynomial]) -> list[Root]:
        c, b, a = coefficients
        discriminant = b * b - 4 * a * c
        bottom = atoms.term(2 * a)
        middle = Root(_quotient(atoms.term(-b), bottom))
        minus_square = (-discriminant).factor()
        if all(m % 2 == 0 for _, m in minus_square[1]) and minus_square[0] > 0:
            # never positive: a real root needs a double one
            return (
                [Root(middle.value, tuple(atoms.term(f) for f, _ in minus_square[1]))]
                if minus_square[1]
                else []
            )
        if self.sign(atoms.term(discriminant)) == -1:
            return []
        root = apply(_O.SQRT, atoms.term(discriminant))
        ends = (subtract(root, atoms.term(b)), negate(apply(_O.ADD, root, atoms.term(b))))
        return [Root(divide(end, bottom)) for end in ends]

    def _binomial(self, value: Term, degree: int) -> list[Root]:
        root = power(value, Fraction(1, degree))
        if degree % 2 == 0:
            return [Root(root), Root(negate(root))]
        match self.sign(value):
            case 1:
                return [Root(root)]
            case -1:
                return [Root(negate(power(negate(value), Fraction(1, degree))))]
        raise NoRule("an odd root of either sign")

    def _inverses(self, operator: Operator, value: Term) -> Iterable[Term]:
        """Every u at which the function has the value, if it has it at all."""
        if operator is _O.EXP and self.sign(value) in (0, -1):
            return ()
        if operator not in _INVERSES:
            raise NoRule("a function without an inverse here")
        return (apply(_INVERSES[operator], value),)

    def _logarithms(self, atoms: Atoms, factor: Polynomial, used: list[int]) -> Term | None:
        """sum k log u = c turned into prod u^k = exp(c), up to a common multiple of the k."""
        exponents: dict[int, Fraction] = {}
        rest = factor
        for index in used:
            atom = atoms.terms[index]
            if not (isinstance(atom, Apply) and atom.operator is _O.LOG):
                return None
            parts = atoms.coefficients(factor, index)
            if len(parts) != 2 or not parts[1].is_constant():
                return None
            number = parts[1].leading_coefficient()
            exponents[index] = Fraction(int(number.p), int(number.q))
            rest = rest - parts[1] * atoms.generator(index)
        scale = lcm(*(k.denominator for k in exponents.values()))
        product: Term = constant(1)
        for index, exponent in exponents.items():
            (argument,) = atoms.terms[index].arguments  # type: ignore[attr-defined]
            product = multiply(product, power(argument, exponent * scale))
        value = multiply(constant(-scale), atoms.term(rest))
        return subtract(product, constant(1) if rest.is_zero() else apply(_O.EXP, value))


_INVERSES = {
    _O.EXP: _O.LOG,
    _O.LOG: _O.EXP,
    _O.ATAN: _O.TAN,
    _O.ASIN: _O.SIN,
    _O.ACOS: _O.COS,
    _O.ASINH: _O.SINH,
    _O.ACOSH: _O.COSH,
    _O.ATANH: _O.TANH,
}


def _kink(part: Apply) -> Term:
    first, *others = part.arguments
    return subtract(first, others[0]) if others else first


def _has_real_root(coefficients: list[Any]) -> bool:
    roots: Any = fmpq_poly(coefficients).numer().complex_roots()
    return any(root.imag.contains(0) for root, _ in roots)


def _quotient(top: Term, bottom: Term) -> Term:
    above, below = rational(top), rational(bottom)
    if above is not None and below:
        return constant(above / below)
    if above == 0:
        return ZERO
    return top if below == 1 else divide(top, bottom)
