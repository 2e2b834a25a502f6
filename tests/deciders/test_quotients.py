"""Differentiability at a point, from both one-sided expansions of the function."""

from __future__ import annotations

import pytest

from derivcheck.deciders import quotients
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

SMOOTH = [
    "differentiable(relu(x) - relu(-x), x = 0)",
    "differentiable(x*abs(x), x = 0)",
    "differentiable(max(x, x), x = 0)",
    "differentiable(cases(0 if x = 0, x otherwise), x = 0)",
    "differentiable(cases(1 if x = 0, sin(x)/x otherwise), x = 0)",
    "differentiable(cases(2*x - 1 if x <= 1, x^2 otherwise), x = 1)",
    "differentiable(abs(x - a)*(x - a), x = a)",
    "differentiable(exp(abs(x)) - abs(x), x = 0)",
]

KINKED = [
    ("differentiable(abs(x), x = 0)", "x = 0"),
    ("differentiable(cases(x if x <= 1, x^2 otherwise), x = 1)", "x = 1"),
    ("differentiable(sqrt(abs(x)), x = 0)", "x = 0"),
    ("differentiable(cos(sqrt(abs(x))), x = 0)", "x = 0"),
    ("differentiable(relu(x - 1/3), x = 1/3)", "x = 1/3"),
]


@pytest.mark.parametrize("line", SMOOTH)
def test_kinks_that_cancel_are_no_kinks(line):
    assert ask(quotients, line).outcome is Outcome.AGREES
    assert ask(quotients, f"not {line}").outcome is Outcome.REFUTED


@pytest.mark.parametrize(("line", "place"), KINKED)
def test_a_kink_refutes_at_the_claimed_point(line, place):
    found = ask(quotients, line)
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.sentence.endswith(place)
    assert ask(quotients, f"not {line}").outcome is Outcome.AGREES
