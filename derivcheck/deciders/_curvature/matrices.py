"""Curvatures of functions of vectors and matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.deciders._arrays.factors import chain_of, halves, product_of
from derivcheck.deciders._curvature.squares import affine_or_positive
from derivcheck.deciders._curvature.values import (
    AFFINE,
    CONCAVE,
    CONVEX,
    UNKNOWN,
    Curvature,
    composed,
)
from derivcheck.deciders._positive.definite import definite
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Term

if TYPE_CHECKING:
    from derivcheck.deciders._curvature.curved import Curved

_O = Operator


def norm(c: Curved, term: Apply) -> Curvature:
    """A norm is convex; it increases in the absolute values of the entries"""
    return CONVEX if affine_or_positive(c, term.arguments[0]) else UNKNOWN


def variance(c: Curved, term: Apply) -> Curvature:
    """var is a quadratic form that is nowhere negative"""
    return composed(CONVEX, c.of(term.arguments[0]), 0)


def linear(c: Curved, term: Apply) -> Curvature:
    """Sums and places of entries keep the curvature of the entries"""
    return c.of(term.arguments[0])


def trace(c: Curved, term: Apply) -> Curvature:
    """tr is linear; tr(U'M U) is convex, tr(inv(P)) is for positive definite P"""
    found = c.of(term.arguments[0])
    if found.known:
        return found
    match term.arguments[0]:
        case Apply(operator=_O.INVERSE, arguments=(p,)):
            regular = c.of(p).affine and definite(p, c.facts) is True
            return CONVEX if regular else UNKNOWN
    return _quadratic(c, term.arguments[0])


def matrix_product(c: Curved, term: Apply) -> Curvature:
    """A constant factor; u'M u with M positive semidefinite"""
    a, b = term.arguments
    for factor, other in ((a, b), (b, a)):
        if not c.moves(factor):
            found = c.scaled(c.of(other), factor)
            if found.known:
                return found
    return _quadratic(c, term) if term.shape.is_scalar else UNKNOWN


def _quadratic(c: Curved, term: Term) -> Curvature:
    """c u'M u; M may be the inverse of an affine positive definite matrix (section 3.1.7)"""
    chain = chain_of(term, c.facts.context)
    found = halves(chain.factors, c.facts.context)
    if found is None or not found[0] or c.moves(chain.scale):
        return UNKNOWN
    right, middle = found
    if not c.of(product_of(right)).affine:
        return UNKNOWN
    if middle is not None:
        match middle.term:
            case Apply(operator=_O.INVERSE, arguments=(p,)) if c.moves(p):
                if not (c.of(p).affine and definite(p, c.facts) is True):
                    return UNKNOWN
            case m if c.moves(m) or definite(m, c.facts) is None:
                return UNKNOWN
    return c.scaled(CONVEX, chain.scale)


def logdet(c: Curved, term: Apply) -> Curvature:
    """logdet is concave on positive definite matrices"""
    p = term.arguments[0]
    return CONCAVE if c.of(p).affine and definite(p, c.facts) is True else UNKNOWN


def bilinear(c: Curved, term: Apply) -> Curvature:
    """kron and conv2d with one constant argument"""
    a, b = term.arguments
    for factor, other in ((a, b), (b, a)):
        if not c.moves(factor) and c.of(other).affine:
            return AFFINE
    return UNKNOWN
