"""Sums of logarithms whose arguments multiply to 1.

The sum of the n*log|f| is 0 exactly where the product of the f^n is 1 or -1: roots in the f may
make it so, as in 2*log(sqrt(3/2) + sqrt(1/2)) = log(2 + sqrt(3)).
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from derivcheck.calculus.tower.kernels import Kind

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["logarithms_cancel"]

#: the largest sum of exponents that is multiplied out
_LARGEST_DEGREE = 16
_LOGARITHMS = (Kind.LOG, Kind.NUMBER_LOG)

Powers = tuple[tuple[int, int], ...]


def logarithms_cancel(tower: Tower, element: Element) -> bool:
    """True proves that the numerator, linear in logarithms, is 0."""
    sums: dict[Powers, dict[int, Fraction]] = {}
    for coefficient, powers in element.terms():
        logarithms = [(g, e) for g, e in powers if tower.kernels[g].kind in _LOGARITHMS]
        if len(logarithms) != 1 or logarithms[0][1] != 1:
            return False
        ((generator, _),) = logarithms
        rest = tuple(p for p in powers if p[0] != generator)
        sums.setdefault(rest, {})[generator] = coefficient
    return bool(sums) and all(_cancels(tower, each) for each in sums.values())


def _cancels(tower: Tower, coefficients: dict[int, Fraction]) -> bool:
    order = lcm(*(c.denominator for c in coefficients.values()))
    exponents = {g: int(c * order) for g, c in coefficients.items()}
    if sum(map(abs, exponents.values())) > _LARGEST_DEGREE:
        return False
    top = bottom = tower.number(1)
    for generator, exponent in exponents.items():
        kernel = tower.kernels[generator]
        known = kernel.kind is Kind.NUMBER_LOG
        argument = tower.number(kernel.order) if known else kernel.arguments[0]
        power = argument ** abs(exponent)
        top, bottom = (top * power, bottom) if exponent > 0 else (top, bottom * power)
    return (top - bottom).is_null() or (top + bottom).is_null()
