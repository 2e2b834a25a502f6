"""Curvatures of functions of scalars, each by its slope and its own curvature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.deciders._curvature.values import CONCAVE, CONVEX, UNKNOWN, Curvature, composed
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply

if TYPE_CHECKING:
    from derivcheck.deciders._curvature.curved import Curved

_O = Operator


def logarithm(c: Curved, term: Apply) -> Curvature:
    """log is concave and increasing; products and exponentials inside are taken apart"""
    u = term.arguments[0]
    found = composed(CONCAVE, c.of(u), 1)
    return found if found.known or not u.shape.is_scalar else c.log_of(u)


def absolute(c: Curved, term: Apply) -> Curvature:
    """abs is convex"""
    return composed(CONVEX, c.of(term.arguments[0]), c.slope_on_square(term.arguments[0]))


def increasing(c: Curved, term: Apply) -> Curvature:
    """exp, relu, softplus, logsumexp, the largest entry: convex and increasing"""
    return composed(CONVEX, c.of(term.arguments[0]), 1)


def smallest(c: Curved, term: Apply) -> Curvature:
    """The smallest entry is concave and increasing"""
    return composed(CONCAVE, c.of(term.arguments[0]), 1)


def s_shaped(c: Curved, term: Apply) -> Curvature:
    """tanh, atan, erf, sigmoid, asinh increase; concave for u >= 0, convex for u <= 0"""
    u = term.arguments[0]
    if c.facts.nonnegative(u):
        return composed(CONCAVE, c.of(u), 1)
    return composed(CONVEX, c.of(u), 1) if c.facts.nonpositive(u) else UNKNOWN


def hyperbolic_sine(c: Curved, term: Apply) -> Curvature:
    """sinh increases; convex for u >= 0, concave for u <= 0"""
    u = term.arguments[0]
    if c.facts.nonnegative(u):
        return composed(CONVEX, c.of(u), 1)
    return composed(CONCAVE, c.of(u), 1) if c.facts.nonpositive(u) else UNKNOWN


def inverse_hyperbolic_cosine(c: Curved, term: Apply) -> Curvature:
    """acosh is concave and increasing on u >= 1"""
    return composed(CONCAVE, c.of(term.arguments[0]), 1)


def inverse_sine(c: Curved, term: Apply) -> Curvature:
    """asin and atanh increase, acos decreases; of affine u the domain is a slab"""
    u = term.arguments[0]
    if not c.of(u).affine:
        return UNKNOWN
    up, down = c.facts.nonnegative(u), c.facts.nonpositive(u)
    if term.operator is _O.ACOS:
        up, down = down, up
    return CONVEX if up else CONCAVE if down else UNKNOWN


def gamma(c: Curved, term: Apply) -> Curvature:
    """gamma is convex on u > 0"""
    u = term.arguments[0]
    return composed(CONVEX, c.of(u), 0) if c.facts.positive(u) else UNKNOWN


def maximum(c: Curved, term: Apply) -> Curvature:
    """The larger of convex terms is convex"""
    return Curvature(convex=c.meet(*term.arguments).convex)


def minimum(c: Curved, term: Apply) -> Curvature:
    """The smaller of concave terms is concave"""
    return Curvature(concave=c.meet(*term.arguments).concave)
