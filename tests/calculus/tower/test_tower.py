"""The scalar normal form: what is 0 is recognised, and nothing else."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.calculus.tower import Element, NeedSign, NoValue, Tower
from derivcheck.language.operators import Operator

_O = Operator


def half_power(tower: Tower, u: Element) -> Element:
    return tower.power(u, tower.number(Fraction(1, 2)))


def log(tower: Tower, u: Element) -> Element:
    return tower.function(_O.LOG, u)


coefficients = st.lists(st.integers(-3, 3), min_size=4, max_size=4)


def element(tower: Tower, values: list[int]) -> Element:
    """A combination of 1, x, exp(x) and sqrt(x^2 + 1)."""
    x = tower.generator("x")
    parts = (tower.number(1), x, tower.function(_O.EXP, x), half_power(tower, x * x + 1))
    total = tower.number(0)
    for c, part in zip(values, parts, strict=True):
        total += part * c
    return total


@given(coefficients, coefficients, st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_a_difference_of_squares(left: list[int], right: list[int], error: int) -> None:
    tower = Tower()
    a, b = element(tower, left), element(tower, right)
    gap = (a + b) * (a - b) - (a * a - b * b)
    assert gap.is_zero()
    assert not (gap + error).is_zero()


@given(coefficients, coefficients)
@settings(max_examples=60, deadline=None)
def test_equal_elements_are_combinations_with_equal_coefficients(
    left: list[int], right: list[int]
) -> None:
    tower = Tower()
    assert (element(tower, left) - element(tower, right)).is_zero() == (left == right)


def test_logarithms_whose_arguments_multiply_to_one_cancel() -> None:
    tower = Tower()
    number = tower.number
    argument = half_power(tower, number(Fraction(3, 2))) + half_power(tower, number(Fraction(1, 2)))
    left = 2 * log(tower, argument)
    assert (left - log(tower, 2 + half_power(tower, number(3)))).is_zero()
    assert not (left - log(tower, 3 + half_power(tower, number(3)))).is_zero()
    assert not (left - log(tower, 2 + half_power(tower, number(3))) * 2).is_zero()


def test_where_a_root_is_not_zero_its_radicand_is_not() -> None:
    tower = Tower()
    x, y = tower.generator("x"), tower.generator("y")
    root = half_power(tower, x * y - 1)
    assert not tower.facts.nonvanishing(x * y - 1)
    tower.assume(root, "!=")
    assert tower.facts.nonvanishing(x * y - 1)
    assert tower.facts.holds(x * y - 1, ">")
    assert not tower.facts.nonvanishing(x)


def test_a_product_under_a_root_that_is_not_zero_is_positive() -> None:
    tower = Tower()
    x, y = tower.generator("x"), tower.generator("y")
    root = half_power(tower, x * y)
    assert tower.facts.holds(x * y, ">=")
    assert not tower.facts.holds(x * y, ">")
    tower.assume(root, "!=")
    assert tower.facts.holds(x * y, ">")
    assert tower.facts.holds(-x * y, "<")
    assert not tower.facts.holds(x, ">")
    assert not tower.facts.holds(x * y * y * y, "<")


def test_the_root_of_a_square_asks_for_a_sign() -> None:
    tower = Tower()
    x = tower.generator("x")
    with pytest.raises(NeedSign) as need:
        half_power(tower, x * x)
    above, below = (tower.fork(need.value.element, relation) for relation in (">=", "<="))
    for part, sign in ((above, 1), (below, -1)):
        y = part.generator("x")
        assert (half_power(part, y * y) - sign * y).is_zero()
        assert not (half_power(part, y * y) + sign * y).is_zero()


def test_arcsines_of_rational_points_of_the_circle_are_angles() -> None:
    tower = Tower()
    four_fifths = tower.function(_O.ASIN, tower.number(Fraction(4, 5)))
    angle = tower.function(_O.ATAN, tower.number(2))
    assert (2 * angle + four_fifths - tower.pi()).is_zero()
    assert not (2 * angle - four_fifths).is_zero()


@pytest.mark.parametrize("value", [Fraction(-1), Fraction(0)])
def test_a_logarithm_of_what_is_not_positive_has_no_value(value: Fraction) -> None:
    tower = Tower()
    with pytest.raises(NoValue):
        log(tower, tower.number(value))


def test_contradictory_signs_leave_an_empty_region() -> None:
    tower = Tower()
    x = tower.generator("x")
    log(tower, x)
    assert not tower.is_empty()
    log(tower, -x - 1)
    assert tower.is_empty()
