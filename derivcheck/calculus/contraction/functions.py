"""Functions of one number at an entry: smooth ones by the tower, those with kinks by signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.contraction import indicators
from derivcheck.calculus.tower import Element, NeedSign
from derivcheck.language.operators import Operator

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering

_KINKED = frozenset({Operator.ABS, Operator.SIGN, Operator.RELU, Operator.STEP})


def value(low: Lowering, operator: Operator, u: Element) -> Element:
    """f(u)"""
    if operator is Operator.EXP:
        return exponential(low, u)
    try:
        return low.tower.function(operator, u)
    except NeedSign:
        if operator not in _KINKED:
            raise
        return indicators.jumping(low.algebra, operator, u)


def exponential(low: Lowering, u: Element) -> Element:
    """exp(u + v) = exp(u) exp(v), v free of the indices that are summed over"""
    free = low.algebra.zero
    dummies = frozenset(low.algebra.active)
    if dummies and u.denominator().is_number() is not None:
        for coefficient, powers in u.terms():
            term = low.algebra.monomial(coefficient, powers)
            if not low.algebra.names(term) & dummies:
                free = free + term
        free = free.over(u.denominator())
    exp = low.tower.function(Operator.EXP, u - free)
    return exp if free.is_zero() else exp * low.tower.function(Operator.EXP, free)
