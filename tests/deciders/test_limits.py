"""Limits are proved for every parameter, and refuted at a value of the parameters."""

from __future__ import annotations

import pytest

from derivcheck.deciders import limits, sequences
from derivcheck.deciders._limits import gruntz
from derivcheck.language.obligations import Effort, Outcome
from tests.deciders.asked import ask
from tests.deciders.twins import case, verdict

T = {"t": "index >= 1"}
B = {**T, "beta": "scalar in (0, 1)"}
P = {"x": "scalar", "a": "scalar > 0"}

TRUE = [
    ("lim(1/(1 - beta^t), t -> oo) = 1", B),
    ("lim((1 - beta)*sum(1 for i in 1..3)/(1 - beta^t), t -> oo) = 3*(1 - beta)", B),
    ("lim(beta^t, t -> oo) = 0", {**T, "beta": "scalar in (-1, 1)"}),
    ("lim(t^3*beta^t + 1/t, t -> oo) = 0", {**T, "beta": "scalar in (-1, 1)"}),
    ("lim(log(1 - beta^t), t -> oo) = 0", B),
    ("lim((1 - beta^(2*t))/(1 - beta^t), t -> oo) = 1", B),
    ("lim(sqrt(1 - c^t)/(1 - beta^t), t -> oo) = 1", {**B, "c": "scalar in (0, 1)"}),
    ("lim((x^2 - a^2)/(x - a), x -> a) = 2*a", {"x": "scalar", "a": "scalar"}),
    ("lim(x^a, x -> 0+) = 0", P),
    ("lim(x^a*cos(x) + exp(x), x -> 0+) = 1", P),
    ("lim(abs(x)/x, x -> 0+) = 1", {}),
    ("lim(abs(x)/x, x -> 0-) = -1", {}),
    ("lim(x*abs(x), x -> 0) = 0", {}),
    ("lim(sin(a*x)/x, x -> 0) = a", {}),
    ("lim((exp(x) - 1 - x)/x^2, x -> 0) = 1/2", {}),
    ("lim(tanh(x), x -> oo) = 1", {}),
    ("lim(tanh(x), x -> -oo) = -1", {}),
    ("lim(1/(1 + exp(-k*x)), x -> oo) = 1", {"k": "scalar > 0", "x": "scalar"}),
    ("lim(atan(x), x -> -oo) = -pi/2", {}),
    ("lim(x*(pi/2 - atan(x)), x -> oo) = 1", {}),
    ("lim(sqrt(x^2 + a*x) - x, x -> oo) = a/2", {}),
    ("lim((1 + a/x)^x, x -> oo) = exp(a)", {}),
    ("lim(log(1 + exp(x)) - x, x -> oo) = 0", {}),
    ("lim(relu(x)/x, x -> oo) = 1", {}),
    ("lim(max(x, 1/x)*x, x -> 0+) = 1", {}),
    ("lim(cases(1 if x = 0, sin(x)/x otherwise), x -> 0) = 1", {}),
    ("lim(x*log(x), x -> 0+) = 0", {}),
    ("lim(x^x, x -> 0+) = 1", {}),
    ("lim((f(x + h) - f(x))/h, h -> 0) = d(f(x), x)", {"f": "function(scalar) -> scalar"}),
    (
        "lim((2^p*v^p + 3*abs(g)^p)^(1/p), p -> oo) = max(2*v, abs(g))",
        {"v": "scalar >= 0", "g": "scalar", "p": "scalar > 0"},
    ),
]

FALSE = [
    ("lim(1/(1 - beta^t), t -> oo) = 0", B),
    ("lim(1/(1 - beta^t), t -> oo) = 1/(1 - beta)", B),
    ("lim(beta^t, t -> oo) = 0", {**T, "beta": "scalar in (-1, 1]"}),
    ("lim(x^a, x -> 0+) = 0", {"x": "scalar", "a": "scalar"}),
    ("lim(x^a, x -> 0+) = 0", {"x": "scalar", "a": "scalar >= 0"}),
    ("lim(abs(x)/x, x -> 0) = 1", {}),
    ("lim(1/x, x -> 0) = 0", {}),
    ("lim(1/x^2, x -> 0+) = 5", {}),
    ("lim(sin(a*x)/x, x -> 0) = 1", {}),
    ("lim((exp(x) - 1 - x)/x^2, x -> 0) = 1", {}),
    ("lim(tanh(x), x -> -oo) = 1", {}),
    ("lim(sqrt(x^2 + a*x) - x, x -> oo) = a", {}),
    ("lim((a*x + 1)/(b*x^2 + 1), x -> oo) = 0", {"a": "scalar > 0", "b": "scalar >= 0"}),
    ("lim(1/((a - 1)*x + 1), x -> oo) = 0", P),
    ("lim(step(x), x -> 0) = 1", {}),
    ("lim(x*log(x), x -> 0+) = 1", {}),
    ("lim((f(x + h) - f(x))/h, h -> 0) = f(x)", {"f": "function(scalar) -> scalar"}),
    (
        "lim((2^p*v^p + 3*abs(g)^p)^(1/p), p -> oo) = max(2*v, 3*abs(g))",
        {"v": "scalar >= 0", "g": "scalar", "p": "scalar > 0"},
    ),
]

