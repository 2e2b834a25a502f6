"""Signs of polynomials on intervals are exact: real roots are isolated over Q."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.deciders._facts.bounds import LINE, Interval
from derivcheck.deciders._intervals.roots import pattern_on, rational_roots, sign_on

ONE = Fraction(1)
SQUARE = {2: ONE}
TWO = {2: ONE, 0: -2 * ONE}
CUBE = {3: ONE, 1: -ONE}
DOUBLE = {4: ONE, 2: -4 * ONE, 0: 4 * ONE}


def between(low: Fraction | int | None, high: Fraction | int | None) -> Interval:
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    return Interval(*ends)


@pytest.mark.parametrize(
    ("polynomial", "interval", "pattern"),
    [
        (SQUARE, LINE, (1,)),
        (TWO, LINE, (1, -1, 1)),
        (TWO, between(-1, 1), (-1,)),
        (TWO, between(Fraction(3, 2), None), (1,)),
        (TWO, between(Fraction(141421356, 10**8), Fraction(141421357, 10**8)), (-1, 1)),
        (CUBE, LINE, (-1, 1, -1, 1)),
        (CUBE, between(0, 1), (-1,)),
        (DOUBLE, LINE, (1,)),
        ({0: Fraction(-3)}, LINE, (-1,)),
    ],
)
def test_the_pattern_of_signs_from_left_to_right(polynomial, interval, pattern):
    assert pattern_on(polynomial, interval) == pattern


@pytest.mark.parametrize(
    ("polynomial", "interval", "sign"),
    [
        (SQUARE, LINE, None),
        (SQUARE, between(0, None), 1),
        (DOUBLE, LINE, None),
        (DOUBLE, between(-1, 1), 1),
        (TWO, between(-1, 1), -1),
        (TWO, between(-1, 2), None),
    ],
)
def test_one_sign_needs_an_interval_without_roots(polynomial, interval, sign):
    assert sign_on(polynomial, interval) == sign


def test_roots_are_told_only_if_all_are_rational():
    assert rational_roots(CUBE) == [-1, 0, 1]
    assert rational_roots(TWO) is None
