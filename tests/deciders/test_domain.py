"""Conditions are told in few and short words, and none that is needed is left out."""

from __future__ import annotations

import pytest

from derivcheck.deciders._facts.domain import conditions
from tests.deciders.asked import obligation


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("log(x*y) = log(x) + log(y)", ("x > 0", "y > 0")),
        ("log(x^2) = 2*log(-x)", ("x < 0",)),
        ("d(log(abs(x)), x) = 1/x", ("x != 0",)),
        ("d(1/(1 + sqrt(x)), x) = -1/(2*sqrt(x)*(1 + sqrt(x))^2)", ("x > 0",)),
        ("a/b + c/k = (a*k + b*c)/(b*k)", ("b != 0", "k != 0")),
        ("tan(x) = sin(x)/cos(x)", ("cos(x) != 0",)),
        ("sqrt(x^2 + 1)^2 = x^2 + 1", ()),
        ("cases(1/x if x > 0, 0 otherwise) = 0", None),
    ],
)
def test_what_follows_is_left_out(claim, told):
    asked = obligation(claim)
    assert conditions(asked.goal, asked.context) == told


def test_assumptions_are_not_repeated():
    asked = obligation("log(x*y) = log(x) + log(y)", {"x": "scalar > 0", "y": "scalar"})
    assert conditions(asked.goal, asked.context) == ("y > 0",)
