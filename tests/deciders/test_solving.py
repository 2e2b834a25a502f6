"""The zero set of a term is solved for a symbol only where no point is lost."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.deciders._facts.solving import linear, solution_for_zero
from derivcheck.language.terms import ZERO, Comparison, constant, negate
from tests.deciders.asked import scope, term


def solved(text: str, **symbols: str):
    names = scope(symbols)
    expression = names.expression(text)
    return solution_for_zero(expression, names.context(expression))


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("x - 1", "x", 1),
        ("2*x + 3", "x", "-3/2"),
        ("-(x + 1)/2", "x", -1),
        ("x", "x", 0),
        ("1 - 0.01*x", "x", 100),
    ],
)
def test_a_linear_term_vanishes_at_one_number(text, name, value):
    found = solved(text)
    assert found.variable.name == name
    assert found.value == constant(Fraction(value))


def test_the_other_symbols_stand_in_the_solution():
    found = solved("x + a")
    other = {"x": "a", "a": "x"}[found.variable.name]
    assert found.value == negate(term(other))


@pytest.mark.parametrize(
    "text",
    [
        "x^2 - 1",  # two roots
        "a*x - 1",  # a may vanish
        "exp(x) - 1",
        "3",
        "abs(x)",
    ],
)
def test_what_may_lose_a_point_is_not_solved(text):
    assert solved(text) is None


def test_a_symbol_with_a_factor_that_may_vanish_is_passed_over_for_another():
    found = solved("a*x + y")
    assert found.variable.name == "y"


def test_an_entry_of_an_array_is_not_solved_for():
    assert solved("v[1] - 1", v="vector[n]") is None


def test_what_the_type_says_of_the_symbol_is_said_of_its_value():
    names = scope({"x": "scalar in (0, 1]"})
    expression = names.expression("x - y")
    context = names.context(expression)
    found = solution_for_zero(expression, context)
    restricted = found.restrict(context).assumptions
    if found.variable.name == "x":
        assert set(restricted) == {
            Comparison(">", term("y"), ZERO),
            Comparison("<=", term("y"), constant(1)),
        }


@pytest.mark.parametrize(
    ("text", "coefficient", "rest"),
    [
        ("x", "1", "0"),
        ("y", "0", "y"),
        ("a*x + y", "a", "y"),
        ("x*a", "a", "0"),
        ("x/a", "1/a", None),
    ],
)
def test_the_coefficient_is_read_off_the_tree(text, coefficient, rest):
    found = linear(term(text), "x")
    assert found[0] == term(coefficient)
    if rest is not None:
        assert found[1] == term(rest)


@pytest.mark.parametrize("text", ["x*x", "1/x", "sin(x)", "x^1", "a/(x + 1)"])
def test_a_term_that_is_not_linear_is_told(text):
    assert linear(term(text), "x") is None
