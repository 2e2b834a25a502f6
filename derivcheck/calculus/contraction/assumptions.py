"""The assumptions of a claim and the declared ranges of its symbols, told to the tower."""

from __future__ import annotations

from derivcheck.calculus.contraction import matrices
from derivcheck.calculus.contraction.completion import relate
from derivcheck.calculus.contraction.lowering import Lowering, Scope
from derivcheck.calculus.tower import Refusal
from derivcheck.language.sizes import ONE, Size
from derivcheck.language.terms import All, Comparison, Condition, ForRange

#: how many dummies of a range are told an inequality for every index
_DUMMIES = 3


def assume(low: Lowering, free: tuple[str, ...]) -> None:
    """Let every equation and inequality of the context hold, at every index that is used.

    An inequality for a range of indices, or between arrays, is told for the names of free
    indices that lie in the range and for the dummies of that range.
    """
    for assumption in low.context.assumptions:
        try:
            _assume(low, assumption, low.top, free)
        except (Refusal, ZeroDivisionError):
            continue


def _assume(low: Lowering, condition: Condition, scope: Scope, free: tuple[str, ...]) -> None:
    match condition:
        case All(parts=parts):
            for part in parts:
                _assume(low, part, scope, free)
        case ForRange(part=part, index=index, condition=None):
            start, stop = low.index(condition.start, scope), low.index(condition.stop, scope)
            for name in _indices(low, start, stop, free):
                _assume(low, part, scope.with_index(index, name), free)
        case Comparison(relation="=") if scope is low.top:
            _equal(low, condition)
        case Comparison(relation=relation, left=left, right=right) if relation != "=":
            shape = low.shape(left, scope)
            if relation == "!=" and not shape.is_scalar:
                return
            for i in _indices(low, ONE, shape.rows, free):
                for j in _indices(low, ONE, shape.columns, free):
                    gap = low.entry(left, i, j, scope) - low.entry(right, i, j, scope)
                    if gap.is_number() is None:
                        low.tower.assume(gap, relation)


def _indices(low: Lowering, start: Size, stop: Size, free: tuple[str, ...]) -> list[Size]:
    if start == stop:
        return [start]
    facts = low.algebra.facts
    inside = [Size.of(name) for name in free if facts.within(Size.of(name), start, stop)]
    for place in range(_DUMMIES):
        inside.append(Size.of(low.algebra.label(place, start, stop)))
        inside.append(Size.of(f"~{place}:{start}..{stop}"))
    return inside


def _equal(low: Lowering, condition: Comparison) -> None:
    """Let words be replaced by what an equation between arrays says."""
    shape = low.shape(condition.left, low.top)
    gap = low.whole(condition.left, low.top) - low.whole(condition.right, low.top)
    combination = matrices.words(low.algebra, gap, shape.rows, shape.columns)
    if combination:
        relate(low.algebra.rewriting, combination)
