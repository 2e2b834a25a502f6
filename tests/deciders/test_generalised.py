"""A value of an unknown function is free only where it is one value."""

from __future__ import annotations

import pytest

import derivcheck

SYMBOLS = {
    "f": "function(vector[q]) -> vector[n]",
    "z": "vector[q]",
    "w": "vector[q]",
    "A": "matrix[m, n]",
    "x[i]": "vector[q] for i in 1..N",
    "c": "scalar",
}


@pytest.mark.parametrize(
    "claim",
    [
        "jac(f(z), z) = -jac(f(z), z)",
        "jac(A@f(z), z) = 2*A@jac(f(z), z)",
        "jac(A@f(z), z) = 0",
        "at(f(z), z = w) = f(z)",
        "sum(i*f(x[i]) for i in 1..N) = (N + 1)/2*sum(f(x[i]) for i in 1..N)",
        "grad(norm(f(z))^2, z) = 0",
    ],
)
def test_a_value_that_is_moved_is_not_free(claim):
    assert derivcheck.check(claim, SYMBOLS).verdict.value == "refuted"


@pytest.mark.parametrize(
    "claim",
    ["A@f(z) + A@f(z) = 2*A@f(z)", "f(z)'@f(w) = f(w)'@f(z)", "f(z)@f(w)' = (f(w)@f(z)')'"],
)
def test_equal_applications_are_equal_values(claim):
    assert derivcheck.check(claim, SYMBOLS).verdict.value == "proved"


def test_a_branch_without_a_condition_left_has_no_value_and_no_crash():
    claim = "cases(x if x > 0) in subdiff(abs(x), x)"
    assert derivcheck.check(claim, {"x": "scalar"}).verdict.value != "proved"


def test_a_comparison_with_its_own_kink_is_no_condition():
    found = derivcheck.check("abs(x - y) + x = y", {"x": "scalar", "y": "scalar"})
    assert found.verdict.value == "refuted"
    assert derivcheck.check("max(x, y) = y", {"x": "scalar", "y": "scalar"}).code == "DC301"
