"""Sums of squares and of powers of affine terms: what stands inside a norm."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.deciders._arrays.factors import chain_of, halves, product_of
from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._positive.definite import definite
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Iterated, Term

if TYPE_CHECKING:
    from derivcheck.deciders._curvature.curved import Curved

_O = Operator


def square_of_affine(c: Curved, term: Term) -> bool:
    """Whether a term is a sum of squares of affine terms with constant factors >= 0."""
    match term:
        case Apply(operator=_O.ADD, arguments=(a, b)):
            return square_of_affine(c, a) and square_of_affine(c, b)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if a == b:
            return affine_or_positive(c, a)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if not c.moves(a):
            return c.facts.nonnegative(a) and square_of_affine(c, b)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if not c.moves(b):
            return c.facts.nonnegative(b) and square_of_affine(c, a)
        case Apply(operator=_O.DIVIDE, arguments=(a, b)) if not c.moves(b):
            return c.facts.nonnegative(b) and square_of_affine(c, a)
        case Apply(operator=_O.POWER, arguments=(Apply(operator=_O.NORM, arguments=(a,)), p)):
            return rational(p) == 2 and affine_or_positive(c, a)
        case Apply(operator=_O.POWER, arguments=(a, p)):
            return rational(p) == 2 and affine_or_positive(c, a)
        case Apply(operator=_O.SUM, arguments=(a,)):
            return square_of_affine(c, a)
        case Iterated(kind="sum", body=body):
            return c.of(term).known and square_of_affine(c, body)
        case _:
            constant = not c.moves(term) and c.facts.nonnegative(term)
            return constant or (term.shape.is_scalar and _gram(c, term))


def _gram(c: Curved, term: Term) -> bool:
    """u'M u with u affine and M constant and positive semidefinite"""
    chain = chain_of(term, c.facts.context)
    found = halves(chain.factors, c.facts.context)
    if found is None or not found[0] or c.moves(chain.scale):
        return False
    right, middle = found
    if middle is not None and (c.moves(middle.term) or definite(middle.term, c.facts) is None):
        return False
    return c.facts.nonnegative(chain.scale) and c.of(product_of(right)).affine


def affine_or_positive(c: Curved, term: Term) -> bool:
    curvature = c.of(term)
    return curvature.affine or (curvature.convex and c.facts.nonnegative(term))


def sum_of_powers(c: Curved, term: Term, p: Fraction) -> bool:
    """Whether a term is a sum of |u|^p for affine u, with constant factors: its p-th root is

    a p-norm, which is convex for p >= 1 (Minkowski).
    """
    match term:
        case Apply(operator=_O.ADD, arguments=(a, b)):
            return sum_of_powers(c, a, p) and sum_of_powers(c, b, p)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if not c.moves(a):
            return c.facts.nonnegative(a) and sum_of_powers(c, b, p)
        case Apply(operator=_O.SUM, arguments=(a,)):
            return sum_of_powers(c, a, p)
        case Iterated(kind="sum", body=body):
            return not c.moves_in((term.start, term.stop)) and sum_of_powers(c, body, p)
        case Apply(operator=_O.POWER, arguments=(a, q)) if rational(q) == p:
            match a:
                case Apply(operator=_O.ABS, arguments=(u,)):
                    return affine_or_positive(c, u)
            even = p.denominator == 1 and p % 2 == 0
            if even:
                return affine_or_positive(c, a)
            return c.of(a).convex and c.facts.nonnegative(a)
        case _:
            return False
