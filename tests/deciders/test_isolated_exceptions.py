"""Derivatives at points where a rule divides by 0: limits, where they are allowed."""

from __future__ import annotations

import pytest

from derivcheck.deciders import normal_form
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

PROVED = [
    ("d(x*sqrt(x^2), x) = 2*sqrt(x^2)", []),
    ("d(sqrt((a + b*x)^2)^3, x) = 3*b*(a + b*x)*sqrt((a + b*x)^2)", ["b > 0"]),
    ("d(sqrt(sin(x)^4), x) = 2*sin(x)*cos(x)", []),
    ("d(sqrt(x^2), x) = x/sqrt(x^2)", []),
]
#: the zeros fill a line, the value jumps, or no point nearby is admissible or has a value
OPEN = [
    ("d(sqrt(c^4)*x, c) = 2*c*x + x*step(c)*step(-c)", []),
    ("d(sqrt(x^4), x) = 2*x + 1 - sign(x)^2", []),
    ("d(sqrt(x^4), x) = 2*x + sqrt(-x^2)*3 + (1 - sign(x)^2)", []),
    ("d(sqrt(x^4), x) = 3*x", []),
    ("d(sqrt(sqrt(x^2) - x), x) = 1", ["x > 0"]),
    ("d((x^2)^(3/4), x) = 3/2*(x^2)^(1/4)", []),
]


@pytest.mark.parametrize(("claim", "given"), PROVED)
def test_isolated_zeros_do_not_matter(claim: str, given: list[str]) -> None:
    assert ask(normal_form, claim, given=given).outcome is Outcome.PROVED


@pytest.mark.parametrize(("claim", "given"), OPEN)
def test_nothing_else_is_waved_through(claim: str, given: list[str]) -> None:
    assert ask(normal_form, claim, given=given).outcome is Outcome.SILENT
