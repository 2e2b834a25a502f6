"""Differentials of sums, ordered products and extremes over a range of integers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derivcheck.calculus.differentials.tangents import (
    UnsupportedDifferential,
    fresh,
    names,
    reindexed,
)
from derivcheck.language.sizes import SCALAR, Shape, Size
from derivcheck.language.terms import (
    UNIT,
    Comparison,
    Index,
    Iterated,
    Piecewise,
    Term,
    add,
    divide,
    matmul,
    multiply,
    subtract,
)
from derivcheck.language.terms import ZERO as NUMBER_ZERO

Differential = Callable[[Term], Term | None]


def d_iterated(term: Iterated, d: Differential, taken: frozenset[str]) -> Term | None:
    """The rule of the term's kind, its index renamed away from the names in `taken`."""
    if term.index in taken:
        term = _renamed(term, fresh(term.index, taken | names((term,))))
    change = d(term.body)
    if change is None:
        return None
    match term.kind:
        case "sum":
            return replace(term, body=change)
        case "prod":
            return _d_product(term, change)
        case "max" | "min":
            return _d_extreme(term, change)
    raise UnsupportedDifferential(term.kind)


def _renamed(term: Iterated, index: str) -> Iterated:
    body = reindexed(term.body, {term.index: Size.of(index)})
    condition = None
    if term.condition is not None:
        condition = reindexed(term.condition, {term.index: Size.of(index)})
    return replace(term, body=body, index=index, condition=condition)


def _d_product(term: Iterated, change: Term) -> Term:
    """d prod(F[j]) = the sum over m of prod(F[j] before m) dF[m] prod(F[j] after m)"""
    inner = fresh(term.index, names((term, change)))
    m = Index(SCALAR, term.index)
    factor = _renamed(term, inner)
    step = UNIT if not term.descending else subtract(NUMBER_ZERO, UNIT)
    first, last = subtract(m, step), add(m, step)
    if term.shape.is_scalar:
        before = replace(factor, start=term.start, stop=first)
        after = replace(factor, start=last, stop=term.stop)
        body: Term = multiply(multiply(before, change), after)
    else:
        left = Shape(term.shape.rows, change.shape.rows)
        right = Shape(change.shape.columns, term.shape.columns)
        before = replace(factor, shape=left, start=term.start, stop=first)
        after = replace(factor, shape=right, start=last, stop=term.stop)
        body = matmul(matmul(before, change), after)
    low, high = (term.stop, term.start) if term.descending else (term.start, term.stop)
    return Iterated(term.shape, "sum", body, term.index, low, high, False, term.condition)


def _d_extreme(term: Iterated, change: Term) -> Term:
    """d max(f[i]) = the mean of df[i] over the places where f[i] = max(f[i])"""
    if not term.shape.is_scalar:
        raise UnsupportedDifferential(f"{term.kind} of arrays over a range")
    inner = fresh(term.index, names((term, change)))
    where = Comparison("=", term.body, _renamed(term, inner))
    weight = Piecewise(SCALAR, ((where, UNIT),), NUMBER_ZERO)
    total = replace(term, kind="sum", body=multiply(weight, change))
    return divide(total, replace(term, kind="sum", body=weight))
