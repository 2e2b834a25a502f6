"""argmin is the global minimum over what is feasible; stationary points alone are not enough."""

from __future__ import annotations

import pytest

from derivcheck.deciders import minimum
from derivcheck.language.obligations import Outcome
from derivcheck.verify.record import Verdict
from tests.deciders.twins import Case, case, proof, provers, verdict

PD = "matrix[n, n] positive definite"
V = "vector[n]"
DATA = {"X": "matrix[n, d]", "w": "vector[d]", "y": V}
SOFT = "argmin((x - y)^2/2 + lambda*abs(x), x)"
SHRUNK = "argmin(norm(x - z)^2/2 + c*norm1(x), x)"
PLANE = {"a": V, "x": V, "z": V, "b": "scalar"}
UNIT = "scalar in (0, 1)"

TRUE = [
    case("argmin(abs(x), x) = 0"),
    case("argmin(x^4, x) = 0"),
    case("argmin(relu(x), x) = -1"),
    case("argmin(max(x, -2*x), x) = 0"),
    case("argmin(abs(x - 1) + abs(x - 2), x) = 3/2"),
    case("argmin(x^4/4 - x^2/2, x) = -1"),
    case("argmin(x^4/4 - x^3/3 - x^2, x) = 2"),
    case("argmin(x^3 - 6*x, x) = sqrt(2)", x="scalar > 0"),
    case("argmin(x*exp(x), x) = -1"),
    case("argmin(x*log(x), x) = exp(-1)"),
    case("argmin(exp(x) - a*x, x) = log(a)", "a > 0"),
    case("argmin(cos(x), x) = pi"),
    case("argmin(cases(-1 if x = 3, x^2 otherwise), x) = 3"),
    case("argmin(x^2, x) = 1", "x >= 1"),
    case("argmin(x, x, x >= 2) = 2"),
    case("argmin((x - a)^2, x) = max(a, 0)", "x >= 0"),
    case("argmin(a*x^2 + b*x, x) = -b/(2*a)", "a > 0"),
    case(SOFT + " = sign(y)*max(abs(y) - lambda, 0)", y="scalar", **{"lambda": "scalar > 0"}),
    case("argmin(-p*log(q) - (1 - p)*log(1 - q), q) = p", p=UNIT, q=UNIT),
    case("argmin(x^2 + y^2, [x, y], x + y = 1) = [1/2, 1/2]"),
    case("argmin(x + y, [x, y], x^2 + y^2 = 2) = [-1, -1]"),
    case("argmin(x + y, [x, y], x^2 + y^2 <= 2) = [-1, -1]"),
    case("argmin(-x*y, [x, y], x + y = 2) = [1, 1]"),
    case("argmin(norm(y - X@w), w) = inv(X'@X)@X'@y", **DATA),
    case("argmin(norm(w)^2, w, X@w = y) = X'@inv(X@X')@y", **DATA),
    case("argmin(norm1(x - a), x) = a", x=V, a=V),
    case("argmin(norm(x - z)^2, x, a'@x = b) = z - (a'@z - b)/(a'@a)*a", **PLANE),
    case("argmin(norm(x - z), x, x >= 0) = relu(z)", x=V, z=V),
    case("argmin(norm(x - z)^2, x, x >= -1, x <= c) = min(c, max(-1, z))", x=V, z=V, c=UNIT),
    case("argmin(norm(x - z)^2, x, norminf(x) <= c) = min(c, max(-c, z))", x=V, z=V, c=UNIT),
    case("argmin(norm(x)^2 - 2*z'@x, x, x <= 1) = min(1, z)", x=V, z=V),
    case(SHRUNK + " = sign(z).*relu(abs(z) - c)", x=V, z=V, c=UNIT),
    case("argmin(1/2*x'@A@x - b'@x, x) = inv(A)@b", A=PD, x=V, b=V),
    case("argmin(norm(x)^2, x, a'@x = 1) = a/(a'@a)", a=V, x=V),
]

