"""Curvatures of sums, products and quotients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.deciders._curvature.squares import square_of_affine
from derivcheck.deciders._curvature.values import CONCAVE, CONVEX, UNKNOWN, Curvature, composed
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Term

if TYPE_CHECKING:
    from derivcheck.deciders._curvature.curved import Curved

_O = Operator


def add(c: Curved, term: Apply) -> Curvature:
    """convex + convex is convex"""
    return c.meet(*term.arguments)


def negate(c: Curved, term: Apply) -> Curvature:
    """-convex is concave"""
    return -c.of(term.arguments[0])


def multiply(c: Curved, term: Apply) -> Curvature:
    """A constant factor; u .* u; u log(u)"""
    a, b = term.arguments
    if not c.moves(a):
        return c.scaled(c.of(b), a)
    if not c.moves(b):
        return c.scaled(c.of(a), b)
    if a == b:
        return composed(CONVEX, c.of(a), c.slope_on_square(a))
    for u, v in ((a, b), (b, a)):
        match v:
            case Apply(operator=_O.LOG, arguments=(w,)) if c.of(u).affine:
                if w == u:
                    return CONVEX
                if _relative_entropy(c, u, w):
                    return CONVEX
    return UNKNOWN


def _relative_entropy(c: Curved, u: Term, w: Term) -> bool:
    """u log(u/v) is jointly convex for u, v > 0 (Boyd and Vandenberghe, example 3.19)"""
    match w:
        case Apply(operator=_O.DIVIDE, arguments=(top, v)) if top == u:
            return c.of(v).affine and c.facts.positive(u) and c.facts.positive(v)
        case _:
            return False


def divide(c: Curved, term: Apply) -> Curvature:
    """A constant divisor; 1/u for u > 0 concave; x^2/u and |x|^2/u for u > 0 concave"""
    a, b = term.arguments
    if not c.moves(b):
        return c.scaled(c.of(a), b)
    # what divides is not 0
    positive = c.facts.nonnegative(b)
    if not positive and not c.facts.nonpositive(b):
        return UNKNOWN
    if not c.moves(a):
        # 1/u decreases; it is convex for u > 0 and concave for u < 0
        return c.scaled(composed(CONVEX if positive else CONCAVE, c.of(b), -1), a)
    if positive and c.of(b).concave and square_of_affine(c, a):
        return CONVEX
    return UNKNOWN
