"""Jumps and kinks: 0/1-valued kernels for the sign of an element that is not known.

P = [u > 0] and Z = [u = 0] satisfy P^2 = P, Z^2 = Z, P Z = 0 and u Z = 0; then relu(u) = u P,
abs(u) = u (2 P - 1), sign(u) = 2 P + Z - 1 and [-u > 0] = 1 - P - Z.
"""

from __future__ import annotations

from typing import Literal

from derivcheck.calculus.contraction.algebra import Algebra
from derivcheck.calculus.contraction.kernels import Indicator, OneSided
from derivcheck.calculus.tower import Element, GeneratorId
from derivcheck.language.operators import Operator

Relation = Literal["=", "!=", "<", "<=", ">", ">="]


def holds(algebra: Algebra, relation: Relation, element: Element) -> Element:
    """1 where `element relation 0`, else 0."""
    match relation:
        case ">":
            return indicator(algebra, ">", element)
        case "=":
            return indicator(algebra, "=", element)
        case "<":
            return indicator(algebra, ">", -element)
        case ">=":
            return 1 - indicator(algebra, ">", -element)
        case "<=":
            return 1 - indicator(algebra, ">", element)
        case "!=":
            return 1 - indicator(algebra, "=", element)


def indicator(algebra: Algebra, relation: Literal[">", "="], element: Element) -> Element:
    """[element > 0] or [element = 0]."""
    if element.is_zero():
        return algebra.zero if relation == ">" else algebra.one
    sign = algebra.tower.sign(element)
    if sign is not None:
        return algebra.one if (sign > 0) == (relation == ">") and sign >= 0 else algebra.zero
    positive, core = _canonical(algebra, element)
    if relation == "=":
        return _kernel(algebra, "=", core)
    above = _kernel(algebra, ">", core)
    return above if positive else 1 - above - _kernel(algebra, "=", core)


def side(algebra: Algebra, element: Element, even: bool) -> Element:
    """The slope of relu (or that of abs, plus 1, halved) at an element, open where that is 0."""
    sign = algebra.tower.sign(element)
    if sign:
        return algebra.one if sign > 0 else algebra.zero
    positive, core = (True, element) if element.is_zero() else _canonical(algebra, element)
    above = algebra.tower.generator(OneSided(core, even, algebra.names(core)))
    return above if positive else 1 - above


def _kernel(algebra: Algebra, relation: Literal[">", "="], core: Element) -> Element:
    return algebra.tower.generator(Indicator(relation, core, algebra.names(core)))


def _canonical(algebra: Algebra, element: Element) -> tuple[bool, Element]:
    """Whether the element is a positive multiple of the canonical one, and that one."""
    core = element.numerator()
    den = element.denominator()
    if den.is_number() is None and algebra.tower.sign(den) != 1:
        core = core * den
    first, _ = core.terms()[0]
    return first > 0, core.over(first)


def tidy(algebra: Algebra, element: Element) -> Element:
    """The element reduced by P^2 = P, Z^2 = Z, P Z = 0 and u Z = 0 in its numerator."""
    marks: dict[GeneratorId, Indicator] = {}
    for generator in element.generators():
        key = algebra.key(generator)
        if isinstance(key, Indicator):
            marks[generator] = key
    if not marks:
        return element
    result = algebra.zero
    for coefficient, powers in element.terms():
        capped = tuple((g, 1 if g in marks else e) for g, e in powers)
        if not _contradicts(marks, capped):
            result = result + algebra.monomial(coefficient, capped)
    for generator, key in marks.items():
        if key.relation == "=" and generator in result.generators():
            result = _without_multiples(algebra, result, generator, key.argument)
    return result.over(element.denominator())


def _contradicts(
    marks: dict[GeneratorId, Indicator], powers: tuple[tuple[GeneratorId, int], ...]
) -> bool:
    held = [marks[g] for g, _ in powers if g in marks]
    return any(
        a.relation != b.relation and a.argument == b.argument
        for place, a in enumerate(held)
        for b in held[:place]
    )


def _without_multiples(
    algebra: Algebra, element: Element, zero: GeneratorId, argument: Element
) -> Element:
    """u Z = 0: the cofactor of Z modulo u."""
    rest, cofactor = algebra.zero, algebra.zero
    for coefficient, powers in element.terms():
        without = tuple(p for p in powers if p[0] != zero)
        if without == powers:
            rest = rest + algebra.monomial(coefficient, powers)
        else:
            cofactor = cofactor + algebra.monomial(coefficient, without)
    reduced = cofactor.pair[0] % argument.pair[0]
    return rest + algebra.tower.polynomial(reduced) * algebra.monomial(1, ((zero, 1),))


# functions with kinks -----------------------------------------------------------------------


def jumping(algebra: Algebra, operator: Operator, u: Element) -> Element:
    """abs, sign, relu and step of an element of unknown sign."""
    match operator:
        case Operator.RELU:
            return u * indicator(algebra, ">", u)
        case Operator.ABS:
            return u * (2 * indicator(algebra, ">", u) - 1)
        case Operator.SIGN:
            return indicator(algebra, ">", u) - indicator(algebra, ">", -u)
        case Operator.STEP:
            return 1 - indicator(algebra, ">", -u)
    raise AssertionError(operator)


def maximum(algebra: Algebra, left: Element, right: Element) -> Element:
    """max(a, b) = b + relu(a - b)"""
    return right + jumping(algebra, Operator.RELU, left - right)


def minimum(algebra: Algebra, left: Element, right: Element) -> Element:
    """min(a, b) = a - relu(a - b)"""
    return left - jumping(algebra, Operator.RELU, left - right)
