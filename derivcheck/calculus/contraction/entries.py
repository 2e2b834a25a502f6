"""The entry (row, column) of every operator, in terms of entries of its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from derivcheck.calculus.contraction import (
    determinants,
    functions,
    indicators,
    matrices,
    products,
    radix,
    reductions,
)
from derivcheck.calculus.tower import Element, Unsupported
from derivcheck.language.operators import FUNCTIONS, Operator
from derivcheck.language.sizes import ONE, Size
from derivcheck.language.terms import Apply, Term
from derivcheck.language.terms import transpose as transposed

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering, Scope

Rule = Callable[["Lowering", Apply, Size, Size, "Scope"], Element]


def rule(operator: Operator) -> Rule:
    """The rule of an operator; raises where there is none."""
    found = RULES.get(operator)
    if found is None:
        raise Unsupported(f"no normal form for {operator.value}")
    return found


# Entry by entry -----------------------------------------------------------------------------


def add(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """(a + b)[i, j] = a[i, j] + b[i, j]"""
    a, b = f.arguments
    return low.entry(a, i, j, scope) + low.entry(b, i, j, scope)


def multiply(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """(a .* b)[i, j] = a[i, j] b[i, j]"""
    a, b = f.arguments
    return low.entry(a, i, j, scope) * low.entry(b, i, j, scope)


def divide(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """(a ./ b)[i, j] = a[i, j]/b[i, j]"""
    a, b = f.arguments
    return low.entry(a, i, j, scope) / low.entry(b, i, j, scope)


def negate(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """(-a)[i, j] = -a[i, j]"""
    return -low.entry(f.arguments[0], i, j, scope)


def power(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """(a .^ p)[i, j] = a[i, j]^p[i, j]"""
    a, p = f.arguments
    return low.tower.power(low.entry(a, i, j, scope), low.entry(p, i, j, scope))


def maximum(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """max(a, b)[i, j] = b[i, j] + relu(a[i, j] - b[i, j])"""
    a, b = (low.entry(argument, i, j, scope) for argument in f.arguments)
    return indicators.maximum(low.algebra, a, b)


def minimum(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """min(a, b)[i, j] = a[i, j] - relu(a[i, j] - b[i, j])"""
    a, b = (low.entry(argument, i, j, scope) for argument in f.arguments)
    return indicators.minimum(low.algebra, a, b)


def function(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """f(a)[i, j] = f(a[i, j])"""
    return functions.value(low, f.operator, low.entry(f.arguments[0], i, j, scope))


# Matrices -----------------------------------------------------------------------------------


def product(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """(A B)[i, j] = sum of A[i, k] B[k, j]"""
    a, b = f.arguments
    left = transposed(a)
    return low.along(
        (left, b), False, scope, lambda k: low.entry(a, i, k, scope) * low.entry(b, k, j, scope)
    )


def transpose(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """A'[i, j] = A[j, i]"""
    return low.entry(f.arguments[0], j, i, scope)


def trace(low: Lowering, f: Apply, _i: Size, _j: Size, scope: Scope) -> Element:
    """tr(A) = sum of A[k, k]"""
    a = f.arguments[0]
    return low.along((a, transposed(a)), False, scope, lambda k: low.entry(a, k, k, scope))


def diagonal(low: Lowering, f: Apply, i: Size, _j: Size, scope: Scope) -> Element:
    """diagonal(A)[i] = A[i, i]"""
    return low.entry(f.arguments[0], i, i, scope)


