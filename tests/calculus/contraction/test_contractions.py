"""The normal form proves matrix claims for every size, and none of their false twins."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from derivcheck.deciders import normal_form
from derivcheck.language.obligations import Effort, Outcome
from tests.deciders.asked import ask, obligations

EXAMPLES = Path(__file__).parents[2] / "examples"


def claims(verdict: str):
    document = yaml.safe_load((EXAMPLES / verdict / "contractions.yaml").read_text())
    for claim in document["claims"]:
        symbols = {**document["symbols"], **claim.get("symbols", {})}
        rest = {"given": claim.get("given", ()), "define": claim.get("define", {})}
        yield pytest.param(claim["claim"], symbols, rest, id=claim["id"])


@pytest.mark.parametrize(("claim", "symbols", "rest"), list(claims("proved")))
def test_a_true_claim_is_proved_for_every_size(claim, symbols, rest):
    for obligation in obligations(claim, symbols, **rest):
        finding = normal_form.decide(obligation, Effort())
        assert finding.outcome is Outcome.PROVED, finding.message
        assert finding.sizes == "all"


@pytest.mark.parametrize(("claim", "symbols", "rest"), list(claims("refuted")))
def test_a_false_twin_is_not_proved(claim, symbols, rest):
    findings = [normal_form.decide(o, Effort()) for o in obligations(claim, symbols, **rest)]
    assert any(finding.outcome is Outcome.SILENT for finding in findings)


def outcome(claim, symbols, **rest):
    return ask(normal_form, claim, symbols, **rest).outcome


@pytest.mark.parametrize(
    ("claim", "symbols"),
    [
        # two neurons with opposite weights and slopes make a function that is smooth at 0
        (
            "grad(g'@relu(W@x), x) = W'@(g .* indicator(W@x > 0))",
            {"g": "vector[m]", "W": "matrix[m, n]", "x": "vector[n]"},
        ),
        # step(0) is 1: wrong where two layers meet their kinks at once
        (
            "grad(g'@relu(W@relu(x)), x) = step(x) .* (W'@(step(W@relu(x)) .* g))",
            {"g": "vector[m]", "W": "matrix[m, n]", "x": "vector[n]"},
        ),
        # kinks of both orientations cancel
        ("d(relu(x) - relu(-x), x) = 2*indicator(x > 0)", {"x": "scalar"}),
        ("d(max(x, y) + min(x, y), x) = 2*indicator(x > y)", {"x": "scalar", "y": "scalar"}),
        # the derivative exists at x = 0 where y = 0, and is 0 there
        ("d(abs(x)*y, x) = sign(x)*y + cases(1 if x = 0, 0 otherwise)", {}),
        # a jump is no kink: at x = 0 the function has no derivative, or the value of one side
        ("d(sign(x)*y, y) = 1 - 2*indicator(x < 0)", {}),
        (
            "grad(sum(abs(x)) - sum(abs(y .* x)), x) = sign(x) - y",
            {"x": "vector[n]", "y": "vector[n]"},
        ),
        # a symmetric matrix is free in a derivative, where entries above and below differ
        (
            "grad(sum(relu(S)) - sum(relu(S')), S) = 2*indicator(S > 0)",
            {"S": "matrix[n, n] symmetric"},
        ),
    ],
)
def test_slopes_at_kinks_that_cancel_prove_nothing(claim, symbols):
    assert outcome(claim, symbols) is Outcome.SILENT


@pytest.mark.parametrize("tie", ["indicator(u > 0)", "step(u)", "(1 + sign(u))/2"])
def test_any_slope_at_a_tie_is_right_where_the_derivative_exists(tie):
    symbols = {"u": "vector[n]", "g": "vector[n]"}
    assert outcome(f"grad(g'@relu(u), u) = {tie} .* g", symbols) is Outcome.PROVED
    assert outcome(f"grad(g'@relu(u), u) = 2*{tie} .* g", symbols) is Outcome.SILENT


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("scalar in {0, 1}", Outcome.PROVED),
        ("scalar in (0, 1)", Outcome.PROVED),
        ("scalar in {-1, 1/2}", Outcome.PROVED),
        ("scalar in {0, 2}", Outcome.SILENT),
        ("scalar", Outcome.SILENT),
    ],
)
def test_a_bounded_factor_decides_the_sign_of_a_hinge(kind, expected):
    assert outcome("max(0, 1 - y*sigmoid(h)) = 1 - y*sigmoid(h)", {"y": kind}) is expected


@pytest.mark.parametrize(
    ("claim", "symbols", "given", "expected"),
    [
        ("det(s*A) = s^n*det(A)", {"A": "matrix[n, n]", "s": "scalar"}, [], Outcome.PROVED),
        # continuity says nothing about an isolated set of admissible points
        ("sqrt(-x^2)*x^0 = 1", {"x": "scalar"}, [], Outcome.SILENT),
        ("x/x = 1 + 0*log(y)", {"x": "scalar", "y": "scalar"}, [], Outcome.PROVED),
        ("sign(x)^2 = 1", {"x": "scalar"}, [], Outcome.SILENT),
        (
            "grad(det(A@B), A) = det(B)*det(A)*inv(A')",
            {"A": "matrix[n, n]", "B": "matrix[n, n]"},
            [],
            Outcome.PROVED,
        ),
    ],
)
def test_continuity_removes_conditions_of_open_domains_only(claim, symbols, given, expected):
    assert outcome(claim, symbols, given=given) is expected


@pytest.mark.parametrize(
    ("given", "claim", "expected"),
    [
        (["norm(x) = 1"], "x'@x = 1", Outcome.PROVED),
        (["norm(x) = 2"], "(I(n) - x@x'/4)@(I(n) - x@x'/4) = I(n) - x@x'/4", Outcome.PROVED),
        (["norm(x) = 2"], "(I(n) - x@x')@(I(n) - x@x') = I(n) - x@x'", Outcome.SILENT),
        (["sum(x) = 1"], "x@ones(n)'@x = x", Outcome.PROVED),
        (["sum(x) = 2"], "x@ones(n)'@x = x", Outcome.SILENT),
    ],
)
def test_an_equation_between_numbers_is_a_rule(given, claim, expected):
    assert outcome(claim, {"x": "vector[n]"}, given=given) is expected


@pytest.mark.parametrize("claim", ["zeros(0) = zeros(0)", "ones(0) = zeros(0)"])
def test_of_arrays_without_entries_nothing_is_said(claim):
    assert outcome(claim, {}) is Outcome.SILENT


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("inv(A + s*A) = inv(A)/(1 + s)", Outcome.PROVED),
        ("inv(X'@X + s*X'@X) = inv(X'@X)/(1 + s)", Outcome.PROVED),
        ("inv(s*X'@X + s*I) = inv(X'@X + I)/s", Outcome.PROVED),
        ("inv(X'@X + s*X'@X) = inv(X'@X)*(1 + s)", Outcome.SILENT),
        ("inv(s*X'@X + I) = inv(X'@X + I)/s", Outcome.SILENT),
    ],
)
def test_a_common_factor_of_a_matrix_leaves_its_inverse(claim, expected):
    symbols = {"A": "matrix[n, n]", "X": "matrix[m, n]", "s": "scalar"}
    assert outcome(claim, symbols) is expected
