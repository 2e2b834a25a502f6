"""Equations between arrays: inverses that exist do not stand in the way, others do."""

from __future__ import annotations

import pytest

from derivcheck.deciders import equations
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

SQUARE = {"X": "matrix[n, n]", "B": "matrix[n, n]", "x": "vector[n]", "b": "vector[n]"}
TRUE = [
    ("A@x = b <=> x = inv(A)@b", "matrix[n, n] invertible"),
    ("A@x = b <=> x = inv(A)@b", "matrix[n, n] positive definite"),
    ("A@X = B <=> X = inv(A)@B", "matrix[n, n] invertible"),
    ("X@A = B <=> X = B@inv(A)", "matrix[n, n] orthogonal"),
    ("A'@x = b <=> x = inv(A')@b", "matrix[n, n] invertible"),
    ("A@A@x = b <=> x = inv(A@A)@b", "matrix[n, n] invertible"),
]
FALSE = [
    ("A@x = b <=> x = inv(A)@b", "matrix[n, n]"),
    ("A@X = B <=> X = B@inv(A)", "matrix[n, n] invertible"),
    ("A@A@x = b <=> x = inv(A@A)@b", "matrix[n, n] symmetric"),
    ("(A + B)@x = b <=> x = inv(A + B)@b", "matrix[n, n] invertible"),
]


@pytest.mark.parametrize(("claim", "kind"), TRUE)
def test_an_inverse_that_exists_is_multiplied_by(claim, kind):
    found = ask(equations, claim, {"A": kind, **SQUARE})
    assert found.outcome is Outcome.PROVED
    assert found.sizes == "all"


@pytest.mark.parametrize(("claim", "kind"), FALSE)
def test_an_inverse_that_may_be_lacking_is_not(claim, kind):
    assert ask(equations, claim, {"A": kind, **SQUARE}).outcome is not Outcome.PROVED


MULTIPLES = [
    ("A@x = b <=> 2*A@x = 2*b", True),
    ("A@x = b <=> x = inv(3*A)@(3*b)", True),
    ("4*A@x - 2*b = 0 <=> b = 2*A@x", True),
    ("2*A@x = b <=> A@x = b", False),
    ("A@x = b <=> x = inv(3*A)@b", False),
    ("A@x = 3*b <=> x = inv(3*A)@b", False),
    ("A@x + k*A@x = b <=> x = inv(A + k*A)@b", True),
    ("A@x + k*A@x = b <=> x = inv(A)@b", False),
]


@pytest.mark.parametrize(("claim", "true"), MULTIPLES)
def test_a_number_between_two_equations_is_found(claim, true):
    found = ask(
        equations, claim, {"A": "matrix[n, n] positive definite", "k": "scalar > 0", **SQUARE}
    )
    assert (found.outcome is Outcome.PROVED) is true


ALONG = {"X": "matrix[n, d]", "a": "vector[n]", "e": "scalar"}


def test_a_vector_that_a_matrix_does_not_take_to_zero_is_not_zero():
    claim = "e*2/n*a'@X@X'@a = a'@X@X'@a <=> e = n/2"
    proved = ask(equations, claim, ALONG, given=["X@X'@a != 0"], unknown=["e"])
    assert proved.outcome is Outcome.PROVED
    open_ = ask(equations, claim, ALONG, given=["a != 0"], unknown=["e"])
    assert open_.outcome is not Outcome.PROVED
