"""Differentiability at kinks: the same slopes prove it, others never do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.deciders import smoothness
from derivcheck.language.obligations import Effort, Outcome
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import decide
from tests.deciders.asked import ask, scope


def verdict(text: str, symbols=None, **rest) -> Verdict:
    """The verdict of all deciders together."""
    names = scope(symbols, **rest)
    goal = names.proposition(text)
    return decide(goal, names.context(goal), Effort()).verdict


@pytest.mark.parametrize(
    ("function", "at"),
    [
        ("x*abs(x)", "x = 0"),
        ("abs(x)^3", "x = 0"),
        ("relu(x)^2", "x = 0"),
        ("max(x, x)", "x = 0"),
        ("cases(1/2*x^2 if abs(x) <= 1, abs(x) - 1/2 otherwise)", "x = 1"),
        ("cases(0 if x = 0, x otherwise)", "x = 0"),
        ("cases(sin(x)/x if x != 0, 1 otherwise)", "x = 0"),
        ("cases(exp(-1/x) if x > 0, 0 otherwise)", "x = 0"),
        ("abs(x - a)^3", "x = a"),
        ("abs(x)^(3/2)", "x = 0"),
        ("exp(relu(x)^(3/2))", "x = 0"),
        ("x*abs(x)", "x = a"),
        ("x*abs(x)", "x"),
    ],
)
def test_the_same_slope_from_both_sides(function, at):
    assert verdict(f"differentiable({function}, {at})") is Verdict.PROVED
    assert verdict(f"not differentiable({function}, {at})") is Verdict.REFUTED


@pytest.mark.parametrize(
    ("function", "at"),
    [
        ("abs(x)", "x = 0"),
        ("abs(x)", "x"),
        ("x^(3/2)", "x = 0"),
        ("sqrt(abs(x)^(3/2))", "x = 0"),
        ("cases(x^(3/2) if x > 0, x otherwise)", "x = 0"),
        ("cases(x if x >= 0)", "x = 0"),
        ("cases(1 if x = 0, x otherwise)", "x = 0"),
        ("cases(x^2 if x < 0, x^3 + 1 otherwise)", "x"),
        ("cases(sin(x)/x if x != 0, 0 otherwise)", "x = 0"),
        ("max(x, a*x)", "x = 0"),
        ("abs(x - a)*abs(x - b)", "x = a"),
    ],
)
def test_another_slope_a_jump_or_one_side_only(function, at):
    assert verdict(f"differentiable({function}, {at})") is Verdict.REFUTED


@pytest.mark.parametrize("text", ["c*abs(x)", "abs(x) + abs(y - x)"])
def test_slopes_that_differ_for_some_parameters_do_not_prove_the_negation(text):
    symbols = {"x": "scalar", "y": "scalar", "c": "scalar"}
    assert ask(smoothness, f"not differentiable({text}, x = 0)", symbols).outcome is Outcome.SILENT


def test_slopes_that_always_differ_prove_the_negation():
    symbols = {"x": "scalar", "c": "scalar > 0"}
    assert verdict("not differentiable(c*abs(x), x = 0)", symbols) is Verdict.PROVED


def test_a_function_without_a_value_at_the_point_is_not_called_differentiable():
    assert verdict("differentiable(sin(x)/x, x = 0)") is Verdict.UNDECIDED


@settings(deadline=None, max_examples=30)
@given(st.integers(-3, 3), st.integers(-3, 3), st.integers(-2, 2), st.integers(-2, 2))
def test_two_parabolas_meet_smoothly_exactly_with_equal_slopes(a, b, c, d):
    function = f"cases({a}*x + {c}*x^2 if x < 0, {b}*x + {d}*x^2 otherwise)"
    expected = Verdict.PROVED if a == b else Verdict.REFUTED
    assert verdict(f"differentiable({function}, x = 0)") is expected
