"""Entries of reductions: sums, means, norms, log-sum-exp and softmax."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from derivcheck.calculus.contraction.functions import exponential, value
from derivcheck.calculus.tower import Element
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Size
from derivcheck.language.terms import Apply, Term

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering, Scope

Part = Callable[[Element], Element]


def _over(low: Lowering, term: Term, scope: Scope, part: Part) -> Element:
    """The sum of a function over all entries."""
    return low.along(
        (term,),
        False,
        scope,
        lambda i: low.along((term,), True, scope, lambda j: part(low.entry(term, i, j, scope))),
    )


def _count(low: Lowering, term: Term, scope: Scope) -> Element:
    shape = low.shape(term, scope)
    return low.algebra.number(shape.rows * shape.columns)


def total(low: Lowering, f: Apply, _i: Size, _j: Size, scope: Scope) -> Element:
    """sum(x)"""
    return _over(low, f.arguments[0], scope, lambda x: x)


def mean(low: Lowering, f: Apply, _i: Size, _j: Size, scope: Scope) -> Element:
    """mean(x) = sum(x)/n"""
    x = f.arguments[0]
    return _over(low, x, scope, lambda entry: entry) / _count(low, x, scope)


def variance(low: Lowering, f: Apply, _i: Size, _j: Size, scope: Scope) -> Element:
    """var(x) = sum(x^2)/n - mean(x)^2"""
    x, n = f.arguments[0], _count(low, f.arguments[0], scope)
    average = _over(low, x, scope, lambda entry: entry) / n
    return _over(low, x, scope, lambda entry: entry**2) / n - average**2


def norm(low: Lowering, f: Apply, _i: Size, _j: Size, scope: Scope) -> Element:
    """norm(x) = sqrt(sum(x^2)); of a scalar its absolute value"""
    x = f.arguments[0]
    if x.shape.is_scalar:
        return value(low, Operator.ABS, low.number(x, scope))
    squares = _over(low, x, scope, lambda entry: entry**2)
    low.algebra.tower.assume(squares, ">=")
    return low.tower.function(Operator.SQRT, squares)


def norm_1(low: Lowering, f: Apply, _i: Size, _j: Size, scope: Scope) -> Element:
    """norm1(x) = sum(abs(x))"""
    return _over(low, f.arguments[0], scope, lambda x: value(low, Operator.ABS, x))


def logsumexp(low: Lowering, f: Apply, _i: Size, _j: Size, scope: Scope) -> Element:
    """logsumexp(x) = log(sum(exp(x)))"""
    return low.tower.function(Operator.LOG, _exponentials(low, f.arguments[0], scope))


def softmax(low: Lowering, f: Apply, i: Size, j: Size, scope: Scope) -> Element:
    """softmax(x)[i] = exp(x[i])/sum(exp(x))"""
    x = f.arguments[0]
    above = exponential(low, low.entry(x, i, j, scope))
    return above / _exponentials(low, x, scope)


def _exponentials(low: Lowering, x: Term, scope: Scope) -> Element:
    total_ = _over(low, x, scope, lambda entry: exponential(low, entry))
    low.tower.assume(total_, ">")
    return total_


def extreme(low: Lowering, f: Apply, _i: Size, _j: Size, scope: Scope) -> Element:
    """The largest or smallest entry, or absolute value: known by the array only"""
    x = f.arguments[0]
    if x.shape.is_scalar:
        u = low.number(x, scope)
        return value(low, Operator.ABS, u) if f.operator is Operator.NORM_INF else u
    return low.algebra.value(f.operator.value, (), (low.whole(x, scope),))
