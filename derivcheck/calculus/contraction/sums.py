"""Sums of elements over an index.

The summand is split into products. What is free of the index stands outside, a delta picks the
index it names, two ends of words at the index join the words, and what is left is a kernel
with canonically named dummies.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction

from derivcheck.calculus.contraction import indicators, labelling
from derivcheck.calculus.contraction.algebra import Algebra, Powers
from derivcheck.calculus.contraction.kernels import Delta, Path, Sum
from derivcheck.calculus.contraction.letters import Word, flip, ones
from derivcheck.calculus.tower import Element, GaveUp, GeneratorId, Unsupported
from derivcheck.language.sizes import ONE, Size

#: sums over a known range of at most this many indices are written out
_WRITTEN_OUT = 8


def total(algebra: Algebra, element: Element, name: str) -> Element:
    """The sum of the element over a dummy."""
    start, stop = algebra.ranges[name]
    if name not in algebra.names(element):
        return element * length(algebra, start, stop)
    first, last = start.constant, stop.constant
    if first is not None and last is not None and last - first < _WRITTEN_OUT:
        return _written_out(algebra, element, name, range(first, last + 1))
    element = indicators.tidy(algebra, element)
    outer, inner = _denominators(algebra, element, name)
    parts: dict[tuple[Powers, Powers], list[tuple[Fraction, Powers]]] = {}
    for coefficient, powers in element.terms():
        bound = tuple(p for p in powers if name in algebra.names_of(p[0]))
        free = tuple(p for p in powers if p not in bound)
        deltas = tuple(p for p in free if isinstance(algebra.key(p[0]), Delta))
        parts.setdefault((bound, deltas), []).append((coefficient, free))
    result = algebra.zero
    for (bound, deltas), cofactors in parts.items():
        factor = algebra.zero
        for coefficient, free in cofactors:
            factor = factor + algebra.monomial(coefficient, free)
        result = result + factor * _component(algebra, bound, inner, name, deltas)
    return result.over(outer)


def _written_out(algebra: Algebra, element: Element, name: str, indices: range) -> Element:
    result = algebra.zero
    for index in indices:
        result = result + algebra.renamed(element, {name: Size.of(index)})
    return result


def length(algebra: Algebra, start: Size, stop: Size) -> Element:
    """How many integers a range holds."""
    size = stop - start + ONE
    if algebra.facts.nonnegative(size):
        return algebra.number(size)
    return algebra.value("count", (start, stop), ())


@contextmanager
def opened(
    algebra: Algebra, key: Sum, values: dict[str, Size] | None = None
) -> Iterator[tuple[Element, list[str]]]:
    """A sum's summand with fresh dummies, outermost first, and other names replaced."""
    names = dict(values or {})
    with ExitStack() as stack:
        dummies = []
        for bound, start, stop in key.dummies:
            fresh = stack.enter_context(algebra.dummy(start.replace(names), stop.replace(names)))
            names[bound] = Size.of(fresh)
            dummies.append(fresh)
        yield algebra.renamed(key.summand, names), dummies


def _denominators(algebra: Algebra, element: Element, name: str) -> tuple[Element, Element]:
    """The factors of the denominator that are free of the index, and the others."""
    den = element.denominator()
    if name not in algebra.names(den):
        return den, algebra.one
    outer, inner = algebra.one, algebra.one
    _, factors = den.pair[0].factor()
    for factor, exponent in factors:
        part = algebra.tower.polynomial(factor) ** int(exponent)
        if name in algebra.names(part):
            inner = inner * part
        else:
            outer = outer * part
    return outer, den.over(outer)


def _component(algebra: Algebra, bound: Powers, den: Element, name: str, deltas: Powers) -> Element:
    """The sum of one product, every factor of which holds the index.

    It will be multiplied by the deltas, and so needs to be right only where they are 1.
    """
    if not bound and den.is_number() is not None:
        return length(algebra, *algebra.ranges[name])
    for generator, _ in bound:
        key = algebra.key(generator)
        value = _solved(key, name) if isinstance(key, Delta) else None
        if value is not None:
            rest = tuple(p for p in bound if p[0] != generator)
            others = deltas + tuple(p for p in rest if isinstance(algebra.key(p[0]), Delta))
            return _picked(algebra, algebra.monomial(1, rest).over(den), name, value, others)
    return _nested(algebra, algebra.monomial(1, bound).over(den), [name])


def _solved(key: Delta, name: str) -> Size | None:
    """The index where the delta is 1, if it can be solved for."""
    gap = key.left - key.right
    for monomial, coefficient in gap.terms:
        if monomial == (name,) and abs(coefficient) == 1:
            rest = gap - Size.of(name) * Size.of(coefficient)
            if name not in rest.names():
                return rest * Size.of(-coefficient)
    return None


