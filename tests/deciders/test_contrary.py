"""A proof of `a = b` refutes `a != b` and `a < b`, and nothing less does."""

from __future__ import annotations

import pytest

from derivcheck import check
from derivcheck.verify.record import Verdict

SLOPE = "d(1/a*log((1 + exp(a*x))/(1 + exp(a*(x - 1)))), x)"
CLOSED = "1/2*sinh(a/2)*sech(a*x/2)*sech(a/2*(1 - x))"


@pytest.mark.parametrize(
    "line",
    [
        f"{SLOPE} != {CLOSED}",
        f"not {SLOPE} = {CLOSED}",
        f"{SLOPE} < {CLOSED}",
        f"{SLOPE} > {CLOSED}",
    ],
)
def test_sides_that_are_equal_everywhere_are_told_at_a_point(line):
    record = check(line)
    assert record.verdict is Verdict.REFUTED
    example = record.counterexample
    assert example.assignment == {"a": "1", "x": "0"}
    assert example.left == example.right
    assert not example.exact
    assert record.symbolic.decider == "contrary"


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        # nearly equal, yet different everywhere: no proof of the equality
        (f"{SLOPE} != {CLOSED} + 1/10^30*exp(x)", Verdict.UNDECIDED),
        ("exp(x) != exp(x) + 1", Verdict.PROVED),
        ("exp(x) < exp(x) + 1", Verdict.PROVED),
        # equal, but nowhere defined
        ("log(-x^2 - 1) != log(-x^2 - 1)", Verdict.ILL_POSED),
    ],
)
def test_what_is_not_equal_everywhere_is_not_refuted(line, verdict):
    assert check(line).verdict is verdict
