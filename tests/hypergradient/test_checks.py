"""Every equation of the document and every wrong variant get the verdict they deserve."""

from __future__ import annotations

from dataclasses import replace

import autograd.numpy as np
import pytest

from derivcheck.hypergradient import PROBLEMS, Sizes, examine, problem_named
from derivcheck.hypergradient.orders import measured

WRONG = {"sign-slip", "misplaced-eps", "one-alpha-A", "forward-V", "forward-W", "no-xi-W"}


@pytest.fixture(scope="module", params=PROBLEMS)
def examined(request):
    return [examine(problem_named(request.param, Sizes(), seed)) for seed in range(2)]


def test_everything_is_as_expected(examined):
    for examination in examined:
        assert [c.id for c in examination.checks if not c.ok] == []


def test_slopes_are_two_or_the_difference_is_exact(examined):
    for examination in examined:
        for check in examination.checks:
            if check.id.startswith("nas.finite") or check.id == "nas.update-3":
                assert check.order.exact or abs(check.order.slope - 2) <= 0.1
                assert check.order.exact or len(check.order.used) >= 8


def test_wrong_variants_are_refuted_where_a_third_derivative_is_left(examined):
    for examination in examined:
        found = {c.id: c for c in examination.checks if c.id in WRONG}
        assert set(found) == WRONG
        for check in found.values():
            assert check.verdict == "refuted" or check.order.exact
            if examination.problem == "network":
                assert check.verdict == "refuted"


def test_the_sign_slip_of_the_document_is_named(examined):
    (check,) = (c for c in examined[0].checks if c.id == "nas.dW-dA")
    assert check.verdict == "refuted"
    assert "the sign is wrong" in check.message


def test_an_undefined_alpha_is_told():
    problem = problem_named("quadratic", Sizes(), 0)
    flat = replace(problem, data=replace(problem.data, Z=np.zeros_like(problem.data.Z)))
    examination = examine(flat, reference=False)
    told = {c.id: c for c in examination.checks}
    assert told["nas.update-3"].verdict == "undecided"
    assert "undefined" in told["nas.update-3"].message
    assert not examination.ok


def test_a_wrong_order_is_seen():
    first = measured(lambda h: 3 * h + 1e-15 / h)
    assert first.slope == pytest.approx(1, abs=0.02)
    assert not first.is_two()
    assert measured(lambda h: 1e-16 / h).exact
    assert measured(lambda h: h**2 + 1e-15 / h).is_two()
    assert not measured(lambda h: 1e-6 + 1e-16 / h).exact
