"""One table for each rule of docs/soundness.md: claims that an engine without it gets wrong.

`proved`, `refuted` and `ill_posed` are asserted as they stand. A claim that is `false` is neither
proved nor supported, one that is `true` neither refuted nor ill-posed.
"""

from __future__ import annotations

import pytest

from derivcheck.verify.judge import judge
from derivcheck.verify.oneline import single
from derivcheck.verify.settings import Settings

SYMMETRIC = {"A": "matrix[n, n] symmetric", "x": "vector[n]"}
SQUARE = {"A": "matrix[n, n]", "B": "matrix[n, n]"}
F, G = {"f": "function(scalar) -> scalar"}, {"n": "index >= 0"}

#: rule: claim, verdict, symbols, assumptions
RULES = {
    "values of the line as written": [
        ("log(x*y) = log(x) + log(y)", "proved", {}, ()),
        ("at(sin(x)/x, x = 0) = 1", "false", {}, ()),
        ("d(log(x), x) = 1/x", "proved", {}, ()),
        ("sqrt(x)^2 = abs(x)", "proved", {}, ()),
    ],
    "vacuous is proved, points are constructed": [
        ("A@A@A = A", "proved", {"A": "matrix[n, n]"}, ("A@A = A",)),
        ("A = I", "refuted", {"A": "matrix[n, n]"}, ("A@A = A",)),
        ("x^4 = 4", "proved", {}, ("x^2 = 2",)),
        ("x > 0", "refuted", {}, ("x^2 = 2",)),
        ("x = 1", "ill_posed", {}, ("x^2 = -1",)),
        ("x < 1e-31", "refuted", {"x": "scalar in (0, 1e-30)"}, ()),
    ],
    "powers": [
        ("(x^3)^(1/3) = x", "proved", {"x": "scalar >= 0"}, ()),
        ("(-8)^(1/3) = -2", "false", {}, ()),
        ("at(x^n, x = 0, n = 0) = 1", "proved", {"x": "scalar", "n": "index"}, ()),
        ("(x^2)^(1/2) = x", "refuted", {}, ()),
    ],
    "radicals, logarithms and inverse functions": [
        ("sqrt(x^2) = x", "refuted", {}, ()),
        ("log(x^2) = 2*log(abs(x))", "proved", {}, ()),
        ("atan(x) + atan(1/x) = pi/2", "refuted", {}, ()),
        ("atan(x) + atan(1/x) = pi/2", "proved", {"x": "scalar > 0"}, ()),
        ("asin(sin(x)) = x", "refuted", {}, ()),
        ("1/(sqrt(x^2) - x) = 1/(sqrt(x^2) - x)", "true", {}, ()),
    ],
    "derivatives at kinks": [
        ("d(x*abs(x), x) = 2*abs(x)", "proved", {}, ()),
        ("d(max(x, x), x) = 1", "proved", {}, ()),
        (
            "d(cases(0 if x = 0, x otherwise), x) = cases(0 if x = 0, 1 otherwise)",
            "refuted",
            {},
            (),
        ),
        ("differentiable(abs(x), x = 0)", "refuted", {}, ()),
        ("differentiable(x*abs(x), x = 0)", "proved", {}, ()),
    ],
    "boundaries are visited": [
        ("sign(x)^2 = 1", "refuted", {}, ()),
        ("cases(1 if x^2 = 2, 0 otherwise) = 0", "refuted", {}, ()),
        ("step(x) = (1 + sign(x))/2", "refuted", {}, ()),
        ("x^2 >= x", "true", {"x": "index"}, ()),
        ("x > 1", "refuted", {"x": "scalar in [1, 2]"}, ()),
    ],
    "sizes": [
        ("det(-A) = -det(A)", "refuted", {"A": "matrix[n, n]"}, ()),
        ("det(-A) = (-1)^n*det(A)", "proved", {"A": "matrix[n, n]"}, ()),
        ("X@inv(X'@X)@X' = I", "refuted", {"X": "matrix[n, d]"}, ()),
        ("A = B", "ill_posed", {"A": "matrix[n, n]", "B": "matrix[m, m]"}, ()),
        (
            "(A@B - B@A)@(A@B - B@A)@C = C@(A@B - B@A)@(A@B - B@A)",
            "refuted",
            {**SQUARE, "C": "matrix[n, n]"},
            (),
        ),
    ],
    "structured symbols": [
        ("x'@A@x >= 0", "refuted", SYMMETRIC, ()),
        ("det(Q) = 1", "refuted", {"Q": "matrix[n, n] orthogonal"}, ()),
        ("det(Q)^2 = 1", "proved", {"Q": "matrix[n, n] orthogonal"}, ()),
        ("det(I + Q) != 0", "refuted", {"Q": "matrix[n, n] orthogonal"}, ()),
        ("tr(A) >= n", "refuted", {"A": "matrix[n, n] positive definite"}, ()),
        ("A[1, 1] != 0", "refuted", {"A": "matrix[n, n] diagonal"}, ()),
    ],
    "generic points prove only what is continuous": [
        ("det(A) != 0", "refuted", {"A": "matrix[n, n]"}, ()),
        ("rank(A@B) = min(rank(A), rank(B))", "refuted", SQUARE, ()),
        ("A@pinv(A) = I", "refuted", {"A": "matrix[n, n]"}, ()),
        ("x != y", "refuted", {}, ()),
        ("tr(A@B) = tr(B@A)", "proved", SQUARE, ()),
    ],
    "a prime field is not the real line": [
        ("x^2 + y^2 = 0 => x = 0", "proved", {}, ()),
        ("x^2 = -1", "refuted", {}, ()),
        ("X'@X@a = 0 => X@a = 0", "proved", {"X": "matrix[n, d]", "a": "vector[d]"}, ()),
        ("x^p = x", "refuted", {"x": "index", "p": "index in 1..3"}, ()),
    ],
    "equations": [
        ("x^2 = x <=> x = 1", "refuted", {}, ()),
        ("x*(x - 1)/(x - 1) = 1 <=> x = 1", "refuted", {}, ()),
        ("sqrt(x) = -1 <=> x = 1", "refuted", {}, ()),
        ("a*x = b <=> x = b/a for x", "proved", {"a": "scalar", "b": "scalar", "x": "scalar"}, ()),
        ("x = a*b <=> x/a = b for x", "proved", {"a": "scalar", "b": "scalar", "x": "scalar"}, ()),
        ("x = a <=> a/x = 1 for x", "refuted", {"a": "scalar", "x": "scalar"}, ()),
        ("x^2 = 1 <=> x = 1 or x = -1", "proved", {}, ()),
    ],
    "digits": [
        ("exp(pi*sqrt(163)) = 262537412640768744", "refuted", {}, ()),
        ("x < x + 1e-60", "proved", {}, ()),
        ("x + 1e-60 = x", "refuted", {}, ()),
        ("sqrt(2)*sqrt(3) < sqrt(6)", "refuted", {}, ()),
    ],
    "points": [
        ("prod(x - k for k in 1..6) = 0", "refuted", {}, ()),
        ("sin(x) = 0 <=> x = 0", "refuted", {}, ()),
        ("abs(x) < 10^7", "refuted", {}, ()),
        ("x^2 != 2", "refuted", {}, ()),
    ],
    "unknown functions": [
        ("d(f(x)^2, x) = 2*f(x)*d(f(x), x)", "proved", {**F, "x": "scalar"}, ()),
        ("d(d(d(d(d(f(x), x), x), x), x), x) = 0", "refuted", {**F, "x": "scalar"}, ()),
        ("f(x) + f(y) = f(x + y)", "refuted", {**F, "x": "scalar", "y": "scalar"}, ()),
        ("f(y) = 0", "refuted", {**F, "x": "scalar", "y": "scalar"}, ("f(x) = 0",)),
        ("convex(f(x)^2, x)", "refuted", {**F, "x": "scalar"}, ()),
    ],
    "nesting": [
        ("d(x*d(x + y, y), x) = 1", "proved", {}, ()),
        ("d(x*d(x + y, y), x) = 2", "refuted", {}, ()),
    ],
    "minima": [
        ("argmin(x^4 - x^2, x) = 0", "refuted", {}, ()),
        ("argmin(abs(x - 2), x) = 2", "proved", {}, ()),
        ("argmin(x, x, x >= 1) = 1", "proved", {}, ()),
        ("argmin(-x^2, x, x >= -1, x <= 2) = 0", "refuted", {}, ()),
    ],
    "convexity": [
        ("convex(1/x, x)", "refuted", {}, ()),
        ("convex(1/x, x)", "proved", {"x": "scalar > 0"}, ()),
        ("convex(step(x), x)", "refuted", {}, ()),
        ("convex(min(x, 2*x), x)", "refuted", {}, ()),
        ("convex(max(x, 2*x), x)", "proved", {}, ()),
        ("convex(x^2*y^2, [x, y])", "refuted", {}, ()),
    ],
    "limits": [
        ("lim(x^a, x -> 0+) = 0", "refuted", {"a": "scalar >= 0", "x": "scalar"}, ()),
        ("lim(1/x, x -> 0) = 0", "refuted", {}, ()),
        ("lim(sin(pi*n), n -> oo) = 0", "proved", {"n": "index"}, ()),
        ("lim(sin(x)/x, x -> 0) = 1", "proved", {}, ()),
        ("lim(abs(x)/x, x -> 0) = 1", "refuted", {}, ()),
    ],
    "orders": [
        ("sin(x) = x + O(x^2) as x -> 0", "proved", {}, ()),
        ("sin(x) = x + O(x^4) as x -> 0", "refuted", {}, ()),
        ("exp(a*x) = 1 + O(x) as x -> 0", "proved", {"a": "scalar", "x": "scalar"}, ()),
        ("x*log(x) = O(x) as x -> 0+", "false", {}, ()),
    ],
    "recurrences": [
        ("sum(k for k in 1..n) = n*(n + 1)/2", "proved", G, ()),
        ("prod(t - i for i in 0..9) = 0", "refuted", {"t": "index"}, ()),
        ("sum(1 for i in 3..0) = -2", "refuted", {}, ()),
        ("sum(1 for i in 3..0) = 0", "proved", {}, ()),
        ("n^2 < 2^n", "refuted", G, ()),
    ],
    "assumptions never enter a derivative": [
        ("d(y*x, y) = x", "proved", {"y": "scalar in {0, 1}", "x": "scalar"}, ()),
        ("d(y^2, y) = 1", "refuted", {"y": "scalar in {0, 1}"}, ()),
        ("grad(x'@A@x, A) = x@x'", "proved", SYMMETRIC, ()),
        ("d(x, x) = 0", "refuted", {"x": "scalar"}, ("x = 3",)),
    ],
}

#: verdicts that would be wrong
WRONG = {"false": ("proved", "supported"), "true": ("refuted", "ill_posed")}

CASES = [(rule, *case) for rule, cases in RULES.items() for case in cases]


@pytest.mark.parametrize(("rule", "text", "verdict", "symbols", "given"), CASES)
def test_a_claim_that_breaks_an_engine_without_the_rule(rule, text, verdict, symbols, given):
    derivation = single(text, list(symbols.items()), given)
    found = judge(derivation, derivation.claims[0], Settings()).verdict.value
    if verdict in WRONG:
        assert found not in WRONG[verdict]
    else:
        assert found == verdict


def test_every_rule_has_a_false_claim():
    """True claims alone would be met by an engine that says yes."""
    for rule, cases in RULES.items():
        assert any(verdict in ("refuted", "ill_posed", "false") for _, verdict, *_ in cases), rule