def _picked(algebra: Algebra, element: Element, name: str, value: Size, deltas: Powers) -> Element:
    """The summand at the index that a delta names, if that lies in the range."""
    start, stop = algebra.ranges[name]
    if algebra.ranges.get(str(value)) == (start, stop):
        return algebra.renamed(element, {name: value})
    low, high = value - start, stop - value
    for generator, _ in deltas:
        values = _consequence(algebra.key(generator))
        low, high = low.replace(values), high.replace(values)
    facts = algebra.facts
    if facts.nonnegative(low) and facts.nonnegative(high):
        return algebra.renamed(element, {name: value})
    if facts.nonnegative(-low - ONE) or facts.nonnegative(-high - ONE):
        return algebra.zero
    raise Unsupported(f"whether {value} lies in {start}..{stop} is not known")


def _consequence(key: object) -> dict[str, Size]:
    """A dummy's value where a delta is 1."""
    if isinstance(key, Delta):
        for name in sorted(key.names):
            value = _solved(key, name) if name.startswith("~") else None
            if value is not None:
                return {name: value}
    return {}


def _nested(algebra: Algebra, element: Element, dummies: list[str]) -> Element:
    """The sum over several dummies of a product; further inner sums are opened."""
    if len(dummies) > labelling.MOST_DUMMIES:
        raise GaveUp(f"{len(dummies)} dummies in one sum")
    terms = element.terms()
    if len(terms) != 1:
        for name in reversed(dummies):
            element = total(algebra, element, name)
        return element
    ((coefficient, powers),) = terms
    for generator, exponent in powers:
        key = algebra.key(generator)
        if isinstance(key, Sum) and not key.names.isdisjoint(dummies):
            rest = tuple(p for p in powers if p[0] != generator)
            product_ = algebra.monomial(coefficient, rest).over(element.denominator())
            with ExitStack() as stack:
                inner: list[str] = []
                for _ in range(exponent):
                    summand, more = stack.enter_context(opened(algebra, key))
                    product_, inner = product_ * summand, inner + more
                return _nested(algebra, product_, dummies + inner)
    used = algebra.names(element)
    idle = [name for name in dummies if name not in used and not _bounds(algebra, name, dummies)]
    result = algebra.tower.number(coefficient)
    for name in idle:
        result = result * length(algebra, *algebra.ranges[name])
    left = [name for name in dummies if name not in idle]
    return result * _joined(algebra, powers, element.denominator(), left)


def _bounds(algebra: Algebra, name: str, dummies: list[str]) -> bool:
    """Whether the range of another dummy depends on this one."""
    ranges = (algebra.ranges[other] for other in dummies if other != name)
    return any(name in start.names() | stop.names() for start, stop in ranges)


# joining ----------------------------------------------------------------------------------


def _joined(algebra: Algebra, powers: Powers, den: Element, dummies: list[str]) -> Element:
    """The sum of a product over dummies, after joining words at one of them."""
    if not dummies:
        return algebra.monomial(1, powers).over(den)
    held = algebra.names(den)
    for name in dummies:
        if name in held or _bounds(algebra, name, dummies):
            continue
        ends = _ends(algebra, powers, name)
        if ends is None:
            continue
        joined, used = _join(algebra, ends, name)
        rest = algebra.monomial(1, _without(powers, used)).over(den)
        element = joined * rest
        for other in reversed([d for d in dummies if d != name]):
            element = total(algebra, element, other)
        return element
    return labelling.canonical(algebra, algebra.monomial(1, powers).over(den), powers, dummies)


End = tuple[GeneratorId, Word, Size]


def _ends(algebra: Algebra, powers: Powers, name: str) -> list[End] | None:
    """The words that end at a dummy, turned to end there; None if they cannot be joined."""
    index = Size.of(name)
    start, stop = algebra.ranges[name]
    found: list[End] = []
    for generator, exponent in powers:
        if name not in algebra.names_of(generator):
            continue
        key = algebra.key(generator)
        if not isinstance(key, Path) or len(found) + exponent > 2:
            return None
        if any(name in letter.names for letter in key.word):
            return None
        if key.column == index:
            end = (generator, key.word, key.row)
        elif key.row == index:
            end = (generator, flip(key.word), key.column)
        else:
            return None
        if end[1][-1].columns != stop or start != ONE:
            return None
        if name in end[2].names() and (end[2] != index or exponent > 1 or found):
            return None
        found.extend([end] * exponent)
    if len(found) == 2 and any(name in end[2].names() for end in found):
        return None
    return found or None


def _join(algebra: Algebra, ends: list[End], name: str) -> tuple[Element, dict[GeneratorId, int]]:
    first, word, row = ends[0]
    used = {first: 1}
    if len(ends) == 1:
        if row == Size.of(name):
            return algebra.trace(word), used
        return algebra.path((*word, ones(algebra.ranges[name][1])), row, ONE), used
    second, other, column = ends[1]
    used[second] = used.get(second, 0) + 1
    return algebra.path(word + flip(other), row, column), used


def _without(powers: Powers, used: dict[GeneratorId, int]) -> Powers:
    left = ((g, e - used.get(g, 0)) for g, e in powers)
    return tuple((g, e) for g, e in left if e)
