"""The assumptions of a claim and the declared ranges of its symbols, told to the tower."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.calculus.contraction import matrices
from derivcheck.calculus.contraction.completion import relate
from derivcheck.calculus.contraction.kernels import Path
from derivcheck.calculus.contraction.letters import Word
from derivcheck.calculus.contraction.lowering import Lowering, Scope
from derivcheck.calculus.contraction.rewriting import Combination, combine
from derivcheck.calculus.tower import Element, Kind, Refusal
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import ONE, Size
from derivcheck.language.terms import All, Apply, Comparison, Condition, ForRange, negate

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
        case Comparison(
            relation="<" | "<=", left=Apply(operator=Operator.ABS, arguments=(u,)), right=bound
        ):
            for side in (u, negate(u)):
                _assume(low, Comparison(condition.relation, side, bound), scope, free)
        case Comparison(relation=">" | ">=" as relation, right=Apply(operator=Operator.ABS)):
            turned = Comparison("<" if relation == ">" else "<=", condition.right, condition.left)
            _assume(low, turned, scope, free)
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
    if shape.is_scalar:
        combination = _numbers(low, _squared(low, gap))
    else:
        combination = matrices.words(low.algebra, gap, shape.rows, shape.columns)
    if combination:
        relate(low.algebra.rewriting, combination)
        for turned in _turned(combination):
            relate(low.algebra.rewriting, turned)


def _turned(combination: Combination) -> Iterator[Combination]:
    """B A = c I where A B = c I for square A and B and a number c other than 0."""
    unit = combination.get(())
    if unit is None or len(combination) != 2 or not unit.is_number():
        return
    (word,) = (each for each in combination if each)
    for cut in range(1, len(word)):
        if word[0].rows == word[cut].rows:
            yield {word[cut:] + word[:cut]: combination[word], (): unit}


def _squared(low: Lowering, gap: Element) -> Element:
    """norm(u) = c says u'u = c^2 for a number c >= 0"""
    terms = gap.terms()
    for coefficient, powers in terms:
        if len(powers) != 1 or powers[0][1] != 1 or len(terms) > 2:
            continue
        kernel = low.tower.describe(powers[0][0])
        root = low.algebra.monomial(1, powers)
        value = (root - gap.over(coefficient)).is_number()
        if kernel.kind is Kind.ROOT and kernel.order == 2 and value is not None and value >= 0:
            return root**2 - value**2
    return gap


def _numbers(low: Lowering, gap: Element) -> Combination | None:
    """A scalar as a combination of words whose ends have size 1."""
    result: Combination = {}
    for coefficient, powers in gap.numerator().terms():
        word: Word = ()
        if powers:
            key = low.algebra.key(powers[0][0])
            if len(powers) > 1 or powers[0][1] > 1 or not isinstance(key, Path):
                return None
            if (key.row, key.column) != (ONE, ONE) or not key.word[0].rows.is_one:
                return None
            word = key.word
        result = combine(result, {word: low.tower.number(coefficient)})
    return result
