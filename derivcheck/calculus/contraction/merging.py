"""Sums over one range put together: sum f + sum g = sum (f + g), where that simplifies."""

from __future__ import annotations

from derivcheck.calculus.contraction import indicators, sums
from derivcheck.calculus.contraction.algebra import Algebra
from derivcheck.calculus.contraction.kernels import Sum
from derivcheck.calculus.tower import Element, GeneratorId
from derivcheck.language.sizes import Size

Dummies = tuple[tuple[str, Size, Size], ...]


def vanishes(algebra: Algebra, element: Element) -> bool:
    """True proves that the element is 0."""
    element = indicators.tidy(algebra, element)
    if element.is_zero():
        return True
    for dummies, kernels in _by_range(algebra, element).items():
        merged = _merged(algebra, element.numerator(), dummies, kernels)
        if merged is not None:
            element = indicators.tidy(algebra, merged)
            if element.is_zero():
                return True
    return False


def _by_range(algebra: Algebra, element: Element) -> dict[Dummies, list[GeneratorId]]:
    found: dict[Dummies, list[GeneratorId]] = {}
    for generator in sorted(element.numerator().generators()):
        key = algebra.key(generator)
        if isinstance(key, Sum):
            found.setdefault(key.dummies, []).append(generator)
    return found


def _merged(
    algebra: Algebra, element: Element, dummies: Dummies, kernels: list[GeneratorId]
) -> Element | None:
    """The element with all sums over a range as one; None if it is not linear in them."""
    rest, summand = algebra.zero, algebra.zero
    group = set(kernels)
    for coefficient, powers in element.terms():
        held = [(g, e) for g, e in powers if g in group]
        if not held:
            rest = rest + algebra.monomial(coefficient, powers)
            continue
        if held[0][1] != 1 or len(held) > 1:
            return None
        key = algebra.key(held[0][0])
        assert isinstance(key, Sum)
        free = tuple(p for p in powers if p[0] not in group)
        summand = summand + algebra.monomial(coefficient, free) * key.summand
    if summand.is_zero():
        return rest
    whole = Sum(dummies, summand, frozenset())
    with sums.opened(algebra, whole) as (opened, names):
        for name in reversed(names):
            opened = sums.total(algebra, opened, name)
    return rest + opened
