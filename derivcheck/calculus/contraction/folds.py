"""Products, maxima and minima of scalars over a range."""

from __future__ import annotations

from typing import Literal

from derivcheck.calculus.contraction import sums
from derivcheck.calculus.contraction.algebra import Algebra
from derivcheck.calculus.contraction.indicators import maximum, minimum
from derivcheck.calculus.contraction.kernels import Fold
from derivcheck.calculus.tower import Element, Kind, Unsupported
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import ONE, Size

FoldKind = Literal["prod", "max", "min"]
_WRITTEN_OUT = 8


def fold(algebra: Algebra, kind: FoldKind, element: Element, name: str) -> Element:
    """The product, maximum or minimum of the element over a dummy."""
    start, stop = algebra.ranges[name]
    first, last = start.constant, stop.constant
    if first is not None and last is not None and last - first < _WRITTEN_OUT:
        return _written_out(algebra, kind, element, name, range(first, last + 1))
    if kind != "prod":
        if not algebra.facts.nonnegative(stop - start):
            raise Unsupported(f"{kind} over a range that may be empty")
        return _kernel(algebra, kind, element, name)
    return _product(algebra, element, name)


def _written_out(
    algebra: Algebra, kind: FoldKind, element: Element, name: str, indices: range
) -> Element:
    values = [algebra.renamed(element, {name: Size.of(index)}) for index in indices]
    if kind == "prod":
        result = algebra.one
        for value in values:
            result = result * value
        return result
    if not values:
        raise Unsupported(f"{kind} over an empty range")
    result = values[0]
    for value in values[1:]:
        choose = maximum if kind == "max" else minimum
        result = choose(algebra, result, value)
    return result


def _product(algebra: Algebra, element: Element, name: str) -> Element:
    """prod(c f g) = c^n prod(f) prod(g), and prod(exp(f)) = exp(sum(f))"""
    den = element.denominator()
    if den.is_number() is None:
        return _product(algebra, element.numerator(), name) / _product(algebra, den, name)
    terms = element.terms()
    if len(terms) != 1:
        if name in algebra.names(element):
            return _kernel(algebra, "prod", element, name)
        return _power(algebra, element, name)
    ((coefficient, powers),) = terms
    free = tuple(p for p in powers if name not in algebra.names_of(p[0]))
    result = _power(algebra, algebra.monomial(coefficient, free), name)
    for generator, exponent in powers:
        if (generator, exponent) in free:
            continue
        kernel = algebra.tower.describe(generator)
        if kernel.kind is Kind.EXP:
            total = sums.total(algebra, kernel.arguments[0], name)
            result = result * algebra.tower.function(Operator.EXP, total * exponent)
        else:
            base = algebra.monomial(1, ((generator, 1),))
            result = result * _kernel(algebra, "prod", base, name) ** exponent
    return result


def _power(algebra: Algebra, element: Element, name: str) -> Element:
    if element.is_number() == 1:
        return element
    start, stop = algebra.ranges[name]
    if not algebra.facts.nonnegative(stop - start + ONE):
        raise Unsupported(f"a power with exponent {stop - start + ONE}, perhaps negative")
    return algebra.tower.power(element, algebra.number(stop - start + ONE))


def _kernel(algebra: Algebra, kind: FoldKind, element: Element, name: str) -> Element:
    start, stop = algebra.ranges[name]
    (place,) = algebra.free_places(element, 1)
    label = algebra.label(place, start, stop)
    body = algebra.renamed(element, {name: Size.of(label)})
    names = (algebra.names(body) | start.names() | stop.names()) - {label}
    return algebra.tower.generator(Fold(kind, label, start, stop, body, names))


def rebuilt(
    algebra: Algebra, key: Fold, start: Size, stop: Size, values: dict[str, Size]
) -> Element:
    """The fold with names replaced."""
    with algebra.dummy(start, stop) as name:
        body = algebra.renamed(key.body, {**values, key.dummy: Size.of(name)})
        return fold(algebra, key.kind, body, name)
