"""The signs of an analytic function along an interval, by the signs of its derivatives.

A pattern is the sequence of signs that a function takes from left to right, each weakly and
each stretch possibly empty: `(-1, 1)` is "at most 0, then at least 0". Where f' has the
pattern s1, ..., sk, f is monotone on k stretches, so it changes sign at most once on each;
its signs at the ends of the interval remove the outer ones. The recursion ends at functions
whose sign the tower knows and at polynomials, whose real roots are isolated over Q.

The functions must be analytic on the open interval: the caller has to see to that.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from derivcheck.calculus.tower import Element, Kind, Refusal, Tower
from derivcheck.calculus.tower.factors import factors_of
from derivcheck.deciders._facts.bounds import Interval
from derivcheck.deciders._intervals.ends import limit_sign, value_at
from derivcheck.deciders._intervals.equivalents import exponential_form, logarithmic_form
from derivcheck.deciders._intervals.roots import pattern_on, sign_on

Pattern = tuple[int, ...]
#: an end of the interval: None is infinite
End = Element | None

#: tangents of multiples of pi, to the right of -1/2 and to the left of 1/2
_TANGENTS: dict[Fraction, Fraction | None] = {
    Fraction(-1, 2): None,
    Fraction(-1, 4): Fraction(-1),
    Fraction(0): Fraction(0),
    Fraction(1, 4): Fraction(1),
    Fraction(1, 2): None,
}

#: derivatives taken; equivalent forms are written above the second depth, for the last one more
_DEEP, _SHALLOW, _INSIDE = 7, 5, 3
_FORMS = (exponential_form, logarithmic_form)


@dataclass(slots=True)
class Work:
    """Terms of numerators that may still be looked at, shared by all lines of one search."""

    left: int = 2000

    def spend(self, element: Element) -> bool:
        """Whether enough was left for this element; a large one costs more than its terms."""
        terms = sum(1 for _ in element.terms())
        self.left -= terms + terms * terms // 40
        return self.left >= 0


@dataclass(slots=True)
class Line:
    """An open interval of one opaque kernel; everything else is constant.

    `known` is the same interval where its ends are rational numbers.
    """

    tower: Tower
    key: Hashable
    low: End
    high: End
    known: Interval | None = None
    work: Work = field(default_factory=Work)

    def pattern(
        self, element: Element, depth: int = _DEEP, rewritten: bool = False
    ) -> Pattern | None:
        """The signs of the element along the interval; None where no rule tells.

        What was `rewritten` across an exponential or a logarithm is not once more.
        """
        if not self.work.spend(element):
            return None
        if element.is_zero():
            return ()
        sign, open_factors = self._split(element)
        if sign is None:
            return None
        if not open_factors:
            return (sign,)
        pattern: Pattern = (sign,)
        for factor in open_factors:
            found = self._of_factor(factor, depth, rewritten)
            if found is None or (len(found) > 1 and len(pattern) > 1):
                return None
            pattern = _times(pattern, found)
        return pattern

    def positive(self, element: Element) -> bool:
        """True proves that the element is above 0 on the whole open interval.

        It is, where its factors have no roots, or where it is at least 0 at an end and strictly
        monotone away from it.
        """
        if self.tower.sign(element) == 1 or self._without_roots(element) == 1:
            return True
        for scaled in self._scalings(element):
            slope = self._slope(scaled)
            sign = None if slope is None else self.tower.sign(slope)
            if sign:
                start = self._end_sign(scaled, self.low if sign > 0 else self.high, sign > 0)
                if start is not None and start >= 0:
                    return True
        written = exponential_form(self.tower, element)
        return written is not None and self.tower.sign(written) == 1

    def _slope(self, element: Element) -> Element | None:
        """The derivative along the interval; None where there is no rule, as for gamma."""
        try:
            return self.tower.derivative(element, self.key)
        except Refusal:
            return None

    def _without_roots(self, element: Element) -> int | None:
        """The sign of a product of factors none of which vanishes on the interval."""
        split = factors_of(self.tower, element)
        sign = 1 if split.coefficient > 0 else -1
        for factor, exponent in split.powers:
            known = self.tower.facts.of_factor(factor)
            if known is not None and known.strict:
                found: int | None = known.sign
            else:
                inside = polynomial_in(self.tower.polynomial(factor), self.key)
                asked = inside is not None and self.known is not None
                found = sign_on(inside, self.known) if asked else None  # type: ignore[arg-type]
            if not found:
                return None
            sign *= found**exponent if exponent > 0 else found ** (-exponent)
        return sign

    def _split(self, element: Element) -> tuple[int | None, list[Element]]:
        """The sign of the factors that are known, and the factors that are not."""
        split = factors_of(self.tower, element)
        sign, rest = (1 if split.coefficient > 0 else -1), []
        for factor, exponent in split.powers:
            if exponent % 2 == 0:
                continue
            known = self.tower.facts.of_factor(factor)
            if known is not None:
                sign *= known.sign
            elif exponent < 0:
                return None, []
            else:
                rest.append(self.tower.polynomial(factor))
        return sign, rest

    def _of_factor(self, factor: Element, depth: int, rewritten: bool) -> Pattern | None:
        found = self._polynomial(factor) or self._tangential(factor)
        if found is not None or depth == 0:
            return found
        for form in _FORMS if depth > _SHALLOW and not rewritten else ():
            written = form(self.tower, factor)
            found = None if written is None else self.pattern(written, _INSIDE, rewritten=True)
            if found is not None and len(found) == 1:
                return found
        for scaled in self._scalings(self._analytic(factor)):
            slope = self._slope(scaled)
            slopes = None if slope is None else self.pattern(slope, depth - 1, rewritten)
            if slopes is not None:
                return self._integrated(scaled, slopes)
        return None

    def _polynomial(self, factor: Element) -> Pattern | None:
        """A polynomial in the symbol alone, by its real roots."""
        coefficients = None if self.known is None else polynomial_in(factor, self.key)
        if self.known is None or coefficients is None:
            return None
        return pattern_on(coefficients, self.known)

    def _tangential(self, factor: Element) -> Pattern | None:
        """A polynomial in one tangent, which is monotone between neighbouring poles."""
        generators = factor.generators()
        if len(generators) != 1 or self.low is None or self.high is None:
            return None
        (generator,) = generators
        kernel = self.tower.describe(generator)
        if kernel.kind is not Kind.TAN:
            return None
        inner = self._slope(kernel.arguments[0])
        slope = None if inner is None else inner.is_number()
        low = self._turn(kernel.arguments[0], self.low)
        high = self._turn(kernel.arguments[0], self.high)
        if not slope or low is None or high is None:
            return None
        coefficients = {dict(powers).get(generator, 0): value for value, powers in factor.terms()}
        between = Interval(_TANGENTS[min(low, high)], _TANGENTS[max(low, high)])
        found = pattern_on(coefficients, between)
        return found if found is None or slope > 0 else found[::-1]

    def _turn(self, angle: Element, end: Element) -> Fraction | None:
        """The angle at an end, as a multiple of pi whose tangent is 0, 1, -1 or infinite."""
        value = value_at(self.tower, angle, self.key, end)
        turn = None if value is None else value.over(self.tower.pi()).is_number()
        return None if turn is None or Fraction(turn) not in _TANGENTS else Fraction(turn)

    def _analytic(self, factor: Element) -> Element:
        """A polynomial in tangents t over powers of 1 + t^2, which has no poles.

        sin(a)^j cos(a)^(2 k - j) = t^j/(1 + t^2)^k for j <= 2 k.
        """
        for generator in sorted(factor.generators()):
            if self.tower.describe(generator).kind is Kind.TAN:
                degree = max(dict(powers).get(generator, 0) for _, powers in factor.terms())
                beside = self.tower.element(generator) ** 2 + 1
                factor = factor.over(beside ** ((degree + 1) // 2))
        return factor

    def _scalings(self, factor: Element) -> Iterator[Element]:
        """The factor over positive factors that make its derivative simpler."""
        yield factor
        for generator in sorted(factor.generators(), reverse=True):
            kind = self.tower.describe(generator).kind
            if kind is Kind.EXP or kind is Kind.ROOT:
                degrees = {dict(powers).get(generator, 0) for _, powers in factor.terms()}
                for degree in sorted(degrees - {0}, reverse=True):
                    below = self.tower.element(generator) ** degree
                    if self.tower.sign(below) == 1:
                        yield factor.over(below)
            elif kind is not Kind.OPAQUE and kind is not Kind.TAN:
                leading = self._leading(factor, generator)
                if leading is not None and self.tower.sign(leading) == 1:
                    yield factor.over(leading)
                elif leading is not None and self.tower.sign(leading) == -1:
                    yield factor.over(-leading)

    def _leading(self, factor: Element, generator: int) -> Element | None:
        """The coefficient of a generator in which the factor is linear."""
        total = self.tower.number(0)
        for value, powers in factor.terms():
            exponents = dict(powers)
            degree = exponents.pop(generator, 0)
            if degree > 1:
                return None
            if degree == 1:
                total = total + self.tower.monomial(exponents.items()) * value
        return None if total.is_number() is not None else total

    def _integrated(self, element: Element, slopes: Pattern) -> Pattern:
        """The pattern of a function from that of its derivative and its signs at the ends."""
        if not any(slopes):
            sign = self._end_sign(element, self.low)
            return (-1, 1) if sign is None else (sign,) if sign else ()
        pattern: list[int] = []
        for slope in slopes:
            pattern += [-slope, slope]
        merged = _merged(pattern)
        start, stop = self._end_sign(element, self.low), self._end_sign(element, self.high, False)
        if start is not None and start * slopes[0] >= 0 and merged[0] == -slopes[0]:
            merged = merged[1:]
        if merged and stop is not None and stop * slopes[-1] <= 0 and merged[-1] == slopes[-1]:
            merged = merged[:-1]
        return merged or (0,)

    def _end_sign(self, element: Element, end: End, low: bool = True) -> int | None:
        """The sign of the limit at an end of the interval."""
        try:
            return limit_sign(self.tower, element, self.key, end, low)
        except (Refusal, ZeroDivisionError):
            return None


def polynomial_in(element: Element, key: Hashable) -> dict[int, Fraction] | None:
    """The coefficients by degree of a numerator that holds no other generator."""
    coefficients: dict[int, Fraction] = {}
    for value, powers in element.terms():
        for generator, exponent in powers:
            kernel = element.tower.describe(generator)
            if kernel.kind is not Kind.OPAQUE or kernel.key != key:
                return None
            coefficients[exponent] = value
        if not powers:
            coefficients[0] = value
    return coefficients


def _times(a: Pattern, b: Pattern) -> Pattern:
    if len(a) <= 1:
        return tuple(x * (a[0] if a else 0) for x in b)
    return tuple(x * (b[0] if b else 0) for x in a)


def _merged(pattern: list[int]) -> Pattern:
    """Equal neighbours are one stretch."""
    return tuple(s for i, s in enumerate(pattern) if i == 0 or s != pattern[i - 1])