def diagonal_matrix(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """diag(x)[i, j] = delta(i, j) x[i]"""
    x = f.arguments[0]
    value = low.entry(x, i, ONE, scope) if x.shape.is_column else low.entry(x, ONE, i, scope)
    return low.algebra.delta(i, j) * value


def identity(low: Lowering, _f: Apply, i: Size, j: Size, _scope: Scope) -> Element:
    """I[i, j] = delta(i, j)"""
    return low.algebra.delta(i, j)


def all_ones(low: Lowering, _f: Apply, _i: Size, _j: Size, _scope: Scope) -> Element:
    """ones[i, j] = 1"""
    return low.algebra.one


def all_zeros(low: Lowering, _f: Apply, _i: Size, _j: Size, _scope: Scope) -> Element:
    """zeros[i, j] = 0"""
    return low.algebra.zero


def basis(low: Lowering, f: Apply, i: Size, _j: Size, scope: Scope) -> Element:
    """basis(k)[i] = delta(i, k)"""
    assert f.parameter is not None
    return low.algebra.delta(i, low.index(f.parameter, scope))


def inverse(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """inv(A)"""
    a, size = f.arguments[0], low.shape(f, scope).rows
    if (parts := _square_factors(a)) is not None:
        swapped = Apply(a.shape, Operator.KRONECKER, tuple(_inverse(part) for part in parts))
        return low.entry(swapped, i, j, scope)
    inverted = matrices.inverse(low.algebra, low.whole(a, scope), size)
    return matrices.at(low.algebra, inverted, i, j)


def _square_factors(term: Term) -> tuple[Term, ...] | None:
    """The factors of a Kronecker product of square matrices."""
    if not isinstance(term, Apply) or term.operator is not Operator.KRONECKER:
        return None
    square = all(part.shape.rows == part.shape.columns for part in term.arguments)
    return term.arguments if square else None


def _inverse(term: Term) -> Term:
    return Apply(term.shape, Operator.INVERSE, (term,))


def pseudoinverse(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """pinv(A), with pinv(A') = pinv(A)' as the only rule"""
    a, shape = f.arguments[0], low.shape(f.arguments[0], scope)
    element = low.whole(a, scope)
    if element.is_zero():
        return low.algebra.zero
    letter, scale = matrices.letter_for(
        low.algebra, "pseudoinverse", "pinv", element, shape.rows, shape.columns
    )
    return low.algebra.path((letter,), i, j) / scale


def determinant(low: Lowering, f: Apply, _i: Size, _j: Size, scope: Scope) -> Element:
    """det(A)"""
    a = f.arguments[0]
    size = low.shape(a, scope).rows
    if (parts := _square_factors(a)) is not None:
        result = low.algebra.one
        for part, other in (parts, parts[::-1]):
            value = determinant(low, Apply(f.shape, f.operator, (part,)), _i, _j, scope)
            exponent = low.algebra.number(low.shape(other, scope).rows)
            result = result * low.tower.power(value, exponent)
        return result
    return determinants.determinant(low.algebra, low.whole(a, scope), size)


def logdet(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """logdet(A) = log(det(A))"""
    element, size = low.whole(f.arguments[0], scope), low.shape(f.arguments[0], scope).rows
    low.algebra.inverted.setdefault(element.key(), (element, size))
    return low.tower.function(Operator.LOG, determinant(low, f, i, j, scope))


def rank(low: Lowering, f: Apply, _i: Size, _j: Size, scope: Scope) -> Element:
    """rank(A) = rank(A')"""
    element = low.whole(f.arguments[0], scope)
    other = matrices.transposed(low.algebra, element)
    return low.algebra.value("rank", (), (min(element, other, key=lambda e: e.key()),))


def kronecker(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """kron(A, B)[(i - 1) p + k, (j - 1) q + l] = A[i, j] B[k, l], B being p by q"""
    a, b = f.arguments
    if a.shape.is_scalar or b.shape.is_scalar:
        return multiply(low, f, i, j, scope)
    shape, facts = low.shape(b, scope), low.algebra.facts
    row, column = radix.split(facts, i, shape.rows), radix.split(facts, j, shape.columns)
    return low.entry(a, row[0], column[0], scope) * low.entry(b, row[1], column[1], scope)


def vec(low: Lowering, f: Apply, i: Size, _j: Size, scope: Scope) -> Element:
    """vec(A)[(j - 1) m + i] = A[i, j], A having m rows"""
    a = f.arguments[0]
    column, row = radix.split(low.algebra.facts, i, low.shape(a, scope).rows)
    return low.entry(a, row, column, scope)


RULES: dict[Operator, Rule] = {
    **dict.fromkeys(FUNCTIONS.values(), function),
    Operator.ADD: add,
    Operator.MULTIPLY: multiply,
    Operator.DIVIDE: divide,
    Operator.POWER: power,
    Operator.MINIMUM: minimum,
    Operator.MAXIMUM: maximum,
    Operator.NEGATE: negate,
    Operator.MATMUL: product,
    Operator.TRANSPOSE: transpose,
    Operator.MATRIX_POWER: products.matrix_power,
    Operator.INVERSE: inverse,
    Operator.PSEUDOINVERSE: pseudoinverse,
    Operator.TRACE: trace,
    Operator.DETERMINANT: determinant,
    Operator.LOGDET: logdet,
    Operator.RANK: rank,
    Operator.KRONECKER: kronecker,
    Operator.DIAGONAL_MATRIX: diagonal_matrix,
    Operator.DIAGONAL: diagonal,
    Operator.VEC: vec,
    Operator.IDENTITY: identity,
    Operator.ONES: all_ones,
    Operator.ZEROS: all_zeros,
    Operator.BASIS: basis,
    Operator.NORM: reductions.norm,
    Operator.NORM_1: reductions.norm_1,
    Operator.NORM_INF: reductions.extreme,
    Operator.SUM: reductions.total,
    Operator.MEAN: reductions.mean,
    Operator.VARIANCE: reductions.variance,
    Operator.LARGEST: reductions.extreme,
    Operator.SMALLEST: reductions.extreme,
    Operator.LOGSUMEXP: reductions.logsumexp,
    Operator.SOFTMAX: reductions.softmax,
}
