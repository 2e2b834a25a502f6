"""Orders of remainders are proved by their expansions, and refuted by a coefficient."""

from __future__ import annotations

import pytest

from derivcheck.deciders import expansions, slopes
from derivcheck.language.obligations import Effort, Outcome
from tests.deciders.asked import ask

VECTORS = {
    "f": "function(vector[n]) -> scalar",
    "F": "function(vector[n], vector[m]) -> scalar",
    "x": "vector[n]",
    "v": "vector[n]",
    "y": "vector[m]",
    "a": "scalar",
}
FLOW = {"u": "function(scalar) -> scalar", "t": "scalar", "h": "scalar"}
MATRIX = {"A": "matrix[n, n]", "B": "matrix[n, n]", "a": "scalar"}

TRUE = [
    ("exp(a) = 1 + a + O(a^2) as a -> 0", {}),
    ("exp(a) = 1 + a + O(a) as a -> 0", {}),
    ("sin(a)/a = 1 + O(a^2) as a -> 0", {}),
    ("exp(sin(a)/a) = exp(1) + O(a^2) as a -> 0", {}),
    ("log(1 + a) = a - a^2/2 + O(a^3) as a -> 0", {}),
    ("(exp(a) - 1 - a)/a^2 = 1/2 + a/6 + O(a^2) as a -> 0", {}),
    ("1/(1 - a*x) = 1 + a*x + a^2*x^2 + O(a^3) as a -> 0", {}),
    ("abs(a)^3 = O(a^2) as a -> 0", {}),
    ("abs(a) = a + O(a^5) as a -> 0+", {}),
    ("sqrt(x + a) = sqrt(x) + a/(2*sqrt(x)) + O(a^2) as a -> 0", {"x": "scalar > 0"}),
    ("x/(x + 1) = 1 - 1/x + O(1/x^2) as x -> oo", {}),
    ("sqrt(x^2 + 1) = x + 1/(2*x) + O(1/x^3) as x -> oo", {}),
    ("sqrt(x^2 + 1) = -x - 1/(2*x) + O(1/x^3) as x -> -oo", {}),
    ("tanh(x) = 1 + O(1/x^5) as x -> oo", {}),
    ("(1 + 1/x)^x = exp(1) - exp(1)/(2*x) + O(1/x^2) as x -> oo", {}),
    ("cos(x) = -1 + O((x - pi)^2) as x -> pi", {}),
    ("(sin(x + a) - sin(x - a))/(2*a) = cos(x) + O(a^2) as a -> 0", {}),
    ("(u(t + h) - u(t - h))/(2*h) = d(u(t), t) + O(h^2) as h -> 0", FLOW),
    ("(u(t + h) - 2*u(t) + u(t - h))/h^2 = d(u(t), t, t) + O(h^2) as h -> 0", FLOW),
    (
        "(-u(t + 2*h) + 8*u(t + h) - 8*u(t - h) + u(t - 2*h))/(12*h)"
        " = d(u(t), t) + O(h^4) as h -> 0",
        FLOW,
    ),
    ("(f(x + a*v) - f(x))/a = grad(f(x), x)'@v + O(a) as a -> 0", VECTORS),
    ("(f(x + a*v) - f(x - a*v))/(2*a) = grad(f(x), x)'@v + O(a^2) as a -> 0", VECTORS),
    (
        "f(x + a*v) = f(x) + a*grad(f(x), x)'@v + a^2/2*v'@hess(f(x), x)@v + O(a^3) as a -> 0",
        VECTORS,
    ),
    (
        "(grad(F(x + a*v, y), y) - grad(F(x - a*v, y), y))/(2*a)"
        " = jac(grad(F(x, y), y), x)@v + O(a^2) as a -> 0",
        VECTORS,
    ),
    ("(A + a*B)@(A + a*B) = A@A + a*(A@B + B@A) + O(a^2) as a -> 0", MATRIX),
]

