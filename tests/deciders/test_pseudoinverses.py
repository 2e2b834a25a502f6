"""Pseudoinverses: the equations of Penrose and what follows; what holds for inverses only."""

from __future__ import annotations

import pytest

from derivcheck.deciders import ball, normal_form
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

TRUE = [
    ("pinv(A)@A@pinv(A) = pinv(A)", {"A": "matrix[m, n]"}, []),
    ("A@pinv(A)@A = A", {"A": "matrix[m, n]"}, []),
    ("(A@pinv(A))' = A@pinv(A)", {"A": "matrix[m, n]"}, []),
    ("(pinv(A)@A)' = pinv(A)@A", {"A": "matrix[m, n]"}, []),
    ("(A@pinv(A))@(A@pinv(A)) = A@pinv(A)", {"A": "matrix[m, n]"}, []),
    ("A'@A@pinv(A) = A'", {"A": "matrix[m, n]"}, []),
    ("pinv(A)@pinv(A')@A' = pinv(A)", {"A": "matrix[m, n]"}, []),
    ("(I - pinv(A)@A)@pinv(A) = zeros(n, m)", {"A": "matrix[m, n]"}, []),
    ("A@(I - pinv(A)@A) = zeros(m, n)", {"A": "matrix[m, n]"}, []),
    ("pinv(A) = inv(A'@A)@A'", {"A": "matrix[m, n]"}, ["det(A'@A) != 0"]),
    ("pinv(A) = A'@inv(A@A')", {"A": "matrix[m, n]"}, ["det(A@A') != 0"]),
    ("pinv(A) = inv(A)", {"A": "matrix[n, n] invertible"}, []),
    ("pinv(A'@A)@A' = pinv(A)", {"A": "matrix[m, n]"}, []),
    ("pinv(pinv(A)) = A", {"A": "matrix[m, n]"}, []),
    ("A'@(A@pinv(A)@b - b) = zeros(n)", {"A": "matrix[m, n]", "b": "vector[m]"}, []),
]
FALSE = [
    ("pinv(A)@A = I", {"A": "matrix[m, n]"}, []),
    ("A@pinv(A) = I", {"A": "matrix[m, n]"}, []),
    ("pinv(A@B) = pinv(B)@pinv(A)", {"A": "matrix[m, n]", "B": "matrix[n, p]"}, []),
    ("pinv(A)@A = A@pinv(A)", {"A": "matrix[n, n]"}, []),
    ("pinv(A)@pinv(A) = pinv(A@A)", {"A": "matrix[n, n]"}, []),
    ("A@A'@pinv(A)' = pinv(A)'", {"A": "matrix[m, n]"}, []),
    ("pinv(A + B) = pinv(A) + pinv(B)", {"A": "matrix[m, n]", "B": "matrix[m, n]"}, []),
]


@pytest.mark.parametrize(("claim", "symbols", "given"), TRUE)
def test_what_follows_from_penrose_is_proved_for_every_size(claim, symbols, given):
    found = ask(normal_form, claim, symbols, given=given)
    assert found.outcome is Outcome.PROVED
    assert found.sizes == "all"


@pytest.mark.parametrize(("claim", "symbols", "given"), FALSE)
def test_what_holds_for_inverses_only_is_refuted(claim, symbols, given):
    assert ask(normal_form, claim, symbols, given=given).outcome is not Outcome.PROVED
    assert ask(ball, claim, symbols, given=given).outcome is Outcome.REFUTED
