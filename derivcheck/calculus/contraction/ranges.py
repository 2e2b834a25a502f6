"""Sums, products, maxima and minima over ranges, and arrays written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.contraction import folds, pieces, products, sums
from derivcheck.calculus.tower import Element, Unsupported
from derivcheck.language.sizes import ONE, Size
from derivcheck.language.terms import Iterated, Literal2D

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering, Scope


def literal(low: Lowering, term: Literal2D, row: Size, column: Size, scope: Scope) -> Element:
    """The entry of an array written out."""
    result = low.algebra.zero
    for i, values in enumerate(term.rows, 1):
        here = low.algebra.delta(row, Size.of(i))
        if here.is_zero():
            continue
        for j, value in enumerate(values, 1):
            there = low.algebra.delta(column, Size.of(j))
            if not there.is_zero():
                result = result + here * there * low.number(value, scope)
    return result


def iterated(low: Lowering, term: Iterated, row: Size, column: Size, scope: Scope) -> Element:
    """The entry of a sum, product, maximum or minimum over a range."""
    start, stop = low.index(term.start, scope), low.index(term.stop, scope)
    if term.kind == "prod" and not term.shape.is_scalar:
        return products.ordered(low, term, start, stop, row, column, scope)
    if term.descending:
        start, stop = stop, start
    if low.algebra.facts.nonnegative(start - stop - ONE) and term.kind in ("sum", "prod"):
        return low.algebra.zero if term.kind == "sum" else low.algebra.one
    with low.algebra.dummy(start, stop) as name:
        inner = scope.with_index(term.index, Size.of(name))
        element = _body(low, term, row, column, inner, name)
        if term.condition is not None:
            if not pieces.total(term.body):
                raise Unsupported("a sum under a condition of what may have no value")
            if term.kind != "sum":
                raise Unsupported("a product with a condition")
            element = element * pieces.truth(low, term.condition, ONE, ONE, inner)
        if term.kind == "sum":
            return sums.total(low.algebra, element, name)
        return folds.fold(low.algebra, term.kind, element, name)


def _body(
    low: Lowering, term: Iterated, row: Size, column: Size, scope: Scope, name: str
) -> Element:
    """The body; over an empty range what it needs to have a value does not hold."""
    if name not in low.algebra.uncertain:
        return low.entry(term.body, row, column, scope)
    before = set(map(id, low.tower.conditions))
    element = low.entry(term.body, row, column, scope)
    for condition in low.tower.conditions:
        held = low.algebra.names(condition.element)
        if id(condition) not in before and name not in held:
            raise Unsupported("a condition inside a range that may be empty")
    return element
