"""Inequalities are proved on the whole domain; their false twins are not."""

from __future__ import annotations

import pytest

from derivcheck.deciders import inequality
from derivcheck.language.obligations import Outcome
from derivcheck.verify.record import Verdict
from tests.deciders.twins import Case, case, proof, provers, verdict

TRUE: dict[str, list[Case]] = {
    "squares": [
        case("x^2 + y^2 >= 2*x*y"),
        case("x^2 + y^2 + z^2 >= x*y + y*z + z*x"),
        case("x^4 + y^4 >= 2*x^2*y^2"),
        case("x + 1/x >= 2", "x > 0"),
        case("x/(1 + x^2) <= 1/2"),
        case("a*x^2 + b*x + c >= 0", "a > 0", "b^2 <= 4*a*c"),
    ],
    "real roots": [
        case("x^4 - 4*x + 3 >= 0"),
        case("x^4 - 4*x + 4 > 0"),
        case("x^6 - x^4 - x^2 + 2 > 0"),
        case("x < 1e-29", x="scalar in (0, 1e-30)"),
    ],
    "derivatives": [
        case("exp(x) >= 1 + x"),
        case("exp(x) > 1 + x", "x > 0"),
        case("exp(x) >= 1 + x + x^2/2", "x >= 0"),
        case("log(x) <= x - 1"),
        case("x/(1 + x) <= log(1 + x)"),
        case("log(1 + x) < x", "x > 0"),
        case("tanh(x) <= x", "x >= 0"),
        case("atan(x) <= x", "x >= 0"),
        case("x*exp(-x) <= exp(-1)"),
        case("x*log(x) >= -exp(-1)"),
        case("exp(x) >= exp(1)*x"),
        case("sqrt(x) > x", x="scalar in (0, 1)"),
        case("cosh(x) >= 1 + x^2/2"),
    ],
    "norms, means and traces": [
        case("norm1(u) <= sqrt(n)*norm(u)", u="vector[n]"),
        case("norm(u) <= sqrt(n)*norminf(u)", u="vector[n]"),
        case("u'@v <= norm1(u)*norminf(v)", u="vector[n]", v="vector[n]"),
        case("norm(A@B) <= norm(A)*norm(B)", A="matrix[n, d]", B="matrix[d, m]"),
        case("tr(A)^2 <= n*tr(A'@A)", A="matrix[n, n]"),
        case("max(u) <= logsumexp(u)", u="vector[n]"),
        case("logsumexp(u) <= max(u) + log(n)", u="vector[n]"),
        case("norm(softmax(u)) <= 1", u="vector[n]"),
        case("mean(log(u)) <= log(mean(u))", u="vector[n] > 0"),
        case("mean(u)^2 <= mean(u.^2)", u="vector[n]"),
    ],
    "induction": [
        case("2^k >= k + 1", k="index >= 0"),
        case("2^k >= k^2", k="index >= 4"),
        case("2^k > k", k="index >= 1"),
        case("3^k > 2^k", k="index >= 1"),
        case("(1 + x)^k >= 1 + k*x", "x >= -1", k="index >= 0"),
    ],
    "angles": [
        case("cos(x) >= 1 - x^2/2"),
        case("sin(x) >= x - x^3/6", "x >= 0"),
        case("sin(x) >= 2/pi*x", "x >= 0", "x <= pi/2"),
        case("abs(sin(x) - sin(y)) <= abs(x - y)"),
    ],
    "across a logarithm": [
        case("softplus(x) > max(0, x)"),
        case("cosh(x) <= exp(x^2/2)"),
        case("x^w*y^(1 - w) <= w*x + (1 - w)*y", "x > 0", "y > 0", w="scalar in (0, 1)"),
        case("a*log(a/b) >= a - b", "a > 0", "b > 0"),
    ],
    "logarithms that cancel at an end": [
        case("atan(x) <= pi/2*tanh(x)", "x >= 0"),
        case("log(exp(2*x) + 2) - 2*x <= log(3)", "x >= 0"),
        case("log(exp(x)*atan(x) + 1) <= x + 1/2", "x >= 0"),
    ],
    "kinks": [
        case("abs(x + y) <= abs(x) + abs(y)"),
        case("max(x, y) >= (x + y)/2"),
        case("relu(x) <= abs(x)"),
        case("abs(abs(x) - abs(y)) <= abs(x - y)"),
        case("abs(sin(x)) <= abs(x)"),
    ],
    "means": [
        case("(x + y)/2 >= sqrt(x*y)", "x >= 0", "y >= 0"),
        case("sqrt(x + y) <= sqrt(x) + sqrt(y)", "x >= 0", "y >= 0"),
        case("x*y > x + y", "x > 2", "y > 2"),
        case("sigmoid(x)*(1 - sigmoid(x)) <= 1/4"),
    ],
    "matrices": [
        case("norm(A@x - b)^2 >= 0", A="matrix[n, d]", x="vector[d]", b="vector[n]"),
        case("norm(x)^2 > 0", "x != 0", x="vector[n]"),
        case("tr(A@B) > 0", A="matrix[n, n] positive definite", B="matrix[n, n] positive definite"),
        case("x'@inv(A)@x >= 0", A="matrix[n, n] positive definite", x="vector[n]"),
        case("x'@(A'@A + c*I)@x >= c*x'@x", A="matrix[n, d]", x="vector[d]", c="scalar"),
    ],
}

