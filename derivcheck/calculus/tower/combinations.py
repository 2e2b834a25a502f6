"""Linear relations over Q between elements."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.polynomials import Polynomial, fraction_of, rational

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element

__all__ = ["combination"]


def combination(target: Element, basis: Sequence[Element]) -> list[Fraction] | None:
    """Rational coefficients of the basis that give the target, if there are any.

    A list proves the equation wherever the elements have values.
    """
    if target.pair[0].is_zero():
        return [Fraction(0)] * len(basis)
    if not basis:
        return None
    rows: list[tuple[tuple[int, ...], Polynomial, dict[int, Fraction]]] = []
    *members, goal = _over_one_denominator([*basis, target])
    for k, member in enumerate(members):
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
