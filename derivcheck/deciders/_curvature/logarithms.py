"""The curvature of `log(u)` for positive u, taken apart into products, powers and sums.

Sums and integrals of log-convex functions are log-convex, products add, and a positive concave
function is log-concave (Boyd and Vandenberghe, Convex Optimization, section 3.5). A factor has
to be known positive before `log(a b)` is split: `log(x*y)` also lives where both are negative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.deciders._curvature.values import (
    CONCAVE,
    CONSTANT,
    CONVEX,
    UNKNOWN,
    Curvature,
    composed,
)
from derivcheck.deciders._facts.bounds import rational
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Entry, Iterated, Term

if TYPE_CHECKING:
    from derivcheck.deciders._curvature.curved import Curved

_O = Operator


def log_curvature(c: Curved, term: Term) -> Curvature:
    """What is known of log(term); nothing unless the term is positive where it has a value."""
    if not c.moves(term):
        return CONSTANT if c.facts.positive(term) else UNKNOWN
    found = _by_form(c, term)
    if not found.concave and c.of_rule(term).concave and c.facts.positive(term):
        found = Curvature(found.convex, True) if found.convex else CONCAVE
    return found


def _by_form(c: Curved, term: Term) -> Curvature:
    match term:
        case Apply(operator=_O.EXP, arguments=(u,)):
            return c.of(u)
        case Apply(operator=_O.ADD, arguments=(a, b)):
            if _normal_law(c, a, b):
                return CONCAVE
            return Curvature(convex=c.log_of(a).convex and c.log_of(b).convex)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)):
            return _split(c, a, b, 1)
        case Apply(operator=_O.DIVIDE, arguments=(a, b)):
            return _split(c, a, b, -1)
        case Apply(operator=_O.POWER, arguments=(a, p)) if not c.moves(p):
            if not c.facts.positive(a):
                return UNKNOWN
            return c.scaled(c.log_of(a), p)
        case Apply(operator=_O.SQRT, arguments=(a,)) if c.facts.positive(a):
            return c.log_of(a)
        case Apply(operator=_O.SIGMOID, arguments=(u,)):
            return composed(CONCAVE, c.of(u), 1)
        case Apply(operator=_O.COSH, arguments=(u,)) if c.of(u).affine:
            return CONVEX
        case Apply(operator=_O.GAMMA, arguments=(u,)) if c.facts.positive(u):
            # Bohr and Mollerup (1922)
            return CONVEX if c.of(u).affine else UNKNOWN
        case Apply(operator=_O.SUM | _O.MEAN, arguments=(u,)):
            return Curvature(convex=c.log_of(u).convex)
        case Iterated(kind="sum", body=body) if c.facts.positive(body):
            settled = term.condition is None and not c.moves_in((term.start, term.stop))
            return Curvature(convex=settled and c.log_of(body).convex)
        case Entry(base=Apply(operator=_O.SOFTMAX, arguments=(u,))) if c.of(u).affine:
            return CONCAVE
        case Apply(operator=_O.SOFTMAX, arguments=(u,)) if c.of(u).affine:
            return CONCAVE
        case _:
            return UNKNOWN


def _split(c: Curved, a: Term, b: Term, sign: int) -> Curvature:
    """log(a b) = log(a) + log(b) and log(a/b) = log(a) - log(b) for a, b > 0"""
    if not (c.facts.positive(a) and c.facts.positive(b)):
        return UNKNOWN
    second = c.log_of(b)
    return c.log_of(a) & (second if sign > 0 else -second)


def _normal_law(c: Curved, a: Term, b: Term) -> bool:
    """1 + erf(u) is log-concave and increasing: the distribution function of the normal law"""
    for one, other in ((a, b), (b, a)):
        match other:
            case Apply(operator=_O.ERF, arguments=(u,)) if rational(one) == 1:
                return c.of(u).concave
    return False
