"""Values of one scalar: shown in human order, counted from wide ranges (soundness R13)."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from derivcheck.evaluation.sampling.domains import FREE, Domain, Interval, between, simplest
from derivcheck.evaluation.sampling.pools import generic, small, special
from tests.evaluation.sampling.claims import numbers, points, scalars, text

OPEN = Interval(Fraction(0), Fraction(1))


def test_numbers_are_tried_in_the_order_people_try_them():
    assert [str(v) for v in small(FREE)[:8]] == ["0", "1", "-1", "2", "-2", "1/2", "-1/2", "3"]


def test_closed_ends_come_early():
    pool = small(Domain((Interval(Fraction(3), Fraction(1000), True, True),)))
    assert {3, 1000} <= set(pool[:4])


def test_a_narrow_interval_gets_its_own_values():
    pool = small(Domain((Interval(Fraction(10**6), Fraction(10**6 + 1)),)))
    assert pool[0] == Fraction(10**6) + Fraction(1, 2)
    assert len(pool) >= 5


def test_generic_values_span_many_magnitudes():
    rng = Random(1)
    sizes = [abs(float(generic(FREE, rng))) for _ in range(400)]
    assert min(sizes) < 1e-5
    assert max(sizes) > 1e8
    assert len({generic(FREE, rng) for _ in range(400)}) == 400


@pytest.mark.parametrize(
    "interval",
    [
        OPEN,
        Interval(Fraction(0), None),
        Interval(None, Fraction(-7)),
        Interval(Fraction(1, 10**40), Fraction(2, 10**40)),
        Interval(Fraction(-1), Fraction(1), True, True),
    ],
)
def test_generic_values_lie_inside(interval):
    rng = Random(1)
    assert all(interval.contains(generic(Domain((interval,)), rng)) for _ in range(200))


def test_ends_of_an_interval_are_approached():
    rng = Random(1)
    values = [generic(Domain((OPEN,)), rng) for _ in range(400)]
    assert min(values) < Fraction(1, 10**4)
    assert max(values) > 1 - Fraction(1, 10**4)


def test_exact_constants_are_offered_only_inside():
    inside = special(Domain((Interval(Fraction(3), Fraction(4)),)))
    assert len(inside) == 1  # pi


def test_exact_constants_occur_among_points_that_agree():
    found = text(points({"x": "scalar"}, "x = x", purpose="agree"), "x")
    assert {"pi", "sqrt(2)"} & set(found)


@pytest.mark.parametrize(
    ("low", "high", "value"),
    [
        ("0", "1", "1/2"),
        ("1/3", "1/2", "2/5"),
        ("-1/2", "3", "0"),
        ("-3/2", "-6/5", "-4/3"),
        ("5/2", "10", "3"),
        ("0", "1/1000", "1/1001"),
    ],
)
def test_the_simplest_fraction_between_two(low, high, value):
    assert simplest(Fraction(low), Fraction(high)) == Fraction(value)


def test_between_infinite_ends():
    assert between(None, None) == 0
    assert between(Fraction(5, 2), None) == 3
    assert between(None, Fraction(5, 2)) == 2
    assert between(Fraction(1), Fraction(1)) is None


def test_a_union_is_visited_on_both_sides():
    values = numbers(points({"x": "scalar in (-2, -1) or (1, 2)"}, "x = x", purpose="agree"), "x")
    assert min(values) < 0 < max(values)


def test_every_value_of_finite_types_and_every_combination_is_visited():
    symbols = {"y": "scalar in {-1, 1}", "t": "scalar in {0, 1, 2}"}
    for purpose in ("show", "agree"):
        found = points(symbols, "y*t = t*y", purpose=purpose)
        assert len(set(zip(scalars(found, "y"), scalars(found, "t"), strict=True))) == 6


def test_entries_of_a_labelled_vector_are_labels():
    found = points({"y": "vector[K] in {-1, 1}"}, "y .^ 2 = ones(K)", purpose="agree")
    assert {row[0] for p in found for row in p.values["y"]} == {-1, 1}


def test_closed_irrational_ends_are_points():
    found = text(points({"x": "scalar in [0, pi]"}, "sin(x) >= 0"), "x")
    assert {"0", "pi"} <= set(found)


def test_open_irrational_ends_are_not():
    found = points({"x": "scalar in (0, pi)"}, "sin(x) > 0", purpose="agree")
    assert "pi" not in text(found, "x")
    assert all(0 < x < 3.1415927 for x in numbers(found, "x"))
