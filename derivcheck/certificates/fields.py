"""Normal forms: rational functions over Q in generators, each with what it stands for.

A claim is evaluated with generators for its symbols. Where it applies a function to an element
the certificate says which element that is; this is rechecked by a law of the function, or, where
no law is known here, by enclosures at the certificate's points.
"""

from __future__ import annotations

from typing import Any

from flint import Ordering, arb, fmpq, fmpq_mpoly_ctx

from derivcheck.certificates.infinitesimals import Dual, Number, Rejected, ball
from derivcheck.certificates.operations import agree

__all__ = ["Field", "Quotient"]


class Quotient(Number):
    """A fraction of two polynomials in the generators of a field."""

    def __init__(self, field: Field, top: Any, bottom: Any) -> None:
        top, bottom = field.reduced(top), field.reduced(bottom)
        if bottom == 0:
            raise Rejected("a denominator is 0")
        common = top.gcd(bottom)
        self.field, self.top, self.bottom = field, top / common, bottom / common

    def __add__(self, other: Any) -> Any:
        if isinstance(other, Dual):
            return NotImplemented
        x = self.field.made(other)
        return Quotient(
            self.field, self.top * x.bottom + x.top * self.bottom, self.bottom * x.bottom
        )

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Dual):
            return NotImplemented
        x = self.field.made(other)
        return Quotient(self.field, self.top * x.top, self.bottom * x.bottom)

    def inverse(self) -> Quotient:
        """1/x"""
        return Quotient(self.field, self.bottom, self.top)

    def is_zero(self) -> bool:
        """Whether the numerator is 0 modulo the relations."""
        return bool(self.top == 0)


