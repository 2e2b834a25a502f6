"""Intervals come from types and assumptions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.deciders._facts.bounds import LINE, Interval, intervals, rational
from tests.deciders.asked import obligation, term


def interval_of(kind: str, *given: str) -> Interval:
    context = obligation("x = x", {"x": kind}, given=given).context
    return intervals(context).get("x", LINE)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("scalar > 0", Interval(low=Fraction(0))),
        ("scalar >= 0", Interval(low=Fraction(0), low_closed=True)),
        ("scalar in (0, 1)", Interval(Fraction(0), Fraction(1))),
        ("scalar in [-1/2, 1e-3)", Interval(Fraction(-1, 2), Fraction(1, 1000), True, False)),
        ("scalar in (0, 1e-30)", Interval(Fraction(0), Fraction(1, 10**30))),
        ("scalar", LINE),
    ],
)
def test_the_interval_of_a_type_is_exact(kind, expected):
    assert interval_of(kind) == expected


def test_a_union_is_no_interval_and_bounds_nothing():
    assert interval_of("scalar in (0, 1) or (2, 3)") == LINE


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["x > 2"], Interval(low=Fraction(2))),
        (["2 > x"], Interval(high=Fraction(2))),
        (["x >= 1", "3 >= x"], Interval(Fraction(1), Fraction(3), True, True)),
        (["x > 1", "x > 2"], Interval(low=Fraction(2))),
        (["x > 1", "x >= 1"], Interval(low=Fraction(1))),
        (["x = 1/3"], Interval(Fraction(1, 3), Fraction(1, 3), True, True)),
    ],
)
def test_assumptions_meet(given, expected):
    assert interval_of("scalar", *given) == expected


def test_what_bounds_something_else_bounds_nothing():
    assert interval_of("scalar", "x^2 < 4", "x != 0") == LINE


def test_an_interval_is_empty_without_a_number_in_it():
    assert Interval(Fraction(1), Fraction(1)).empty
    assert Interval(Fraction(1), Fraction(1), True, False).empty
    assert Interval(Fraction(2), Fraction(1), True, True).empty
    assert not Interval(Fraction(1), Fraction(1), True, True).empty
    assert not Interval(Fraction(0), Fraction(1, 10**30)).empty


@pytest.mark.parametrize(
    ("interval", "inside"),
    [
        (Interval(Fraction(0), Fraction(1)), Fraction(1, 2)),
        (Interval(low=Fraction(3)), Fraction(4)),
        (Interval(high=Fraction(3)), Fraction(2)),
        (LINE, Fraction(0)),
    ],
)
def test_every_interval_has_a_number_to_try(interval, inside):
    assert interval.inside() == inside


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/2 - 3*2", Fraction(-11, 2)),
        ("-0.10", Fraction(-1, 10)),
        ("1/0", None),
        ("x", None),
        ("sqrt(4)", None),
    ],
)
def test_only_what_is_built_from_numbers_is_rational(text, value):
    assert rational(term(text)) == value
