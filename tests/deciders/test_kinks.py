"""Kinks are found by the sign that decides a branch, and every side is a smooth function."""

from __future__ import annotations

import pytest

from derivcheck.deciders._kinks.kinks import (
    at_boundary,
    atoms,
    difference,
    kinked,
    on_side,
    without_value,
)
from derivcheck.language.terms import UNIT, ZERO, negate
from tests.deciders.asked import scope, term

X = term("x")


def atoms_of(text: str, declared: str = "x y") -> list:
    return list(atoms(term(text), declared.split()))


@pytest.mark.parametrize(
    ("text", "atom"),
    [
        ("abs(x - 1)", "x - 1"),
        ("sign(x)", "x"),
        ("relu(2*x)", "2*x"),
        ("step(x)", "x"),
        ("max(x, y)", "x - y"),
        ("min(x, 0)", "x"),
        ("cases(1 if x > y, 2 otherwise)", "x - y"),
        ("1 + d(abs(x), x)", "x"),
    ],
)
def test_an_atom_is_what_changes_sign_at_a_kink(text, atom):
    assert atoms_of(text) == [term(atom)]


def test_an_atom_inside_another_is_met_first():
    assert atoms_of("abs(abs(x) - 1)") == [X]


def test_every_condition_of_cases_has_its_atoms():
    found = atoms_of("cases(1 if x > 0 and y > 1, 2 if x < 3 or y = 0, 0 otherwise)")
    compared = [("x", "0"), ("y", "1"), ("x", "3"), ("y", "0")]
    assert set(found) == {difference(term(left), term(right)) for left, right in compared}


def test_the_sign_of_a_bound_name_cannot_be_assumed():
    assert atoms_of("sum(abs(x - i) for i in 1..3)") == []


def test_smooth_functions_have_no_kink():
    assert not kinked(term("sqrt(x^2 + 1)*exp(x)/x"))
    assert kinked(term("exp(max(x, 0))"))


@pytest.mark.parametrize(
    ("text", "left", "at_zero", "right"),
    [
        ("abs(x)", "-x", "0", "x"),
        ("relu(x)", "0", "0", "x"),
        ("step(x)", "0", "1", "1"),
        ("max(x, 0)", "0", "x", "x"),
        ("min(x, 0)", "x", "x", "0"),
        ("cases(2 if x < 0, 3 otherwise)", "2", "3", "3"),
        ("cases(2 if x <= 0, 3 otherwise)", "2", "2", "3"),
        ("cases(2 if x = 0, 3 otherwise)", "3", "2", "3"),
        ("cases(2 if x != 0, 3 otherwise)", "2", "3", "2"),
        ("cases(2 if not x > 0, 3 otherwise)", "2", "2", "3"),
        ("cases(2 if x >= 0, 3 if x <= 0)", "3", "2", "2"),
    ],
)
def test_each_side_of_a_kink_is_the_branch_that_holds_there(text, left, at_zero, right):
    values = [on_side(term(text), X, side) for side in (-1, 0, 1)]
    assert values == [term(left), term(at_zero), term(right)]


def test_the_sign_is_a_number_on_every_side():
    values = [on_side(term("sign(x)"), X, side) for side in (-1, 0, 1)]
    assert values == [negate(UNIT), ZERO, UNIT]


def test_the_first_branch_that_holds_wins():
    both = term("cases(1 if x >= 0, 2 if x >= 0)")
    assert on_side(both, X, 1) == term("1")


def test_a_condition_of_two_parts_stays_open_until_both_are_known():
    text = "cases(1 if x > 0 and y > 0, 2 otherwise)"
    half = on_side(term(text), X, 1)
    assert [on_side(half, term("y"), side) for side in (-1, 1)] == [term("2"), term("1")]
    assert on_side(term(text), X, -1) == term("2")


def test_where_no_branch_is_left_there_is_no_value():
    one_sided = term("cases(1 if x > 0)")
    assert without_value(on_side(one_sided, X, -1))
    assert without_value(on_side(one_sided, X, 0))
    assert not without_value(on_side(one_sided, X, 1))


def test_on_a_boundary_values_are_those_of_the_point_and_slopes_those_of_a_side():
    goal = term("d(abs(x), x) + abs(x)")
    assert at_boundary(goal, X, 1) == term("d(x, x) + 0")
    assert at_boundary(goal, X, -1) == term("d(-x, x) + 0")


def test_an_atom_is_known_by_its_tree_and_by_nothing_else():
    """`abs(-x)` has another atom than `abs(x)`: no rule guesses that they vanish together."""
    assert on_side(scope().expression("abs(-x)"), X, 1) == term("abs(-x)")