#: not known, or slower than numbers can tell
OPEN = [
    ("lim(1/log(log(t + 3)), t -> oo) = 0.2", T),
    ("lim(sin(x^2), x -> oo) = 0", {}),
    ("lim(sin(t), t -> oo) = 0", T),
]


@pytest.mark.parametrize(("line", "symbols"), TRUE)
def test_limits_are_proved(line, symbols):
    found = ask(limits, line, symbols)
    assert found.outcome is Outcome.PROVED, found.message
    beside_a_proof = ask(sequences, line, symbols, effort=Effort(proved=True))
    assert beside_a_proof.outcome is Outcome.AGREES


@pytest.mark.parametrize(("line", "symbols"), FALSE)
def test_wrong_limits_are_refuted_at_a_value_of_the_parameters(line, symbols):
    found = ask(limits, line, symbols)
    assert found.outcome is Outcome.REFUTED, found.message
    assert found.counterexample.kind == "sequence"
    assert ask(sequences, line, symbols).outcome is not Outcome.AGREES


@pytest.mark.parametrize(("line", "symbols"), OPEN)
def test_what_is_not_known_is_silence(line, symbols):
    assert ask(limits, line, symbols).outcome is Outcome.SILENT
    assert ask(sequences, line, symbols).outcome is Outcome.SILENT


def test_a_slow_sequence_is_not_taken_for_one_that_stays_away():
    """1/log(log(t)) is still 0.27 at t = 10^18, and its limit is 0."""
    line = "lim(1/log(log(t + 3)), t -> oo) = 0"
    assert ask(sequences, line, T).outcome is Outcome.SILENT
    assert ask(sequences, line, T, effort=Effort(proved=True)).outcome is Outcome.AGREES


def test_a_limit_that_takes_sympy_too_long_is_silence(monkeypatch):
    monkeypatch.setattr(gruntz, "_CALLS", 20_000)
    found = ask(limits, "lim(gamma(x + 1)/(gamma(x)*x), x -> oo) = 1", {"x": "scalar > 0"})
    assert found.outcome is Outcome.SILENT


def test_a_side_without_values_is_not_seen():
    """SymPy answers 0 for sqrt(x) from the left, through imaginary numbers."""
    line = "lim(sqrt(x)*log(abs(x)), x -> 0) = 0"
    assert ask(sequences, line, effort=Effort(proved=True)).outcome is Outcome.SILENT


@pytest.mark.parametrize(
    ("text", "symbols", "outcome"),
    [
        ("lim(sum(r^k for k in 0..n), n -> oo) = 1/(1 - r)", "scalar in (-1, 1)", "proved"),
        ("lim(sum(2*r^k for k in 1..n), n -> oo) = 2*r/(1 - r)", "scalar in (-1, 1)", "proved"),
        ("lim(sum(1/2^k for k in 0..n), n -> oo) = 2", "scalar", "proved"),
        ("lim(sum(1/(k*(k + 1)) for k in 1..n), n -> oo) = 1", "scalar", "proved"),
        ("lim(sum(k for k in 1..n)/n^2, n -> oo) = 1/2", "scalar", "proved"),
        ("lim(sum(k^2 for k in 1..n)/n^3, n -> oo) = 1/3", "scalar", "proved"),
        ("lim(sum(r^k for k in 0..n), n -> oo) = 1/(1 + r)", "scalar in (-1, 1)", "refuted"),
        ("lim(sum(1/2^k for k in 1..n), n -> oo) = 2", "scalar", "refuted"),
        ("lim(sum(1/(k*(k + 1)) for k in 2..n), n -> oo) = 1", "scalar", "refuted"),
        ("lim(sum(k for k in 1..n)/n^2, n -> oo) = 1", "scalar", "refuted"),
        # the closed form has no value at r = 1, where the limit is 1
        ("lim(sum(r^k for k in 1..n)/n, n -> oo) = 0", "scalar in (-1, 1]", "not proved"),
        ("lim(sum(r^k for k in 0..n), n -> oo) = 1/(1 - r)", "scalar", "not proved"),
        ("lim(sum(1/k for k in 1..n), n -> oo) = 5", "scalar", "not proved"),
    ],
)
def test_sums_up_to_the_index_have_closed_forms(text, symbols, outcome):
    found = verdict(case(text, r=symbols, n="index"))
    if outcome == "not proved":
        assert found.value not in ("proved", "supported")
    else:
        assert found.value == outcome
