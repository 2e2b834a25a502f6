"""Identities with kinks: regions by the signs of factors, boundaries solved factor by factor."""

from __future__ import annotations

import pytest

from derivcheck.deciders import case_split
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

SYMBOLS = {"x": "scalar", "y": "scalar"}
TRUE = [
    "abs(x*y) = abs(x)*abs(y)",
    "log(abs(x*y)) = log(abs(x)) + log(abs(y))",
    "abs(x/y) = abs(x)/abs(y)",
    "abs(x^2 - y^2) = abs(x - y)*abs(x + y)",
    "sign(x*y) = sign(x)*sign(y)",
    "sqrt(abs(x*y))^2 = abs(x)*abs(y)",
    "d(abs(x^2), x) = 2*x",
]
FALSE = [
    "abs(x + y) = abs(x) + abs(y)",
    "max(x*y, 0) = max(x, 0)*max(y, 0)",
    "abs(x*y) = x*abs(y)",
    "log(abs(x/y)) = log(abs(x)) + log(abs(y))",
    "sign(x - y) = sign(x) - sign(y)",
    "d(abs(x*y), x) = abs(y)",
]


@pytest.mark.parametrize("claim", TRUE)
def test_every_region_and_boundary_is_proved(claim):
    assert ask(case_split, claim, SYMBOLS).outcome is Outcome.PROVED


@pytest.mark.parametrize("claim", FALSE)
def test_a_region_that_fails_leaves_it_open(claim):
    assert ask(case_split, claim, SYMBOLS).outcome is Outcome.SILENT


def test_an_assumption_is_not_put_into_a_derivative():
    found = ask(case_split, "d(abs(x), x) = 0", SYMBOLS, given=["x = 0"])
    assert found.outcome is Outcome.SILENT
