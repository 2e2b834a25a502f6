"""Convexity needs a convex domain and slopes that never decrease, jumps and kinks included."""

from __future__ import annotations

import pytest

from derivcheck.deciders import convexity
from derivcheck.language.obligations import Outcome
from derivcheck.verify.record import Verdict
from tests.deciders.twins import Case, case, proof, provers, verdict

PD = "matrix[n, n] positive definite"
DATA = {"X": "matrix[n, d]", "w": "vector[d]", "y": "vector[n]"}

TRUE = [
    case("convex(-log(x), x)"),
    case("convex(1/x, x)", "x > 0"),
    case("convex(x*log(x), x)"),
    case("convex(x^3, x)", "x >= 0"),
    case("convex(abs(x)^(3/2), x)"),
    case("convex(x^4 + 6*x^2 + 4*x^3, x)"),
    case("convex(log(1 + exp(x)), x)"),
    case("convex(x^2 + sin(x), x)"),
    case("convex(x^2, x)", x="scalar in [0, 1]"),
    case("concave(x^a, x)", "x > 0", "a >= 0", "a <= 1"),
    case("convex(max(x, 2*x), x)"),
    case("convex(cases(x^2 if x > 1, 2*x - 1 otherwise), x)"),
    case("convex(cases(x^2/2 if abs(x) <= 1, abs(x) - 1/2 otherwise), x)"),
    case("convex(log(exp(x) + exp(y)), [x, y])"),
    case("convex(x^2 + x*y + y^2, [x, y])"),
    case("convex(x^2/y, [x, y])", "y > 0"),
    case("concave(sqrt(x*y), [x, y])", "x > 0", "y > 0"),
    case("convex(sqrt(x^2 + y^2), [x, y])"),
    case("convex(x^2 + y^2, [x, y])", "x + y > 0"),
    case("convex(norm(X@w - y)^2, w)", **DATA),
    case("convex(sum(softplus(-y .* (X@w))), w)", **DATA),
    case("convex(norm1(x) + norm(x) + max(x), x)", x="vector[n]"),
    case("convex(logsumexp(x), x)", x="vector[n]"),
    case("convex(x'@A@x, x)", A=PD, x="vector[n]"),
    case("concave(logdet(P), P)", P=PD),
    case("convex(tr(inv(P)), P)", P=PD),
]

FALSE = [
    case("concave(x*log(x), x)"),
    case("convex(x^3, x)"),
    case("convex(x^4 - x^2, x)"),
    case("convex(sqrt(abs(x)), x)"),
    case("convex(1/(1 + exp(-x)), x)"),
    case("convex(x^2/4 + sin(x), x)"),
    case("convex(x^a, x)", "x > 0", "a >= 0"),
    case("convex(a*x^2, x)"),
    case("convex(cases(x^2 if x > 1, 3*x - 2 otherwise), x)"),
    case("convex(cases(1 if x = 0, x^2 otherwise), x)"),
    case("convex(cases(-1 if x = 0, x^2 otherwise), x)"),
    case("convex(x^2 + 3*x*y + y^2, [x, y])"),
    case("convex(sqrt(x*y), [x, y])", "x > 0", "y > 0"),
    case("convex(min(x), x)", x="vector[n]"),
    case("convex(x'@A@x, x)", A="matrix[n, n] symmetric", x="vector[n]"),
    case("convex(det(P), P)", P=PD),
    case("concave(logdet(P), P)", P="matrix[n, n]"),
    case("convex(sum(sigmoid(X@w)), w)", X="matrix[n, d]", w="vector[d]"),
]

#: the function bends the right way, but the set it lives on is not convex
HOLES = [
    case("convex(1/x^2, x)"),
    case("convex(1/x, x)"),
    case("convex(x/x, x)"),
    case("convex((1/x)^0, x)"),
    case("convex(0*(1/x), x)"),
    case("convex(exp(1/x^2), x)"),
    case("convex(cases(x^2 if x/x > 0, 5 otherwise), x)"),
    case("convex(cases(0/x if x = 0, abs(x) otherwise), x)"),
    case("convex(cases(x if 1/x > 0, 0 otherwise), x)"),
    case("convex(x^2, x)", "x != 0"),
    case("convex(x^2, x)", x="scalar in [0, 1] or [2, 3]"),
    case("convex(x, x)", x="scalar in {0, 1}"),
    case("convex(x^2/y, [x, y])", "y != 0"),
    case("convex(x^2 + y^2, [x, y])", "x^2 + y^2 > 1"),
    case("convex(x^2 + y^2, [x, y])", "x^2 + y^2 = 1"),
    case("convex(norm(x)^2, x)", x="vector[n] in {-1, 1}"),
    case("convex(tr(X), X)", X="matrix[n, n] orthogonal"),
    case("convex(tr(X), X)", X="matrix[n, n] invertible"),
]


@pytest.mark.parametrize("claim", TRUE, ids=str)
def test_true_claims_are_proved(claim: Case) -> None:
    assert proof(convexity, claim).outcome is Outcome.PROVED


@pytest.mark.parametrize("claim", [*FALSE, *HOLES], ids=str)
def test_no_symbolic_decider_proves_a_false_claim(claim: Case) -> None:
    assert provers(claim) == []


@pytest.mark.parametrize("claim", [*FALSE, *HOLES], ids=str)
def test_false_claims_are_refuted(claim: Case) -> None:
    assert verdict(claim) is Verdict.REFUTED


def test_a_hole_that_no_pair_of_points_shows_is_not_supported() -> None:
    claim = case("convex(x^2, [x, y])", "x*y > 0")
    assert provers(claim) == []
    assert verdict(claim) in (Verdict.REFUTED, Verdict.UNDECIDED)


@pytest.mark.parametrize(
    "claim",
    [
        case("not convex(1/x^2, x)"),
        case("not convex(x^2, x)", "x != 0"),
        case("not convex(sqrt(abs(x)), x)"),
        case("not concave(x^2, x)"),
        case("not convex(x*y, [x, y])"),
    ],
    ids=str,
)
def test_a_failure_of_convexity_is_proved(claim: Case) -> None:
    assert verdict(claim) is Verdict.PROVED


def test_the_negation_of_a_true_claim_is_not_proved() -> None:
    claim = case("not convex(x^2, x)")
    assert provers(claim) == []
    assert verdict(claim) in (Verdict.REFUTED, Verdict.UNDECIDED)