FALSE = [
    case("argmin(norm(x - z)^2, x, x >= 0) = abs(z)", x=V, z=V),
    case("argmin(norm(x - z)^2, x, x >= 0) = z", x=V, z=V),
    case("argmin(norm(x - z)^2, x, norm1(x) <= 1) = min(1, max(-1, z))", x=V, z=V),
    case("argmin(norm(x)^2*norm1(z) - 2*z'@x, x) = z", x=V, z=V),
    case("argmin(sum(x)^2 - 2*z'@x, x) = z", x=V, z=V),
    case("argmin(norm(x - z)^2/2 + c*norm(x), x) = sign(z).*relu(abs(z) - c)", x=V, z=V, c=UNIT),
    case(SHRUNK + " = sign(z).*relu(abs(z) - 2*c)", x=V, z=V, c=UNIT),
    case("argmin(abs(x), x) = 1"),
    case("argmin(-x^2, x) = 0"),
    case("argmin(x^3, x) = 0"),
    case("argmin(relu(x), x) = 1"),
    case("argmin(x^4/4 - x^2/2, x) = 0"),
    case("argmin(x^4/4 - x^3/3 - x^2, x) = -1"),
    case("argmin(x^3 - 6*x, x) = sqrt(2)"),
    case("argmin(cos(x), x) = 0"),
    case("argmin(cases(1 if x = 0, x^2 otherwise), x) = 0"),
    case("argmin(cases(-x if x^4 > 0, 0 otherwise), x) = 0"),
    case("argmin(a*(x - b)^2, x) = b"),
    case("argmin(exp(x) - a*x, x) = log(a) + 1", "a > 0"),
    case(SOFT + " = y - lambda", y="scalar", **{"lambda": "scalar > 0"}),
    case("argmin(-p*log(q) - (1 - p)*log(1 - q), q) = 1 - p", p=UNIT, q=UNIT),
    case("argmin(x + y, [x, y], x^2 + y^2 = 2) = [1, 1]"),
    case("argmin(x*y, [x, y], x + y = 2) = [1, 1]"),
    case("argmin(x^2 + y^2, [x, y], x + y <= 2) = [1, 1]"),
    case("argmin(x^2 - y^2, [x, y], y^2 = 1) = [1, 1]"),
    case("argmin((x - 1)^2, x, a*x = 0) = 0"),
    case("argmin(norm(x)^2, x, a'@x = 1) = 2*a/(a'@a)", a=V, x=V),
    case("argmin(x^2 - 2*abs(x), x) = 0"),
    case("argmin(abs(x) - abs(y), [x, y]) = [0, 0]"),
    case("argmin(norm(y - X@w), w) = inv(X'@X)@X'@y/2", **DATA),
    case("argmin(norm(x - z)^2, x, a'@x = b) = z + (a'@z - b)/(a'@a)*a", **PLANE),
    case("argmin(1/2*x'@A@x - b'@x, x) = inv(A)@b", A="matrix[n, n] symmetric", x=V, b=V),
]

#: no feasible point is better, but the point itself is not feasible, or f has no value there
OUTSIDE = [
    case("argmin(x^2, x) = 0", "x >= 1"),
    case("argmin((x - a)^2, x) = a", "x >= 0"),
    case("argmin(x, x, x > 2) = 2"),
    case("argmin(x^2, x) = 1/2", x="scalar in {0, 1}"),
    case("argmin(x^2 + y^2, [x, y], x + y = 1) = [0, 0]"),
    case("argmin(abs(x^2/x), x) = 0"),
]


@pytest.mark.parametrize("claim", TRUE, ids=str)
def test_true_minima_are_proved(claim: Case) -> None:
    assert proof(minimum, claim).outcome is Outcome.PROVED


@pytest.mark.parametrize("claim", [*FALSE, *OUTSIDE], ids=str)
def test_no_symbolic_decider_proves_a_false_minimum(claim: Case) -> None:
    assert provers(claim) == []


@pytest.mark.parametrize("claim", FALSE, ids=str)
def test_false_minima_are_refuted(claim: Case) -> None:
    assert verdict(claim) is Verdict.REFUTED


@pytest.mark.parametrize("claim", OUTSIDE, ids=str)
def test_points_outside_are_refuted_or_undecided(claim: Case) -> None:
    assert verdict(claim) in (Verdict.REFUTED, Verdict.UNDECIDED)
