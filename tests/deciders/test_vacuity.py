"""Claims that no admissible point gives a value are told, and only those."""

from __future__ import annotations

import pytest

from derivcheck.deciders import vacuity
from tests.deciders.asked import ask

EMPTY = [
    "log(-x^2 - 1) = x",
    "d(log(-x^2 - 1), x) = 2*x/(x^2 + 1)",
    "sqrt(-1 - x^2) = 0",
    "2*d(d(log(-x^2 - 1), x), x) + 1 = 0",
    "x = x + 0*log(-1)",
    "d(acosh(x), x) = 1/sqrt(-1)",
    "1/(x - x) = 1",
    "acos(2 + x^2) = 1",
    "d(sqrt(-x^2), x) = 0",
    "x^2 = -1 => x = 7",
    "exp(x) < 0 => x = 1",
]

NOT_EMPTY = [
    "log(x^2 - 1) = x",
    "d(log(1 - x^2), x) = -2*x/(1 - x^2)",
    "sqrt(-x^2) = 0",
    "at(d(log(x), x), x = y) = 1/y",
    "cases(log(-x^2 - 1) if x > 0, 0 otherwise) = 0",
    "d(cases(log(-x^2 - 1) if x > 0, x otherwise), x) = 1",
    "d(sqrt(-relu(x)), x) = 0",
    "x^2 = 1 => x = 7",
    "x^2 <= 0 => x = 0",
    "d(x*sqrt(-y^2), x) = 0",
    "sum(log(-1) for i in 1..0) = 0",
]


@pytest.mark.parametrize("line", EMPTY)
def test_a_claim_without_points_is_vacuous(line):
    assert ask(vacuity, line).reason == "vacuous"


@pytest.mark.parametrize("line", NOT_EMPTY)
def test_a_claim_with_a_point_is_not(line):
    assert ask(vacuity, line).reason != "vacuous"