class Field:
    """The generators, youngest first, their relations, and the values of functions.

    A generator is [name, kind, arguments, order]. `laws` says for every function whether its
    value follows from a law; `nonnegative` names symbols that are so by their type.
    """

    def __init__(self, data: Any, nonnegative: frozenset[str] = frozenset()) -> None:
        self.nonnegative = nonnegative
        self.generators = data["generators"]
        names = [name for name, *_ in self.generators]
        self.ring = fmpq_mpoly_ctx.get(names or ["g"], Ordering.lex)
        self.places = dict(zip(names, self.ring.gens(), strict=False))
        self.relations: list[Any] = []
        relations = [(self.polynomial(p), names.index(name)) for name, p in data["relations"]]
        for polynomial, place in reversed(relations):  # eldest first: each needs those before
            if polynomial.leading_coefficient() != 1:
                raise Rejected("a relation is not monic")
            if not self._follows(polynomial, place):
                raise Rejected("a relation does not follow from what its generator stands for")
            self.relations.insert(0, (place, polynomial.degrees()[place], polynomial))
        self.functions = [
            (name, self.read(argument), self.read(value))
            for name, argument, value in data["functions"]
        ]
        self.laws = [self._by_law(*each) for each in self.functions]

    def polynomial(self, terms: Any) -> Any:
        """[[coefficient, exponents], ...]"""
        return self.ring.from_dict({tuple(e): fmpq(*map(int, c.split("/"))) for c, e in terms})

    def read(self, pair: Any) -> Quotient:
        """A fraction as it stands in the certificate."""
        return Quotient(self, *map(self.polynomial, pair))

    def reduced(self, polynomial: Any) -> Any:
        """The remainder modulo the relations."""
        for place, degree, relation in self.relations:
            if polynomial.degrees()[place] >= degree:
                polynomial = polynomial % relation
        return polynomial

    def made(self, value: Any) -> Quotient:
        """A rational number as an element."""
        if isinstance(value, Quotient):
            return value
        return Quotient(self, self.ring.constant(fmpq(value)), self.ring.constant(1))

    def symbol(self, name: str) -> Quotient:
        """The generator that stands for a symbol or an entry."""
        for own, kind, *_ in self.generators:
            if kind == "symbol" and own == name:
                return Quotient(self, self.places[own], self.ring.constant(1))
        raise Rejected(f"no generator stands for {name}")

    def function(self, name: str, x: Quotient) -> Quotient:
        """What the certificate says a function is at an element."""
        for own, argument, value in self.functions:
            if own == name and (name == "pi" or (argument - x).is_zero()):
                return value
        raise Rejected(f"the certificate does not say what {name} is")

    # laws

    def _follows(self, relation: Any, place: int) -> bool:
        """s^n = scale^n*a for a root s; numbers are left to enclosures."""
        _, kind, arguments, order = self.generators[place]
        held = [i for i, degree in enumerate(relation.degrees()) if degree]
        if all(self._is_number(i) for i in held):
            return True
        if kind != "root":
            return False
        inner, scale = map(self.read, arguments)
        for _ in range(order):
            inner = inner * scale
        power = Quotient(self, self.ring.gens()[place] ** order - relation, self.ring.constant(1))
        return bool((inner - power).is_zero())

    def _is_number(self, place: int) -> bool:
        _, kind, arguments, _ = self.generators[place]
        held = [p for pair in arguments for terms in pair for _, e in terms for p in _held(e)]
        return kind != "symbol" and all(self._is_number(p) for p in held)

    def _by_law(self, name: str, x: Quotient, value: Quotient) -> bool:
        """Whether f(x) = value follows from a law."""
        powers = self._monomial(value)
        if powers is None:
            return False
        if name in ("sqrt", "abs"):
            gap = value * value - (x if name == "sqrt" else x * x)
            return bool(gap.is_zero()) and all(self._is_nonnegative(g) for g, _ in powers)
        if name == "exp":  # exp(a)^k exp(b)^l = exp(k*a + l*b)
            total = self.made(0)
            for (_, kind, arguments, _), k in powers:
                if kind != "exp":
                    return False
                total = total + self.read(arguments[0]) * k
            return bool((total - x).is_zero())
        if len(powers) != 1 or powers[0][1] != 1 or powers[0][0][1] != name:
            return False
        return name == "pi" or bool((self.read(powers[0][0][2][0]) - x).is_zero())

    def _monomial(self, value: Quotient) -> list[tuple[Any, int]] | None:
        """Generators and exponents of a product of powers."""
        terms = [list(p.terms()) for p in (value.top, value.bottom)]
        if any(len(t) != 1 for t in terms) or terms[0][0][1] != terms[1][0][1]:
            return None
        (up, _), (down, _) = terms[0][0], terms[1][0]
        exponents = [int(a) - int(b) for a, b in zip(up, down, strict=True)]
        return [(g, k) for g, k in zip(self.generators, exponents, strict=False) if k]

    def _is_nonnegative(self, generator: Any) -> bool:
        name, kind, arguments, _ = generator
        if kind == "root":
            return bool((self.read(arguments[1]) - 1).is_zero())
        positive = ("exp", "pi", "log of a prime", "root of a number")
        return kind in positive or name in self.nonnegative

    # points

    def confirm(self, names: dict[str, Any]) -> bool:
        """Relations and values of functions by enclosures; False where a generator has none."""
        values: dict[str, Any] = {}
        for name, kind, arguments, order in reversed(self.generators):
            inner = [_at(self.read(pair), values, self.generators) for pair in arguments]
            values[name] = names[name] if kind == "symbol" else _kernel(kind, inner, order)
        if not all(arb(value).is_finite() for value in values.values()):
            return False
        for _, _, relation in self.relations:
            _agree(_polynomial(relation, values, self.generators), fmpq(0), "a relation")
        for name, argument, value in self.functions:
            inside = _at(argument, values, self.generators)
            _agree(ball(name, inside), _at(value, values, self.generators), name)
        return True


def _held(exponents: Any) -> list[int]:
    return [place for place, exponent in enumerate(exponents) if exponent]


def _kernel(kind: str, inner: list[Any], order: int) -> Any:
    """What a generator stands for."""
    match kind:
        case "pi":
            return arb.pi()
        case "log of a prime":
            return arb(order).log()
        case "root of a number":
            return arb(inner[0]) ** (arb(1) / order)
        case "root":  # scale*a^(1/n)
            return inner[1] * (arb(inner[0]).sqrt() if order == 2 else arb(inner[0]).root(order))
        case "log":
            return abs(arb(inner[0])).log()
        case "cosine of a rational angle":
            return 2 * (arb.pi() / order).cos()
        case "exp" | "tan" | "atan" | "asin" | "erf" | "gamma":
            return getattr(arb(inner[0]), kind)()
    raise Rejected(f"no generator is a {kind}")


def _at(value: Quotient, values: dict[str, Any], generators: Any) -> Any:
    bottom = _polynomial(value.bottom, values, generators)
    return _polynomial(value.top, values, generators) / bottom


def _polynomial(polynomial: Any, values: dict[str, Any], generators: Any) -> Any:
    total: Any = fmpq(0)
    for exponents, term in polynomial.terms():
        for (name, *_), exponent in zip(generators, exponents, strict=False):
            for _ in range(int(exponent)):
                term = term * values[name]
        total = total + term
    return total


def _agree(left: Any, right: Any, what: str) -> None:
    if not agree(left, right):
        raise Rejected(f"{what} has another value at a point")
