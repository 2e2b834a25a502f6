"""Elements with the sign of another one, across an exponential or a logarithm.

log is increasing: `log(a) + r` has the sign of `a exp(r) - 1`, and `p - q` that of
`log(p) - log(q)` for p, q > 0. Each form holds strictly and keeps what is analytic so.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from derivcheck.calculus.tower import Element, Kind, Refusal, Tower
from derivcheck.calculus.tower.exponentials import exp
from derivcheck.calculus.tower.logarithms import log

#: powers of arguments that an exponential form may hold
_MOST = 4


def exponential_form(tower: Tower, element: Element) -> Element | None:
    """r + c1 log(a1) + ... as a product of powers a^c times exp(r), less the other powers."""
    if element.denominator().is_number() is None:
        return None
    logarithms = [g for g in element.generators() if tower.describe(g).kind is Kind.LOG]
    rest, weights = tower.number(0), dict.fromkeys(logarithms, Fraction(0))
    for value, powers in element.terms():
        exponents = dict(powers)
        inside = [g for g in logarithms if exponents.get(g)]
        if not inside:
            rest = rest + tower.monomial(powers) * value
        elif len(exponents) == 1 and exponents[inside[0]] == 1:
            weights[inside[0]] += value
        else:
            return None
    if not weights:
        return None
    scale = lcm(*(weight.denominator for weight in weights.values()))
    if any(abs(weight * scale) > _MOST for weight in weights.values()):
        return None
    try:
        above, below = exp(tower, rest * scale), tower.number(1)
        for generator, weight in weights.items():
            argument = tower.describe(generator).arguments[0]
            if tower.sign(argument) != 1:
                return None
            times = int(weight * scale)
            above = above * argument**times if times > 0 else above
            below = below * argument**-times if times < 0 else below
        return above - below
    except (Refusal, ZeroDivisionError):
        return None


def logarithmic_form(tower: Tower, element: Element) -> Element | None:
    """p - q as log(p) - log(q), where one of the two is a single product."""
    if element.denominator().is_number() is None:
        return None
    parts = {1: tower.number(0), -1: tower.number(0)}
    counts = {1: 0, -1: 0}
    for value, powers in element.terms():
        side = 1 if value > 0 else -1
        parts[side] = parts[side] + tower.monomial(powers) * abs(value)
        counts[side] += 1
    if min(counts.values()) != 1 or any(tower.sign(part) != 1 for part in parts.values()):
        return None
    try:
        return log(tower, parts[1]) - log(tower, parts[-1])
    except (Refusal, ZeroDivisionError):
        return None
