"""Lipschitz constants: the right ones are proved, smaller ones never."""

from __future__ import annotations

import pytest

from derivcheck.deciders import lipschitz
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

REAL = {"x": "scalar", "y": "scalar", "a": "scalar"}
ABOVE = {"x": "scalar > 1", "y": "scalar > 1"}
UNIT = {"x": "scalar in [0, 1]", "y": "scalar in [0, 1]"}
VECTORS = {"x": "vector[n]", "y": "vector[n]"}
TRUE = [
    ("abs(tanh(x) - tanh(y)) <= abs(x - y)", REAL),
    ("abs(sigmoid(x) - sigmoid(y)) <= abs(x - y)/4", REAL),
    ("abs(x - y) >= abs(softplus(x) - softplus(y))", REAL),
    ("abs(atan(x) - atan(y)) <= abs(y - x)", REAL),
    ("abs(sqrt(1 + x^2) - sqrt(1 + y^2)) <= abs(x - y)", REAL),
    ("abs(sin(a*x) - sin(a*y)) <= abs(a)*abs(x - y)", REAL),
    ("abs(relu(x - 1) - relu(y - 1)) <= abs(x - y)", REAL),
    ("abs(log(x) - log(y)) <= abs(x - y)", ABOVE),
    ("abs(x^2 - y^2) <= 2*abs(x - y)", UNIT),
    ("norm(tanh(x) - tanh(y)) <= norm(x - y)", VECTORS),
    ("norm(sigmoid(x) - sigmoid(y)) <= 1/4*norm(x - y)", VECTORS),
    ("norm(relu(x) - relu(y)) <= norm(x - y)", VECTORS),
]
FALSE = [
    ("abs(tanh(x) - tanh(y)) <= 99/100*abs(x - y)", REAL),
    ("abs(sigmoid(x) - sigmoid(y)) <= abs(x - y)/5", REAL),
    ("abs(sin(a*x) - sin(a*y)) <= abs(x - y)", REAL),
    ("abs(sign(x) - sign(y)) <= 2*abs(x - y)", REAL),
    ("abs(1/x - 1/y) <= abs(x - y)", REAL),
    ("abs(log(x) - log(y)) <= abs(x - y)", {"x": "scalar > 0", "y": "scalar > 0"}),
    ("abs(log(x) - log(y)) <= abs(x - y)", {"x": "scalar > 1", "y": "scalar > 0"}),
    ("abs(1/x - 1/y) <= abs(x - y)", dict.fromkeys("xy", "scalar in (-oo, -1) or (1, oo)")),
    ("abs(x^2 - y^2) <= abs(x - y)", UNIT),
    ("norm(softmax(x) - softmax(y)) <= 1/4*norm(x - y)", VECTORS),
    ("norm(max(x) - x) <= norm(x - y)", VECTORS),
]


@pytest.mark.parametrize(("claim", "symbols"), TRUE)
def test_a_bound_of_the_slope_is_a_lipschitz_constant(claim, symbols):
    assert ask(lipschitz, claim, symbols).outcome is Outcome.PROVED


@pytest.mark.parametrize(("claim", "symbols"), FALSE)
def test_a_smaller_constant_is_not(claim, symbols):
    assert ask(lipschitz, claim, symbols).outcome is not Outcome.PROVED
