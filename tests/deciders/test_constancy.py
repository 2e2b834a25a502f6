"""One constant for each piece of the domain, and no proof where a piece has another one."""

from __future__ import annotations

import pytest

from derivcheck.deciders import constancy
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import accepts, ask

TRUE = [
    ("atan((1 + x)/(1 - x)) - atan(x) = pi/4", ["x < 1"]),
    ("atan((1 + x)/(1 - x)) - atan(x) = -3*pi/4", ["x > 1"]),
    ("asin(x) = atan(x/sqrt(1 - x^2))", []),
    ("2*asin(sqrt(x)) = acos(1 - 2*x)", []),
    ("2*atan(x) = asin(2*x/(1 + x^2))", ["abs(x) <= 1"]),
    ("2*atan(x) = pi - asin(2*x/(1 + x^2))", ["x >= 1"]),
    ("acos(x) = 2*atan(sqrt((1 - x)/(1 + x)))", []),
    ("asin(x) + 0*acosh(x) = pi/2", []),
]
FALSE = [
    ("atan((1 + x)/(1 - x)) - atan(x) = pi/4", []),
    ("atan(x) + atan(1/x) = pi/2", []),
    ("2*atan(x) = atan(2*x/(1 - x^2))", []),
    ("2*atan(x) = asin(2*x/(1 + x^2))", []),
    ("2*atan(x) = asin(2*x/(1 + x^2))", ["x > 0"]),
    ("acos(x) = 2*atan(sqrt((1 + x)/(1 - x)))", []),
    ("asin(x) + 0*acosh(x) = pi/3", []),
    ("asin(x) = atan(x/sqrt(1 - x^2)) + step(-x)*step(x)", []),
    ("log(x^2) = 2*log(x) + sign(x - 1)^2 - 1", []),
    ("acosh(x^2) = 2*acosh(x)", []),
]


@pytest.mark.parametrize(("claim", "given"), TRUE)
def test_a_constant_on_every_piece_is_proved(claim: str, given: list[str]) -> None:
    assert ask(constancy, claim, given=given).outcome is Outcome.PROVED


@pytest.mark.parametrize(("claim", "given"), FALSE)
def test_another_constant_on_some_piece_is_not(claim: str, given: list[str]) -> None:
    assert ask(constancy, claim, given=given).outcome is Outcome.SILENT


@pytest.mark.parametrize(
    "claim", ["x + 1 = 1 + x", "atan(x) + atan(y) = atan(y) + atan(x)", "d(atan(x), x) = 1"]
)
def test_other_claims_are_left_to_others(claim: str) -> None:
    assert not accepts(constancy, claim)


@pytest.mark.parametrize("claim", ["sqrt(x - 2) = asin(x)", "acosh(x) = log(-x)"])
def test_a_domain_without_points_is_told(claim: str) -> None:
    assert ask(constancy, claim).reason == "vacuous"
