"""Truth of conditions at a point, and the choice of branches by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from derivcheck.evaluation.arithmetic import (
    Arithmetic,
    Array,
    Element,
    NoValue,
    Undetermined,
    Unsupported,
)
from derivcheck.evaluation.frame import Frame
from derivcheck.evaluation.iteration import integers
from derivcheck.evaluation.scope import Scope
from derivcheck.language.terms import (
    All,
    Any,
    Comparison,
    Condition,
    ForRange,
    Implies,
    Negation,
    Piecewise,
)

#: the entry in question inside a choice made entry by entry
Place = tuple[int, int]


class Choices(Frame):
    """The part of the evaluator that decides conditions."""

    def truth(self, condition: Condition, scope: Scope, place: Place | None = None) -> bool:
        """Whether the condition holds; at one entry of its arrays where a place is given.

        An undefined side raises `NoValue`. Parts are looked at from left to right, and no
        further than the first one that settles the whole.
        """
        match condition:
            case Comparison():
                return self._compare(condition, scope, place)
            case All(parts=parts):
                return _every(partial(self.truth, part, scope, place) for part in parts)
            case Any(parts=parts):
                return not _every(partial(self._fails, part, scope, place) for part in parts)
            case Negation(part=part):
                return not self.truth(part, scope, place)
            case ForRange(index=index):
                inners = integers(self, index, condition, scope)
                return _every(partial(self.truth, condition.part, inner) for inner in inners)
            case Implies(left=left, right=right, both=both):
                if both:
                    return self.truth(left, scope) == self.truth(right, scope)
                return not self.truth(left, scope) or self.truth(right, scope)
            case _:
                raise Unsupported(f"{type(condition).__name__} at a point")

    def _fails(self, condition: Condition, scope: Scope, place: Place | None) -> bool:
        return not self.truth(condition, scope, place)

    def _compare(self, condition: Comparison, scope: Scope, place: Place | None) -> bool:
        left, right, relation = condition.left, condition.right, condition.relation
        if self.whole(left) and self.whole(right):
            difference = self.integer(left, scope) - self.integer(right, scope)
            return holds_by_sign(relation, (difference > 0) - (difference < 0))
        r = scope.arithmetic
        if place is not None:
            return related(
                r, relation, self.entry(left, *place, scope), self.entry(right, *place, scope)
            )
        a, b = self.evaluate(left, scope), self.evaluate(right, scope)
        if len(a) == len(b) == len(a[0]) == len(b[0]) == 1:
            return related(r, relation, a[0][0], b[0][0])
        pairs = _pairs(a, b)
        if relation == "!=":
            return not _every(partial(related, r, "=", a, b) for a, b in pairs)
        return _every(partial(related, r, relation, a, b) for a, b in pairs)

    # Branches -----------------------------------------------------------------------------

    def piecewise(self, term: Piecewise, scope: Scope) -> Array:
        """The first branch whose condition holds; the others are not evaluated."""
        if any(_entrywise(condition) for condition, _ in term.branches):
            rows, columns = self.shape(term.shape, scope)
            return tuple(
                tuple(self.chosen_entry(term, i, j, scope) for j in range(columns))
                for i in range(rows)
            )
        for condition, value in term.branches:
            if self.truth(condition, scope):
                return self._widened(self.evaluate(value, scope), term, scope)
        if term.otherwise is None:
            raise NoValue("no case applies")
        return self._widened(self.evaluate(term.otherwise, scope), term, scope)

    def chosen_entry(self, term: Piecewise, row: int, column: int, scope: Scope) -> Element:
        """The entry of the branch chosen for it."""
        for condition, value in term.branches:
            place = (row, column) if _entrywise(condition) else None
            if self.truth(condition, scope, place):
                return self.entry(value, row, column, scope)
        if term.otherwise is None:
            raise NoValue("no case applies")
        return self.entry(term.otherwise, row, column, scope)

    def _widened(self, value: Array, term: Piecewise, scope: Scope) -> Array:
        if term.shape.is_scalar or len(value) > 1 or len(value[0]) > 1:
            return value
        rows, columns = self.shape(term.shape, scope)
        return ((value[0][0],) * columns,) * rows


def related(r: Arithmetic, relation: str, a: Element, b: Element) -> bool:
    """Whether two elements are so related."""
    if relation == "=":
        return r.is_zero(a - b)
    if relation == "!=":
        return not r.is_zero(a - b)
    return holds_by_sign(relation, r.sign(a - b))


def holds_by_sign(relation: str, sign: int) -> bool:
    """Whether the sign of left minus right makes a relation true."""
    match relation:
        case "=":
            return sign == 0
        case "!=":
            return sign != 0
        case "<":
            return sign < 0
        case "<=":
            return sign <= 0
        case ">":
            return sign > 0
        case _:
            return sign >= 0


def _every(parts: Iterable[Callable[[], bool]]) -> bool:
    """Whether all parts hold; one that fails settles it, also after one that is unclear."""
    unclear: Undetermined | None = None
    for part in parts:
        try:
            if not part():
                return False
        except Undetermined as problem:
            unclear = unclear or problem
    if unclear is not None:
        raise unclear
    return True


def _pairs(a: Array, b: Array) -> list[tuple[Element, Element]]:
    rows, columns = max(len(a), len(b)), max(len(a[0]), len(b[0]))
    wide_a, wide_b = (_wide(x, rows, columns) for x in (a, b))
    return [(x, y) for p, q in zip(wide_a, wide_b, strict=True) for x, y in zip(p, q, strict=True)]


def _wide(a: Array, rows: int, columns: int) -> Array:
    return ((a[0][0],) * columns,) * rows if len(a) == len(a[0]) == 1 else a


def _entrywise(condition: Condition) -> bool:
    match condition:
        case Comparison(left=left, right=right):
            return not (left.shape.is_scalar and right.shape.is_scalar)
        case All(parts=parts) | Any(parts=parts):
            return any(_entrywise(part) for part in parts)
        case Negation(part=part):
            return _entrywise(part)
        case _:
            return False
