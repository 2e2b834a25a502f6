"""Real roots of polynomials over Q, isolated exactly (FLINT), and the signs between them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import cast

from flint import acb, arb, fmpq, fmpq_poly

from derivcheck.deciders._facts.bounds import Interval

Bound = Fraction | None


def polynomial_of(coefficients: Mapping[int, Fraction]) -> fmpq_poly:
    """The polynomial with these coefficients by degree."""
    degree = max(coefficients, default=0)
    dense = [coefficients.get(k, Fraction(0)) for k in range(degree + 1)]
    return fmpq_poly([fmpq(c.numerator, c.denominator) for c in dense])


def isolated(polynomial: fmpq_poly) -> list[tuple[Fraction, Fraction]] | None:
    """Disjoint closed intervals from left to right, one around each real root.

    A rational root is an interval of length 0. None where the enclosures overlap.
    """
    if polynomial.degree() < 1:
        return []
    found = []
    squarefree = polynomial // polynomial.gcd(polynomial.derivative())
    for factor, _ in squarefree.factor()[1]:
        if factor.degree() == 1:
            root = _fraction(-factor[0] / factor[1])
            found.append((root, root))
            continue
        # the stubs have another type for the pairs of root and multiplicity
        roots = cast("list[tuple[acb, int]]", factor.numer().complex_roots())
        real = [root.real for root, _ in roots if root.imag == 0]
        found += [(_dyadic(root.lower()), _dyadic(root.upper())) for root in real]
    found.sort()
    disjoint = all(a[1] < b[0] for a, b in pairwise(found))
    return found if disjoint else None


def pattern_on(coefficients: Mapping[int, Fraction], interval: Interval) -> tuple[int, ...] | None:
    """The signs of a polynomial from left to right on an open interval, weakly."""
    polynomial = polynomial_of(coefficients)
    roots = isolated(polynomial)
    if roots is None or any(_straddles(root, interval) for root in roots):
        return None
    inside = [
        (low, high)
        for low, high in roots
        if (interval.low is None or low > interval.low)
        and (interval.high is None or high < interval.high)
    ]
    starts = [interval.low, *(high for _, high in inside)]
    stops = [*(low for low, _ in inside), interval.high]
    pattern: list[int] = []
    for low, high in zip(starts, stops, strict=True):
        point = Interval(low, high).inside()
        value = polynomial(fmpq(point.numerator, point.denominator))
        sign = int(value > 0) - int(value < 0)
        if not pattern or pattern[-1] != sign:
            pattern.append(sign)
    return tuple(pattern)


def sign_on(coefficients: Mapping[int, Fraction], interval: Interval) -> int | None:
    """The sign on an open interval that holds no root; None where it holds one."""
    roots = isolated(polynomial_of(coefficients))
    if roots is None or any(_straddles(root, interval) for root in roots):
        return None
    for low, high in roots:
        above = interval.low is None or low > interval.low
        below = interval.high is None or high < interval.high
        if above and below:
            return None
    (sign,) = pattern_on(coefficients, interval) or (None,)
    return sign


def rational_roots(coefficients: Mapping[int, Fraction]) -> list[Fraction] | None:
    """All real roots if each of them is rational."""
    roots = isolated(polynomial_of(coefficients))
    if roots is None or any(low != high for low, high in roots):
        return None
    return [low for low, _ in roots]


def _straddles(root: tuple[Fraction, Fraction], interval: Interval) -> bool:
    low, high = root
    return low < high and any(
        end is not None and low <= end <= high for end in (interval.low, interval.high)
    )


def _dyadic(value: arb) -> Fraction:
    mantissa, exponent = value.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))
