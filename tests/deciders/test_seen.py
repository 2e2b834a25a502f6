"""Equalities that are seen to fail, and those that are not."""

from __future__ import annotations

import pytest

from derivcheck.deciders._points.seen import fails_somewhere
from tests.deciders.asked import scope

MATRICES = {"A": "matrix[n, n]", "B": "matrix[n, n]"}


def failing(text, symbols=None, given=()):
    names = scope(symbols, given)
    goal = names.proposition(text)
    return fails_somewhere(goal, names.context(goal))


@pytest.mark.parametrize(
    ("text", "symbols", "given"),
    [
        ("(x + y)^2 = x^2 + y^2", {}, ()),
        ("A@B = B@A", MATRICES, ()),
        ("abs(x) = x", {}, ("x < 0",)),
        ("d(f(x), x) = f(x)", {"f": "function(scalar) -> scalar"}, ()),
    ],
)
def test_a_false_equality_is_seen_to_fail(text, symbols, given):
    assert failing(text, symbols, given)


@pytest.mark.parametrize(
    ("text", "symbols", "given"),
    [
        ("(x + y)^2 = x^2 + 2*x*y + y^2", {}, ()),
        ("(A@B)' = B'@A'", MATRICES, ()),
        ("abs(x) = x", {}, ("x > 0",)),
        ("log(x) = log(x)", {}, ("x < 0",)),
        ("sqrt(x)^2 = x", {}, ()),
    ],
)
def test_an_equality_that_holds_where_it_has_values_is_not(text, symbols, given):
    assert not failing(text, symbols, given)


def test_points_of_one_context_are_not_taken_for_another():
    assert failing("abs(x) = x", {}, ("x < 0",))
    assert not failing("abs(x) = x", {}, ("x > 0",))
    assert failing("abs(x) = x", {}, ("x < 0",))
