"""The sign of a polynomial from the ranges of its generators.

Success proves the sign at every point of the region. Three sufficient criteria: after moving
every range to (0, oo) all coefficients have one sign; a quadratic with negative discriminant;
a rigorous enclosure, for constants.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.bounds import Interval, range_of
from derivcheck.calculus.tower.denesting import conjugates
from derivcheck.calculus.tower.enclosures import enclosure
from derivcheck.calculus.tower.monotone import increasing_argument
from derivcheck.calculus.tower.polynomials import Polynomial

if TYPE_CHECKING:
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["Known", "sign_of_polynomial"]

Powers = tuple[tuple[int, int], ...]
Coefficients = dict[Powers, Fraction]

_MOST_TERMS = 60
_MOST_SQUARED = 16
_MOST_SHIFTED = 1_000
_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A sign that holds on the whole region; not strict if the value may also be 0."""

    sign: int
    strict: bool


def sign_of_polynomial(tower: Tower, polynomial: Polynomial) -> Known | None:
    """What the ranges of the generators say of the sign."""
    if len(polynomial) > _MOST_TERMS:
        return None
    degrees = tower.ring.degrees(polynomial)
    if all(tower.is_constant(g) for g in degrees):
        return _constant(tower, polynomial)
    terms = {powers: c for c, powers in tower.ring.terms(polynomial)}
    found = _by_coefficients(terms, degrees, {g: range_of(tower, g, False) for g in degrees})
    if found is not None and found.strict:
        return found
    argument = increasing_argument(tower, polynomial)
    if argument is not None:
        return tower.facts.of(argument)
    ranges = {g: range_of(tower, g) for g in degrees}
    found = _by_coefficients(terms, degrees, ranges) or found
    if found is not None or tower.facts.depth == _DEEPEST or len(terms) > _MOST_SQUARED:
        return found
    tower.facts.depth += 1
    try:
        return _by_discriminant(tower, polynomial, degrees) or _by_norm(tower, polynomial)
    finally:
        tower.facts.depth -= 1


def _constant(tower: Tower, polynomial: Polynomial) -> Known | None:
    for precision in (64, 256):
        ball = enclosure(tower, tower.polynomial(polynomial), precision)
        if ball is None:
            return None
        if ball > 0:
            return Known(1, True)
        if ball < 0:
            return Known(-1, True)
    return None


# coefficients of one sign -----------------------------------------------------------------


def _by_coefficients(
    terms: Coefficients, degrees: dict[int, int], ranges: dict[int, Interval]
) -> Known | None:
    free = {g for g, r in ranges.items() if r.low is None and r.high is None}
    bounded = [g for g in degrees if g not in free]
    closed: set[int] = set()
    top_closed = False
    for g in bounded:
        if ranges[g].low != 0 or ranges[g].high is not None:
            terms = _moved(terms, g, degrees[g], ranges[g])
        if len(terms) > _MOST_SHIFTED:
            return None
        if ranges[g].low is not None and ranges[g].high is not None:
            top_closed = top_closed or not ranges[g].high_open
            if not ranges[g].low_open:
                closed.add(g)
        elif not (ranges[g].low_open if ranges[g].low is not None else ranges[g].high_open):
            closed.add(g)
    signs = set()
    strict = False
    for powers, coefficient in terms.items():
        if any(g in free and e % 2 for g, e in powers):
            return None
        signs.add(coefficient > 0)
        strict = strict or not any(g in free or g in closed for g, _ in powers)
    if len(signs) != 1:
        return None
    return Known(1 if signs.pop() else -1, strict and not top_closed)


def _moved(terms: Coefficients, g: int, degree: int, r: Interval) -> Coefficients:
    """Replace g so that its range becomes (0, oo), up to a positive factor."""
    moved: Coefficients = {}
    for powers, coefficient in terms.items():
        e = dict(powers).get(g, 0)
        rest = tuple((h, k) for h, k in powers if h != g)
        for k, c in enumerate(_image(e, degree, r)):
            if c:
                key = tuple(sorted((*rest, (g, k)))) if k else rest
                moved[key] = moved.get(key, Fraction(0)) + coefficient * c
    return {powers: c for powers, c in moved.items() if c}


def _image(e: int, degree: int, r: Interval) -> list[Fraction]:
    """Coefficients of what x^e becomes."""
    low, high = r.low, r.high
    if low is not None and high is not None:  # x = (low + high*t)/(1 + t), times (1 + t)^degree
        first = [comb(e, k) * low ** (e - k) * high**k for k in range(e + 1)]
        second = [Fraction(comb(degree - e, k)) for k in range(degree - e + 1)]
        product = [Fraction(0)] * (degree + 1)
        for i, a in enumerate(first):
            for j, b in enumerate(second):
                product[i + j] += a * b
        return product
    if low is not None:  # x = low + t
        return [comb(e, k) * low ** (e - k) for k in range(e + 1)]
    assert high is not None  # x = high - t
    return [comb(e, k) * high ** (e - k) * (-1) ** k for k in range(e + 1)]


# quadratics -------------------------------------------------------------------------------


def _by_discriminant(tower: Tower, polynomial: Polynomial, degrees: dict[int, int]) -> Known | None:
    ring = tower.ring
    for g, degree in degrees.items():
        if degree % 2:
            continue
        parts = _by_degree(tower, polynomial, g)
        step = degree // 2
        if not set(parts) <= {0, step, 2 * step} or 0 not in parts:
            continue
        a, b, c = parts[2 * step], parts.get(step, ring.zero), parts[0]
        leading = _sign(tower, a)
        if leading is None or not leading.strict:
            continue
        rest = _sign(tower, ring.reduce(b * b - 4 * a * c))
        if rest is not None and rest.sign <= 0:
            return Known(leading.sign, rest.strict and rest.sign < 0)
    return None


def _by_norm(tower: Tower, polynomial: Polynomial) -> Known | None:
    """a + b*s has the sign of the part with the larger square."""
    pair = conjugates(tower, tower.polynomial(polynomial))
    if pair is None or pair.norm.is_null():
        return None
    norm = tower.facts.of(pair.norm)
    if norm is None or norm.sign == 0:
        return None
    larger = tower.facts.of(pair.rational if norm.sign > 0 else pair.radical)
    return None if larger is None else Known(larger.sign, norm.strict and larger.strict)


def _by_degree(tower: Tower, polynomial: Polynomial, g: int) -> dict[int, Polynomial]:
    index = tower.ring.index(g)
    parts: dict[int, dict[tuple[int, ...], object]] = {}
    for exponents, coefficient in polynomial.terms():
        key = tuple(0 if i == index else e for i, e in enumerate(exponents))
        parts.setdefault(int(exponents[index]), {})[key] = coefficient
    return {d: tower.ring.context.from_dict(part) for d, part in parts.items()}  # type: ignore[arg-type]


def _sign(tower: Tower, polynomial: Polynomial) -> Known | None:
    if polynomial.is_constant():
        leading = polynomial.leading_coefficient()
        return Known((leading > 0) - (leading < 0), True)
    return tower.facts.of(tower.polynomial(polynomial))