FALSE = [
    ("exp(a) = 1 + a + O(a^3) as a -> 0", {}),
    ("sin(a)/a = 1 + O(a^3) as a -> 0", {}),
    ("exp(sin(a)/a) = 1 + O(a) as a -> 0", {}),
    ("1/a = O(1) as a -> 0", {}),
    ("abs(a) = a + O(a^2) as a -> 0", {}),
    ("(sin(x + a) - sin(x))/a = cos(x) + O(a^2) as a -> 0", {}),
    ("x/(x + 1) = 1 - 2/x + O(1/x^2) as x -> oo", {}),
    ("cos(x) = 1 + O(x - pi) as x -> pi", {}),
    ("(u(t + h) - u(t))/h = d(u(t), t) + O(h^2) as h -> 0", FLOW),
    ("(u(t + h) - u(t - h))/h = d(u(t), t) + O(h^2) as h -> 0", FLOW),
    ("(u(t + h) - u(t - h))/(2*h) = d(u(t), t) + O(h^3) as h -> 0", FLOW),
    (
        "f(x + a*v) = f(x) + a*grad(f(x), x)'@v + a^2*v'@hess(f(x), x)@v + O(a^3) as a -> 0",
        VECTORS,
    ),
    (
        "(grad(F(x + a*v, y), y) - grad(F(x - a*v, y), y))/(2*a)"
        " = jac(grad(F(x, y), y), x)@v/2 + O(a^2) as a -> 0",
        VECTORS,
    ),
    (
        "(grad(F(x + a*v, y), y) - grad(F(x, y), y))/a"
        " = jac(grad(F(x, y), y), x)@v + O(a^2) as a -> 0",
        VECTORS,
    ),
    ("(A + a*B)@(A + a*B) = A@A + 2*a*A@B + O(a^2) as a -> 0", MATRIX),
]

#: a proof would need a case split, or more than powers of the variable
SILENT = [
    ("sqrt(x + a) = sqrt(x) + O(a) as a -> 0", {"x": "scalar >= 0"}),
    ("a*log(a) = O(a) as a -> 0+", {}),
    ("1/(x + a) = 1/x + O(a) as a -> 0", {"x": "scalar >= 0"}),
    ("d(abs(x - a), x) = 1 + O(a) as a -> 0", {}),
]


@pytest.mark.parametrize(("line", "symbols"), TRUE)
def test_orders_are_proved(line, symbols):
    found = ask(expansions, line, symbols)
    assert found.outcome is Outcome.PROVED, found.message
    assert ask(slopes, line, symbols, effort=Effort(proved=True)).outcome is Outcome.AGREES


@pytest.mark.parametrize(("line", "symbols"), FALSE)
def test_a_coefficient_below_the_gauge_refutes(line, symbols):
    found = ask(expansions, line, symbols)
    assert found.outcome is Outcome.REFUTED
    assert "is not 0" in found.counterexample.sentence
    assert ask(slopes, line, symbols).outcome is not Outcome.AGREES


@pytest.mark.parametrize(("line", "symbols"), SILENT)
def test_what_no_rule_expands_for_all_parameters_is_silence(line, symbols):
    assert ask(expansions, line, symbols).outcome is Outcome.SILENT


def test_a_parameter_counts_only_where_the_claim_has_values():
    """At x < 0, where abs(x) differs from x, log(x) has no value."""
    line = "log(x) + a*abs(x) = log(x) + a*x + O(a^2) as a -> 0"
    assert ask(expansions, line, {"x": "scalar"}).outcome is not Outcome.REFUTED
    without = "a*abs(x) = a*x + O(a^2) as a -> 0"
    assert ask(expansions, without, {"x": "scalar"}).outcome is Outcome.REFUTED


def test_slopes_do_not_support_a_logarithm_more_and_refute_nothing():
    for line in ("a*log(a) = O(a) as a -> 0+", "1/(1 + 10^20*a) = O(a) as a -> 0"):
        assert ask(slopes, line).outcome is Outcome.SILENT
    found = ask(slopes, "a*log(a) = O(a^0.99) as a -> 0+")
    assert found.outcome is Outcome.AGREES
