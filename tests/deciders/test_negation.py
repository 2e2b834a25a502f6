"""`not P`: a failure of P proves it, a proof of P refutes it."""

from __future__ import annotations

import pytest

from derivcheck.deciders import negation
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

VECTORS = {"u": "vector[n]", "v": "vector[n]"}


@pytest.mark.parametrize(
    "text",
    [
        "not convex(x^2, x)",
        "not convex(norm(u), u)",
        "not concave(x, x)",
        "not argmin(abs(x), x) = 0",
        "not argmin(norm(u - v)^2, u) = v",
        "not sign(x) in subdiff(abs(x), x)",
        "not subdiff(abs(x), x = 0) = [-1, 1]",
    ],
)
def test_what_is_true_cannot_be_denied(text):
    assert ask(negation, text, VECTORS).outcome is Outcome.REFUTED


@pytest.mark.parametrize(
    "text",
    ["not convex(x^3, x)", "not convex(1/x, x)", "not convex(c*x^2, x)", "not argmin(x^2, x) = 1"],
)
def test_one_exact_failure_proves_the_denial(text):
    assert ask(negation, text, VECTORS).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    "text", ["not convex(norm(u)*norm1(u), u)", "not argmin(x^2, x, x > x) = 0"]
)
def test_without_a_proof_or_a_point_there_is_silence(text):
    assert ask(negation, text, VECTORS).outcome is not Outcome.REFUTED
