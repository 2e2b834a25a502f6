"""Random functions carry every jet that a claim can tell apart (soundness R14)."""

from __future__ import annotations

import pytest

from derivcheck.deciders import ball
from derivcheck.evaluation.sampling.functions import LARGEST_DEGREE, LEAST_DEGREE, degree
from derivcheck.language.obligations import Effort, Obligation, Outcome, Pointwise
from tests.evaluation.sampling.claims import read

SMOOTH = {"f": "function(scalar) -> scalar", "x": "scalar", "y": "scalar", "n": "index >= 0"}


@pytest.mark.parametrize(
    ("claim", "least"),
    [
        ("f(x) = f(y)", LEAST_DEGREE),
        ("d(f(x), x, x, x, x, x, x) = 0", 6),
        ("d(f(x) + f(2*x) + f(y), x, x) = 0", 8),
        ("at(d(f(x), x, x), x = 1) = at(d(f(x), x, x), x = 2)", 5),
        ("sum(d(f(k*x), x, x) for k in 1..n) = 0", 8),
        ("sum((-1)^k*f(x + k) for k in 0..20) = 0", 20),
    ],
)
def test_the_degree_suffices_for_all_jets(claim, least):
    condition, _ = read(SMOOTH, claim)
    assert least <= degree([condition]) <= LARGEST_DEGREE


def test_nested_binders_end():
    condition, _ = read(
        SMOOTH,
        "sum(sum(sum(sum(f(i*j*k*l) for i in 1..n) for j in 1..n) for k in 1..n) "
        "for l in 1..n) = 0",
    )
    assert degree([condition]) <= LARGEST_DEGREE


@pytest.mark.parametrize(
    "claim",
    [
        "d(f(x), x, x, x, x, x, x) = 0",
        "f(x) - 6*f(x+1) + 15*f(x+2) - 20*f(x+3) + 15*f(x+4) - 6*f(x+5) + f(x+6) = 0",
        "d(f(x), x, x) - d(f(y), x, x) = 0",
    ],
)
def test_what_low_degrees_cannot_tell_is_refuted(claim):
    """Every polynomial of degree five satisfies the first two."""
    condition, context = read(SMOOTH, claim)
    obligation = Obligation("identity", condition, context, (Pointwise(condition, context),))
    assert ball.decide(obligation, Effort()).outcome is Outcome.REFUTED
