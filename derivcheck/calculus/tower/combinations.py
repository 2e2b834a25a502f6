"""Linear relations over Q between elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.factors import factors_of
from derivcheck.calculus.tower.polynomials import Polynomial, fraction_of, key_of, rational

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["combination"]


def combination(target: Element, basis: Sequence[Element]) -> list[Fraction] | None:
    """Rational coefficients of the basis that give the target, if there are any.

    A list proves the equation wherever the elements have values.
    """
    if target.is_null():
        return [Fraction(0)] * len(basis)
    if not basis:
        return None
    rows: list[tuple[tuple[int, ...], Polynomial, dict[int, Fraction]]] = []
    places = _with_shared_poles(target, basis)
    if places is None:
        return None
    *members, goal = _over_one_denominator([*(basis[k] for k in places), target])
    for k, member in zip(places, members, strict=True):
        rest, used = _eliminate(member, {k: Fraction(1)}, rows)
        if not rest.is_zero():
            leading = fraction_of(rest.leading_coefficient())
            scaled = {j: c / leading for j, c in used.items()}
            rows.append((rest.monomial(0), rest / rational(leading), scaled))
            rows.sort(key=lambda row: row[0], reverse=True)
    rest, used = _eliminate(goal, {}, rows)
    if not rest.is_zero():
        return None
    return [-used.get(k, Fraction(0)) for k in range(len(basis))]


def _with_shared_poles(target: Element, basis: Sequence[Element]) -> list[int] | None:
    """The members that can take part: no pole of theirs is theirs alone; None if the target's is.

    (Which polynomials divide a denominator depends on its form where it holds roots; a relation
    may be overlooked then, never invented.)
    """
    tower = target.tower
    poles = [_poles(tower, element) for element in basis]
    wanted = _poles(tower, target)
    places = list(range(len(basis)))
    while True:
        counts = Counter(pole for k in places for pole in poles[k])
        if not wanted <= counts.keys():
            return None
        kept = [k for k in places if all(p in wanted or counts[p] > 1 for p in poles[k])]
        if len(kept) == len(places):
            return places
        places = kept


def _poles(tower: Tower, element: Element) -> frozenset[str]:
    den = element.pair[1]
    if den.is_one():
        return frozenset()
    return frozenset(key_of(f) for f, _ in factors_of(tower, tower.polynomial(den)).powers)


def _eliminate(
    polynomial: Polynomial,
    used: dict[int, Fraction],
    rows: list[tuple[tuple[int, ...], Polynomial, dict[int, Fraction]]],
) -> tuple[Polynomial, dict[int, Fraction]]:
    for monomial, row, row_used in rows:
        coefficient = polynomial[monomial]
        if coefficient != 0:
            polynomial = polynomial - coefficient * row
            c = fraction_of(coefficient)
            for k, part in row_used.items():
                used[k] = used.get(k, Fraction(0)) - c * part
    return polynomial, used


def _over_one_denominator(elements: list[Element]) -> list[Polynomial]:
    ring = elements[0].tower.ring
    pairs = [e.pair for e in elements]
    common = ring.one
    for _, den in pairs:
        if not den.is_one():
            common = ring.times(common, den / common.gcd(den))
    if common.is_one():
        return [num for num, _ in pairs]
    return [ring.reduce(ring.times(num, common / den)) for num, den in pairs]
