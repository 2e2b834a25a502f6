"""Ranks: textbook rules, and the same without what they need."""

from __future__ import annotations

import pytest

from derivcheck.deciders import ball, ranks
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

TRUE = [
    ("rank(A'@A) = rank(A)", {"A": "matrix[m, n]"}, []),
    ("rank(A@A') = rank(A)", {"A": "matrix[m, n]"}, []),
    ("rank(A') = rank(A)", {"A": "matrix[m, n]"}, []),
    ("rank(A@B) <= rank(A)", {"A": "matrix[m, n]", "B": "matrix[n, p]"}, []),
    ("rank(A@B) <= min(rank(A), rank(B))", {"A": "matrix[m, n]", "B": "matrix[n, p]"}, []),
    ("rank(A + B) <= rank(A) + rank(B)", {"A": "matrix[m, n]", "B": "matrix[m, n]"}, []),
    ("rank(x@x') <= 1", {"x": "vector[n]"}, []),
    ("rank(x@x') = 1", {"x": "vector[n]"}, ["norm(x) > 0"]),
    ("rank(A) = n", {"A": "matrix[n, n] invertible"}, []),
    ("rank(A) <= n", {"A": "matrix[m, n]"}, []),
    ("rank(A) <= min(m, n)", {"A": "matrix[m, n]"}, []),
    ("rank(A@B) = rank(B)", {"A": "matrix[n, n] invertible", "B": "matrix[n, p]"}, []),
    ("rank(c*A) = rank(A)", {"A": "matrix[m, n]", "c": "scalar"}, ["c != 0"]),
    ("rank(A'@A + l*I) = n", {"A": "matrix[m, n]", "l": "scalar > 0"}, []),
    ("rank(x@y') <= 1", {"x": "vector[n]", "y": "vector[m]"}, []),
    ("rank(A@A) <= rank(A)", {"A": "matrix[n, n]"}, []),
    ("rank(A@B) = n", {"A": "matrix[n, n] orthogonal", "B": "matrix[n, n] orthogonal"}, []),
]
FALSE = [
    ("rank(A@B) = min(rank(A), rank(B))", {"A": "matrix[m, n]", "B": "matrix[n, p]"}, []),
    ("rank(A + B) >= rank(A)", {"A": "matrix[m, n]", "B": "matrix[m, n]"}, []),
    ("rank(x@x') = 1", {"x": "vector[n]"}, []),
    ("rank(A) = n", {"A": "matrix[n, n] symmetric"}, []),
    ("rank(A@B) = rank(B)", {"A": "matrix[n, n] symmetric", "B": "matrix[n, p]"}, []),
    ("rank(c*A) = rank(A)", {"A": "matrix[m, n]", "c": "scalar"}, []),
    ("rank(A'@A + l*I) = n", {"A": "matrix[m, n]", "l": "scalar >= 0"}, []),
    ("rank(A@A) = rank(A)", {"A": "matrix[n, n]"}, []),
    ("rank(A'@M@A) = rank(A)", {"A": "matrix[m, n]", "M": "matrix[m, m] symmetric"}, []),
    ("rank(A - B) <= rank(A)", {"A": "matrix[m, n]", "B": "matrix[m, n]"}, []),
]


@pytest.mark.parametrize(("claim", "symbols", "given"), TRUE)
def test_rules_of_ranks_are_proved(claim, symbols, given):
    found = ask(ranks, claim, symbols, given=given)
    assert found.outcome is Outcome.PROVED
    assert found.sizes == "all"


@pytest.mark.parametrize(("claim", "symbols", "given"), FALSE)
def test_without_what_they_need_they_fail_at_singular_matrices(claim, symbols, given):
    assert ask(ranks, claim, symbols, given=given).outcome is not Outcome.PROVED
    assert ask(ball, claim, symbols, given=given).outcome is Outcome.REFUTED
