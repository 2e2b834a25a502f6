"""Equations between matrices among the assumptions: skew, idempotent, orthonormal columns."""

from __future__ import annotations

import pytest

from derivcheck.deciders import ball, normal_form
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

TRUE = [
    ("x'@A@x = 0", {"A": "matrix[n, n]", "x": "vector[n]"}, ["A' = -A"]),
    ("x'@A@y = -y'@A@x", {"A": "matrix[n, n]", "x": "vector[n]", "y": "vector[n]"}, ["A' = -A"]),
    ("tr(A) = 0", {"A": "matrix[n, n]"}, ["A' = -A"]),
    ("A@A = (A@A)'", {"A": "matrix[n, n]"}, ["A' = -A"]),
    ("tr(A@S) = 0", {"A": "matrix[n, n]", "S": "matrix[n, n] symmetric"}, ["A' = -A"]),
    ("grad(x'@A@x, x) = A@x + A'@x", {"A": "matrix[n, n]", "x": "vector[n]"}, ["A' = A"]),
    ("norm(Q@x) = norm(x)", {"Q": "matrix[n, d]", "x": "vector[d]"}, ["Q'@Q = I"]),
    ("(Q@Q')@(Q@Q') = Q@Q'", {"Q": "matrix[n, d]"}, ["Q'@Q = I"]),
    ("B@A = I", {"A": "matrix[n, n]", "B": "matrix[n, n]"}, ["A@B = I"]),
    ("norm(A@x)^2 = x'@A@x", {"A": "matrix[n, n]", "x": "vector[n]"}, ["A@A = A", "A' = A"]),
    ("A@A = I", {"A": "matrix[n, n] orthogonal"}, ["A' = A"]),
]
FALSE = [
    ("x'@A@y = y'@A@x", {"A": "matrix[n, n]", "x": "vector[n]", "y": "vector[n]"}, ["A' = -A"]),
    ("A@A = 0", {"A": "matrix[n, n]"}, ["A' = -A"]),
    ("tr(A@S) = 0", {"A": "matrix[n, n]", "S": "matrix[n, n] symmetric"}, []),
    ("Q@Q' = I", {"Q": "matrix[n, d]"}, ["Q'@Q = I"]),
    ("norm(A@x)^2 = x'@A@x", {"A": "matrix[n, n]", "x": "vector[n]"}, ["A@A = A"]),
    (
        "B@A = I",
        {"A": "matrix[n, d]", "B": "matrix[d, n]"},
        ["A@B = I"],
    ),
]


@pytest.mark.parametrize(("claim", "symbols", "given"), TRUE)
def test_what_an_equation_says_is_used_for_every_size(claim, symbols, given):
    found = ask(normal_form, claim, symbols, given=given)
    assert found.outcome is Outcome.PROVED
    assert found.sizes == "all"


@pytest.mark.parametrize(("claim", "symbols", "given"), FALSE)
def test_what_it_does_not_say_is_not_proved(claim, symbols, given):
    assert ask(normal_form, claim, symbols, given=given).outcome is not Outcome.PROVED


@pytest.mark.parametrize(("claim", "symbols", "given"), FALSE[:-1])
def test_what_it_does_not_say_is_refuted(claim, symbols, given):
    assert ask(ball, claim, symbols, given=given).outcome is Outcome.REFUTED
