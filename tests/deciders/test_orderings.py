"""Symmetric and cyclic inequalities for positive numbers, and ones that just fail."""

from __future__ import annotations

import pytest

from derivcheck.deciders import inequality
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

POSITIVE = dict.fromkeys("xyz", "scalar > 0")
TRUE = [
    "x/(y + z) + y/(x + z) + z/(x + y) >= 3/2",  # Nesbitt (1903)
    "(x + y + z)/3 >= (x*y*z)^(1/3)",
    "sqrt(x*y) + sqrt(y*z) + sqrt(z*x) <= x + y + z",
    "x^3 + y^3 + z^3 + 3*x*y*z >= x^2*(y + z) + y^2*(x + z) + z^2*(x + y)",  # Schur
    "x^2*y + y^2*z + z^2*x <= 4/27*(x + y + z)^3",
    "(x + y)*(y + z)*(z + x) >= 8*x*y*z",
    "(x + 1)*(y + 1)*(z + 1) >= (1 + (x*y*z)^(1/3))^3",
]
FALSE = [
    "x/(y + z) + y/(x + z) + z/(x + y) >= 1501/1000",
    "(x + y + z)/3 >= 1001/1000*(x*y*z)^(1/3)",
    "x^2*y + y^2*z + z^2*x <= 147/1000*(x + y + z)^3",
    "(x + y)*(y + z)*(z + x) >= 8001/1000*x*y*z",
    "x^3 + y^3 + z^3 >= 3*x^2*y",
]


@pytest.mark.parametrize("claim", TRUE)
def test_what_holds_in_every_order_is_proved(claim):
    assert ask(inequality, claim, POSITIVE).outcome is Outcome.PROVED


@pytest.mark.parametrize("claim", FALSE)
def test_what_fails_somewhere_is_not(claim):
    assert ask(inequality, claim, POSITIVE).outcome is not Outcome.PROVED


@pytest.mark.parametrize("claim", ["x^3 + y^3 + z^3 >= 3*x*y*z", "x^2*y + y^2*z + z^2*x >= 0"])
def test_numbers_of_any_sign_are_not_taken_as_positive(claim):
    assert ask(inequality, claim, dict.fromkeys("xyz", "scalar")).outcome is not Outcome.PROVED


@pytest.mark.parametrize(
    "claim",
    [
        "x^4*y^2 + x^2*y^4 + 1 >= 3*x^2*y^2",  # Motzkin (1967)
        "x^6 + y^6 + 1 + 3*x^2*y^2 >= x^4*y^2 + x^4 + x^2*y^4 + y^4 + x^2 + y^2",  # Robinson (1973)
        "x^4 + y^4 + 2 >= 4*x*y",
        "x^4 + y^4 + z^4 >= x*y*z*(x + y + z)",
    ],
)
def test_every_choice_of_signs_is_looked_at(claim):
    assert ask(inequality, claim, dict.fromkeys("xyz", "scalar")).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    "claim",
    [
        "x^4*y^2 + x^2*y^4 + 1 >= 3001/1000*x^2*y^2",
        "x^4 + y^4 + 2 >= 4001/1000*x*y",
        "x^3 + y^3 + 1 >= 3*x*y",
        "x^4 + y^4 + z^4 >= x*y*z*(x + y + 2*z)",
    ],
)
def test_what_fails_for_some_signs_is_not_proved(claim):
    assert ask(inequality, claim, dict.fromkeys("xyz", "scalar")).outcome is not Outcome.PROVED


def test_a_lower_bound_moves_the_numbers():
    claim = "x*y*z + 2 >= x + y + z"
    assert ask(inequality, claim, dict.fromkeys("xyz", "scalar >= 1")).outcome is Outcome.PROVED
    assert ask(inequality, claim, POSITIVE).outcome is not Outcome.PROVED
