"""Rules of signs, one operator each.

A rule is given the facts of a region and a term, and answers the signs that the term takes at
most wherever it has a value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from derivcheck.deciders._arrays.factors import chain_of
from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.structures import declared_invertible
from derivcheck.deciders._positive import definite
from derivcheck.deciders._positive.sets import (
    ANY,
    NOT_NEGATIVE,
    NOTHING,
    POSITIVE,
    Signs,
    repeated_sum,
)
from derivcheck.deciders._positive.stated import not_the_zero_array
from derivcheck.language.operators import Operator
from derivcheck.language.terms import UNIT, Apply, scalar_of, subtract

if TYPE_CHECKING:
    from derivcheck.deciders._positive.facts import Facts

_O = Operator


def add(facts: Facts, term: Apply) -> Signs:
    """Signs of a + b: settled where both agree, strict where one of them is."""
    a, b = (facts.signs(each) for each in term.arguments)
    found: set[int] = set()
    for x in a:
        for y in b:
            found |= {x, 0, y} if x * y < 0 else {x or y}
    return frozenset(found)


def negated(facts: Facts, term: Apply) -> Signs:
    """sign(-a) = -sign(a)"""
    return frozenset(-s for s in facts.signs(term.arguments[0]))


def product(facts: Facts, term: Apply) -> Signs:
    """sign(a b) = sign(a) sign(b); a a >= 0"""
    left, right = term.arguments
    a = facts.signs(left)
    if left == right:
        return frozenset(s * s for s in a)
    b = facts.signs(right)
    return frozenset(x * y for x in a for y in b)


def quotient(facts: Facts, term: Apply) -> Signs:
    """sign(a/b) = sign(a) sign(b), where b != 0"""
    a, b = (facts.signs(each) for each in term.arguments)
    return frozenset(x * y for x in a for y in b if y)


def powered(facts: Facts, term: Apply) -> Signs:
    """a^p: by parity for an integer p, else a >= 0 and the power is not negative."""
    base, exponent = term.arguments
    p = rational(exponent)
    signs = facts.signs(base)
    if p is None:
        return POSITIVE if signs <= POSITIVE else NOT_NEGATIVE if signs <= NOT_NEGATIVE else ANY
    if p == 0:
        return POSITIVE
    if p < 0:
        signs -= {0}
    if p.denominator > 1:
        return signs & NOT_NEGATIVE
    return signs if p % 2 else frozenset(s * s for s in signs)


def logarithm(facts: Facts, term: Apply) -> Signs:
    """sign(log a) = sign(a - 1)"""
    return facts.signs(subtract(term.arguments[0], UNIT))


def root(facts: Facts, term: Apply) -> Signs:
    """sign(sqrt a) = sign(a)"""
    return facts.signs(term.arguments[0]) & NOT_NEGATIVE


def odd(facts: Facts, term: Apply) -> Signs:
    """An odd increasing function has the sign of its argument."""
    return facts.signs(term.arguments[0])


def gamma(facts: Facts, term: Apply) -> Signs:
    """gamma(a) > 0 for a > 0"""
    return POSITIVE if facts.nonnegative(term.arguments[0]) else ANY


def largest(facts: Facts, term: Apply) -> Signs:
    """max(a, b): the larger of two signs."""
    a, b = (facts.signs(each) for each in term.arguments)
    return frozenset(max(x, y) for x in a for y in b)


def smallest(facts: Facts, term: Apply) -> Signs:
    """min(a, b): the smaller of two signs."""
    a, b = (facts.signs(each) for each in term.arguments)
    return frozenset(min(x, y) for x in a for y in b)


def absolute(facts: Facts, term: Apply) -> Signs:
    """sign(abs a) = sign(a)^2"""
    return frozenset(s * s for s in facts.signs(term.arguments[0]))


def rectified(facts: Facts, term: Apply) -> Signs:
    """sign(relu a) = max(sign(a), 0)"""
    return frozenset(max(s, 0) for s in facts.signs(term.arguments[0]))


def stepped(facts: Facts, term: Apply) -> Signs:
    """step(a) = 1 where a >= 0, else 0"""
    return frozenset(1 if s >= 0 else 0 for s in facts.signs(term.arguments[0]))


def norm(facts: Facts, term: Apply) -> Signs:
    """A norm is 0 only for the zero array, which an assumption can exclude."""
    argument = term.arguments[0]
    excluded = 0 not in facts.by_rules(argument)
    return POSITIVE if excluded or not_the_zero_array(argument, facts.context) else NOT_NEGATIVE


def total(facts: Facts, term: Apply) -> Signs:
    """A sum or mean of at least one entry has the sign of all entries."""
    entries = facts.signs(term.arguments[0])
    return entries if len(entries) == 1 else repeated_sum(entries)


def of_entries(facts: Facts, term: Apply) -> Signs:
    """Entries stay entries."""
    return facts.signs(term.arguments[0])


def matrix_product(facts: Facts, term: Apply) -> Signs:
    """u'M u >= 0 for a positive semidefinite M; else sums of products of entries."""
    if term.shape.is_scalar:
        found = definite.square(chain_of(term, facts.context), facts)
        if found is not None:
            return found
    a, b = (facts.by_rules(each) for each in term.arguments)
    entries = frozenset(x * y for x in a for y in b)
    return entries if len(entries) == 1 else repeated_sum(entries)


