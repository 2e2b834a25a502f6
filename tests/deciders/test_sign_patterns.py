"""Implications between inequalities: those that hold, and twins that do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.deciders import equations, sign_patterns
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

POSITIVE = {"x": "scalar > 0", "y": "scalar > 0"}


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("x < y => exp(x) < exp(y)", {}),
        ("x < y <=> x^2 < y^2", POSITIVE),
        ("x < y <=> 1/y < 1/x", POSITIVE),
        ("x*y > 0 <=> x > 0 and y > 0 or x < 0 and y < 0", {}),
        ("abs(x + y) = abs(x) + abs(y) <=> x*y >= 0", {}),
        ("sqrt(x) < sqrt(y) => x < y", {}),
        ("x < y and y < z => x < z", {}),
        ("abs(x) <= y <=> -y <= x and x <= y", {}),
        ("max(x, y) = x <=> x >= y", {}),
        ("x*y*z = 0 <=> x = 0 or y = 0 or z = 0", {}),
    ],
)
def test_every_region_of_signs_closes(text, symbols):
    assert ask(sign_patterns, text, symbols).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("x < y => x^2 < y^2", {}),
        ("x < y => 1/y < 1/x", {}),
        ("x < y => log(x) < log(y)", {}),
        ("sqrt(x) < 2 <=> x < 4", {}),
        ("x*y > 0 <=> x > 0 and y > 0", {}),
        ("x/y >= 0 <=> x*y >= 0", {}),
        ("sign(x) = sign(y) <=> x*y > 0", {}),
        ("x = y => x/y = 1", {}),
        ("x < 5 => sign(log(x)) <= 1", {}),
        ("abs(1/x) >= 0 <=> x^2 >= 0", {}),
        ("x <= y and y <= z => x < z", {}),
        ("abs(x + y) = abs(x) + abs(y) <=> x*y > 0", {}),
        ("x < y => sin(x) < sin(y)", {}),
        ("x < y <=> x^2 < y^2", {"x": "scalar", "y": "scalar > 0"}),
    ],
)
def test_twins_that_fail_at_a_sign_stay_open(text, symbols):
    assert ask(sign_patterns, text, symbols).outcome is Outcome.SILENT


@settings(deadline=None, max_examples=20)
@given(st.integers(-3, 3), st.integers(-3, 3))
def test_a_factor_turns_the_sign_exactly_where_it_is_negative(a, b):
    found = ask(sign_patterns, f"x < y => {a}*x + {b} < {a}*y + {b}")
    assert (found.outcome is Outcome.PROVED) == (a > 0)


SQUARE = {"A": "matrix[n, n]", "B": "matrix[n, n]", "C": "matrix[n, n]", "u": "vector[n]"}


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("X@w = t => X'@X@w = X'@t", {"X": "matrix[n, d]", "w": "vector[d]", "t": "vector[n]"}),
        ("A'@A@u = 0 => A@u = 0", SQUARE),
        ("u'@u = 0 <=> u = 0", SQUARE),
        ("A@B = A@C <=> B = C", SQUARE | {"A": "matrix[n, n] invertible"}),
        ("A@A = I => inv(A) = A", SQUARE),
        ("A@A = 0 => A = 0", SQUARE | {"A": "matrix[n, n] symmetric"}),
    ],
)
def test_equations_between_arrays_follow_by_a_factor_or_a_square(text, symbols):
    assert ask(equations, text, symbols).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    "text",
    [
        "A'@A@u = A'@B@u => A@u = B@u",
        "A@B = A@C => B = C",
        "A@A = 0 => A = 0",
        "A@A = A => inv(A) = A",
        "A@B = 0 => B@A = 0",
        "tr(A@A) = 0 => A = 0",
    ],
)
def test_singular_and_nilpotent_matrices_stay_open(text):
    assert ask(equations, text, SQUARE).outcome is Outcome.SILENT
