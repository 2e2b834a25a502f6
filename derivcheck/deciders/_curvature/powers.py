"""Curvatures of powers and roots."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.deciders._curvature.squares import square_of_affine, sum_of_powers
from derivcheck.deciders._curvature.values import (
    CONCAVE,
    CONSTANT,
    CONVEX,
    UNKNOWN,
    Curvature,
    composed,
)
from derivcheck.deciders._facts.bounds import rational
from derivcheck.language.terms import UNIT, Apply, Term, subtract

if TYPE_CHECKING:
    from derivcheck.deciders._curvature.curved import Curved


def power(c: Curved, term: Apply) -> Curvature:
    """u^p by the sign of p(p - 1) and of u; c^u"""
    base, exponent = term.arguments
    if c.moves(exponent):
        # c^u = exp(u log(c)) moves up with u for c >= 1
        if c.moves(base) or not c.facts.positive(base):
            return UNKNOWN
        above = c.facts.nonnegative(subtract(base, UNIT))
        below = c.facts.nonpositive(subtract(base, UNIT))
        return composed(CONVEX, c.of(exponent), 1 if above else -1 if below else 0)
    p = rational(exponent)
    if p is None:
        return _symbolic_power(c, base, exponent)
    inner = c.of(base)
    if p in (0, 1):
        return inner if p == 1 else CONSTANT if inner.known else UNKNOWN
    if p.denominator == 1 and p > 0 and p % 2 == 0:
        return composed(CONVEX, inner, c.slope_on_square(base))
    if p.denominator > 1 and 0 < p < 1:
        if sum_of_powers(c, base, 1 / p):
            return CONVEX
        if p.numerator == 1 and p.denominator == 2:
            return square_root(c, term)
        return composed(CONCAVE, inner, 1)
    return _one_sided_power(c, base, p)


def _one_sided_power(c: Curved, base: Term, p: Fraction) -> Curvature:
    """Odd integers, p > 1 and p < 0: where u >= 0 (u > 0) is known, or u affine bounds itself"""
    inner = c.of(base)
    fractional = p.denominator > 1
    if p < 0:
        if c.facts.positive(base) or (fractional and inner.concave):
            return composed(CONVEX, inner, -1)
        if not fractional and c.facts.negative(base):
            even = p % 2 == 0
            return composed(CONVEX if even else CONCAVE, inner, 1 if even else -1)
        return UNKNOWN
    if c.facts.nonnegative(base) or (fractional and inner.affine):
        return composed(CONVEX, inner, 1)
    if not fractional and c.facts.nonpositive(base):
        return composed(CONCAVE, inner, 1)
    return UNKNOWN


def _symbolic_power(c: Curved, base: Term, p: Term) -> Curvature:
    """u^p for u > 0 and p known to be at least 1, at most 0, or between"""
    if not c.facts.positive(base):
        return UNKNOWN
    inner, facts = c.of(base), c.facts
    if facts.nonnegative(subtract(p, UNIT)):
        return composed(CONVEX, inner, 1)
    if facts.nonpositive(p):
        return composed(CONVEX, inner, -1)
    if facts.nonnegative(p) and facts.nonpositive(subtract(p, UNIT)):
        return composed(CONCAVE, inner, 1)
    return UNKNOWN


def square_root(c: Curved, term: Apply) -> Curvature:
    """sqrt(u) is concave and increasing; of a sum of squares of affine terms it is a norm"""
    u = term.arguments[0]
    if square_of_affine(c, u):
        return CONVEX
    return composed(CONCAVE, c.of(u), 1)
