"""Solution sets of scalar conditions: what is lost or gained is never proved away."""

from __future__ import annotations

import pytest

from derivcheck.deciders import solutions
from derivcheck.language.obligations import Effort, Outcome
from tests.deciders.asked import obligation

TRUE = [
    ("x^2 = 4 <=> x = 2 or x = -2", {"x": "scalar"}),
    ("sqrt(x) = x - 2 <=> x = 4", {"x": "scalar"}),
    ("exp(2*x) - 3*exp(x) + 2 = 0 <=> x = 0 or x = log(2)", {"x": "scalar"}),
    ("4^x = 2^(x + 1) <=> x = 1", {"x": "scalar"}),
    ("9^x - 4*3^x + 3 = 0 <=> x = 0 or x = 1", {"x": "scalar"}),
    ("(1/2)^x = 4 <=> x = -2", {"x": "scalar"}),
    ("abs(x) < 1 <=> -1 < x and x < 1", {"x": "scalar"}),
    ("1/x < 1 <=> x > 1 or x < 0", {"x": "scalar"}),
    ("log(x) + log(x - 1) = log(2) <=> x = 2", {"x": "scalar"}),
    ("sqrt(x + 1) + sqrt(x - 2) = 3 <=> x = 3", {"x": "scalar"}),
    ("x^4 = 16 <=> x = 2", {"x": "scalar > 0"}),
    ("abs(x - 1) + abs(x - 3) >= 2", {"x": "scalar"}),
    ("x^3 - 3*x + 2 >= 0", {"x": "scalar >= -2"}),
    ("x^3 = y^3 <=> x = y", {"x": "scalar", "y": "scalar"}),
    ("x^2 + y^2 = 0 <=> x = 0 and y = 0", {"x": "scalar", "y": "scalar"}),
    ("x*y = 0 <=> x = 0 or y = 0", {"x": "scalar", "y": "scalar"}),
]
FALSE = [
    ("x^2 = 4 <=> x = 2", {"x": "scalar"}),
    ("sqrt(x) = x - 2 <=> x = 4 or x = 1", {"x": "scalar"}),
    ("exp(2*x) - 3*exp(x) + 2 = 0 <=> x = 0", {"x": "scalar"}),
    ("4^x = 2^(x + 2) <=> x = 1", {"x": "scalar"}),
    ("log(x) = log(2)*log(3) <=> x = 6", {"x": "scalar"}),
    ("abs(x) <= 1 <=> -1 < x and x < 1", {"x": "scalar"}),
    ("1/x < 1 <=> x > 1", {"x": "scalar"}),
    ("log(x*(x - 1)) = log(2) <=> x = 2", {"x": "scalar"}),
    ("(x^2 - 1)/(x - 1) = 2 <=> x = 1", {"x": "scalar"}),
    ("x^4 = 16 <=> x = 2", {"x": "scalar"}),
    ("abs(x - 1) + abs(x - 3) > 2", {"x": "scalar"}),
    ("x^3 - 3*x + 2 >= 0", {"x": "scalar >= -3"}),
    ("x^2 = y^2 <=> x = y", {"x": "scalar", "y": "scalar"}),
    ("x^2 + y^2 = 0 <=> x = 0", {"x": "scalar", "y": "scalar"}),
    ("x*y = 0 <=> x = 0", {"x": "scalar", "y": "scalar"}),
    ("sqrt(x) = a <=> x = a^2", {"x": "scalar", "a": "scalar"}),
    ("x^2 >= 2 <=> x >= 1.4142135623730950488016887242097", {"x": "scalar > 0"}),
]


def outcome(claim, symbols, **more):
    asked = obligation(claim, symbols, **more)
    assert solutions.accepts(asked)
    return solutions.decide(asked, Effort()).outcome


@pytest.mark.parametrize(("claim", "symbols"), TRUE)
def test_the_same_solutions_are_proved(claim, symbols):
    assert outcome(claim, symbols) is Outcome.PROVED


@pytest.mark.parametrize(("claim", "symbols"), FALSE)
def test_a_lost_or_gained_solution_is_never_proved(claim, symbols):
    assert outcome(claim, symbols) is Outcome.SILENT


def test_a_vanishing_leading_coefficient_is_not_overlooked():
    symbols = {"a": "scalar", "b": "scalar", "x": "scalar"}
    formula = "a*x^2 = b*x <=> x = 0 or a*x = b"
    assert outcome(formula, symbols, unknown="x") is not Outcome.REFUTED
    assert outcome("a*x = a*b <=> x = b", symbols, unknown="x") is Outcome.SILENT
    assert outcome("a*x = a*b <=> x = b", symbols, unknown="x", given=["a != 0"]) is Outcome.PROVED


def test_a_root_is_not_negative():
    symbols = {"x": "scalar", "a": "scalar >= 0"}
    assert outcome("sqrt(x) = a <=> x = a^2", symbols, unknown="x") is Outcome.PROVED


def test_powers_with_negative_bases_are_not_taken_for_exponentials():
    symbols = {"x": "scalar", "n": "index >= 1"}
    assert outcome("x^n = 1 <=> x = 1", symbols, unknown="x") is Outcome.SILENT


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("log(-x) = 1 => x = 1", "scalar > 0"),
        ("x^2 = -1 => x = 7", "scalar"),
        ("log(-x) > 1", "scalar > 0"),
    ],
)
def test_what_speaks_of_nothing_is_not_proved(claim, kind):
    found = solutions.decide(obligation(claim, {"x": kind}), Effort())
    assert found.outcome is Outcome.SILENT
    assert found.reason == "vacuous"