PAIR = {"x": "vector[n]", "y": "vector[n]"}
IMAGE = {"A": "matrix[n, d]", "x": "vector[d]", "y": "vector[n]"}
TRUE["inner products"] = [
    case("(x'@y)^2 <= (x'@x)*(y'@y)", **PAIR),
    case("abs(x'@y) <= norm(x)*norm(y)", **PAIR),
    case("norm(x + y) <= norm(x) + norm(y)", **PAIR),
    case("norm(x) - norm(y) <= norm(x - y)", **PAIR),
    case("norm(x + y)^2 <= 2*norm(x)^2 + 2*norm(y)^2", **PAIR),
    case("2*y'@A@x <= norm(A@x)^2 + norm(y)^2", **IMAGE),
]

FALSE = [
    case("x*log(x) + (1 - x)*log(1 - x) > -log(2)", x="scalar in (0, 1)"),
    case("exp(x) > exp(1)*x"),
    case("exp(-x) <= 1 - x + x^2/2"),
    case("sqrt(x) > x", x="scalar in (0, 1]"),
    case("atan(x) <= 3/2"),
    case("atan(x) <= 157/100*tanh(x)", "x >= 0"),
    case("log(exp(x)*atan(x) + 1) <= x + 9/20", "x >= 0"),
    case("log(exp(2*x) + 2) - 2*x < log(3)", "x >= 0"),
    case("abs(x - 1) + abs(x + 1) > 2"),
    case("x^2 - x*y + y^2 > 0"),
    case("x*y*z < (x^3 + y^3 + z^3)/3", "x >= 0", "y >= 0", "z >= 0"),
    case("cases(1 if x^2 = 2, 0 otherwise) <= 0"),
    case("cases(0 if x = 3, 1 otherwise) > 0"),
    case("a*b <= c*a^2/2 + b^2/(2*c)"),
    case("(a + b)^3 <= 4*(a^3 + b^3)"),
    case("(x'@y)^2 < (x'@x)*(y'@y)", **PAIR),
    case("norm(x + y) < norm(x) + norm(y)", **PAIR),
    case("norm(x + y)^2 <= norm(x)^2 + norm(y)^2", **PAIR),
    case("x'@y <= norm(x)^2/2 + norm(y)^2/3", **PAIR),
    case("3*y'@A@x <= norm(A@x)^2 + norm(y)^2", **IMAGE),
    case("sum(norm(x)*x[i] for i in 1..n) >= 0", x="vector[n]"),
    case("x^2 + y^2 > 2*x*y"),
    case("x^2 + y^2 >= 3*x*y"),
    case("x^2 + y^2 + z^2 >= x*y + y*z + 2*z*x"),
    case("x + 1/x >= 2"),
    case("x + 1/x > 2", "x > 0"),
    case("x/(1 + x^2) < 1/2"),
    case("a*x^2 + b*x + c >= 0", "a > 0"),
    case("x^4 - 4*x + 3 > 0"),
    case("x^4 - 4*x + 2 >= 0"),
    case("x^3 - x + 1 > 0"),
    case("x < 1e-31", x="scalar in (0, 1e-30)"),
    case("exp(x) > 1 + x"),
    case("exp(x) > 1 + x", "x >= 0"),
    case("exp(x) >= 1 + x + x^2/2"),
    case("log(x) < x - 1"),
    case("tanh(x) <= x"),
    case("tanh(x) < 99/100"),
    case("x*exp(-x) < exp(-1)"),
    case("x*log(x) > -exp(-1)"),
    case("x*log(x) >= -36/100"),
    case("abs(x + y) < abs(x) + abs(y)"),
    case("max(x, y) > (x + y)/2"),
    case("sign(x) >= 1/2", "x >= 0"),
    case("step(x) > 0"),
    case("(x + y)/2 > sqrt(x*y)", "x > 0", "y > 0"),
    case("x*y > x + y", "x > 1", "y > 1"),
    case("sigmoid(x)*(1 - sigmoid(x)) < 1/4"),
    case("norm(x)^2 > 0", x="vector[n]"),
    case("tr(A@B) >= 0", A="matrix[n, n] symmetric", B="matrix[n, n] positive definite"),
    case("tr(A@B) > 1", A="matrix[n, n] positive definite", B="matrix[n, n] positive definite"),
    case("det(A) >= 1", A="matrix[n, n] positive definite"),
    case("beta^t < 1", beta="scalar in (0, 1)", t="index >= 0"),
    case("2^k >= k^2", k="index >= 0"),
    case("norm1(u) <= norm(u)", u="vector[n]"),
    case("norm1(u) <= sqrt(2)*norm(u)", u="vector[n]"),
    case("norm1(u) < sqrt(n)*norm(u)", u="vector[n]"),
    case("u'@v <= norminf(u)*norminf(v)", u="vector[n]", v="vector[n]"),
    case("norm(A@B) >= norm(A)*norm(B)", A="matrix[n, d]", B="matrix[d, m]"),
    case("tr(A)^2 <= tr(A'@A)", A="matrix[n, n]"),
    case("logsumexp(u) <= max(u) + log(2)", u="vector[n]"),
    case("norm1(u) <= 1", u="vector[n]"),
    case("mean(log(u)) >= log(mean(u))", u="vector[n] > 0"),
    case("mean(u)^2 >= mean(u.^2)", u="vector[n]"),
    case("abs(mean(u)) <= min(u)", u="vector[n]"),
    case("(1 + x)^k >= 1 + k*x", k="index >= 0"),
    case("(1 + x)^k >= 1 + 2*k*x", "x >= -1", k="index >= 0"),
    case("2^k >= k^2 + 1", k="index >= 4"),
    case("2^k >= k + 2", k="index >= 1"),
    case("2^k > k + 1", k="index >= 1"),
    case("2^k > k^2", k="index >= 4"),
    # a tangent has poles: its derivative says nothing across them
    case("sin(x) >= 0", "x >= 0"),
    case("sin(x) + x/100 >= 0", "x >= 0"),
    case("sin(x) >= 0", "x >= 0", "x <= 4"),
    case("sin(x) >= 2/pi*x", "x >= 0", "x <= 2"),
    case("cos(x) >= 1 - x^2/3"),
    case("tan(x) <= 2*x", "x >= 0", "x < pi/2"),
    case("cosh(x) <= 1 + x^2/2"),
    case("softplus(x) > max(0, x) + 1/10"),
    case("a*log(a/b) >= 0", "a > 0", "b > 0"),
    case("x^w*y^(1 - w) >= w*x + (1 - w)*y", "x > 0", "y > 0", w="scalar in (0, 1)"),
    # the limit of p*log(z) + ... at p = 0 is minus infinity
    case(
        "(1 - p)*log(p) + p*log(1 - p) >= p*log(z) + (1 - p)*log(1 - z)",
        p="scalar in (0, 1)",
        z="scalar in (0, 1)",
    ),
]


@pytest.mark.parametrize("claim", [c for group in TRUE.values() for c in group], ids=str)
def test_true_inequalities_are_proved(claim: Case) -> None:
    assert proof(inequality, claim).outcome is Outcome.PROVED


@pytest.mark.parametrize("claim", FALSE, ids=str)
def test_no_symbolic_decider_proves_a_false_inequality(claim: Case) -> None:
    assert provers(claim) == []


@pytest.mark.parametrize("claim", FALSE, ids=str)
def test_false_inequalities_are_refuted_or_undecided(claim: Case) -> None:
    assert verdict(claim) in (Verdict.REFUTED, Verdict.UNDECIDED)


def test_a_strict_inequality_without_a_proof_is_not_supported() -> None:
    assert verdict(case("2^k > k^(3/2)", k="index >= 1")) is Verdict.UNDECIDED