def trace(facts: Facts, term: Apply) -> Signs:
    """tr(A'A) >= 0, tr(A B) >= 0 for two positive semidefinite matrices, else by entries."""
    argument = term.arguments[0]
    found = definite.trace(argument, facts)
    return total(facts, term) if found is None else found


def determinant(facts: Facts, term: Apply) -> Signs:
    """det(A B) = det(A) det(B) for square factors, not 0 for those that are invertible."""
    (matrix,) = term.arguments
    found = definite.definite(matrix, facts)
    if found is not None:
        return POSITIVE if found else NOT_NEGATIVE
    match matrix:
        case Apply(operator=_O.TRANSPOSE | _O.INVERSE, arguments=(inner,)):
            signs = facts.signs(scalar_of(_O.DETERMINANT, inner))
            return signs - NOTHING if matrix.operator is _O.INVERSE else signs
        case Apply(operator=_O.MATMUL, arguments=(left, right)) if left.shape == right.shape:
            a, b = (facts.signs(scalar_of(_O.DETERMINANT, each)) for each in (left, right))
            return frozenset(x * y for x in a for y in b)
        case _:
            return ANY - NOTHING if declared_invertible(matrix, facts.context) else ANY


def positive(facts: Facts, term: Apply) -> Signs:
    """Positive everywhere."""
    del facts, term  # whatever they are
    return POSITIVE


def not_negative(facts: Facts, term: Apply) -> Signs:
    """Nowhere negative."""
    del facts, term  # whatever they are
    return NOT_NEGATIVE


def nothing(facts: Facts, term: Apply) -> Signs:
    """Zero everywhere."""
    del facts, term  # whatever they are
    return NOTHING


RULES: dict[Operator, Callable[[Facts, Apply], Signs]] = {
    _O.ADD: add,
    _O.NEGATE: negated,
    _O.MULTIPLY: product,
    _O.DIVIDE: quotient,
    _O.POWER: powered,
    _O.LOG: logarithm,
    _O.SQRT: root,
    _O.ABS: absolute,
    _O.RELU: rectified,
    _O.STEP: stepped,
    _O.MAXIMUM: largest,
    _O.MINIMUM: smallest,
    _O.TANH: odd,
    _O.SINH: odd,
    _O.ATAN: odd,
    _O.ASINH: odd,
    _O.ERF: odd,
    _O.ASIN: odd,
    _O.ATANH: odd,
    _O.SIGN: odd,
    _O.GAMMA: gamma,
    _O.EXP: positive,
    _O.COSH: positive,
    _O.SECH: positive,
    _O.SIGMOID: positive,
    _O.SOFTPLUS: positive,
    _O.SOFTMAX: positive,
    _O.ONES: positive,
    _O.IDENTITY: not_negative,
    _O.BASIS: not_negative,
    _O.ZEROS: nothing,
    _O.ACOS: not_negative,
    _O.ACOSH: not_negative,
    _O.RANK: not_negative,
    _O.VARIANCE: not_negative,
    _O.NORM: norm,
    _O.NORM_1: norm,
    _O.NORM_INF: norm,
    _O.SUM: total,
    _O.MEAN: total,
    _O.LARGEST: of_entries,
    _O.SMALLEST: of_entries,
    _O.TRANSPOSE: of_entries,
    _O.VEC: of_entries,
    _O.DIAGONAL: of_entries,
    _O.MATMUL: matrix_product,
    _O.TRACE: trace,
    _O.DETERMINANT: determinant,
}
