"""Inequalities on bounded boxes are proved by enclosures of the whole box, or not at all."""

from __future__ import annotations

import pytest

from derivcheck.deciders import ball, boxes
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import accepts, ask

GELU = {
    "Phi": "1/2*(1 + erf(x/sqrt(2)))",
    "gelu": "0.5*x*(1 + tanh(sqrt(2/pi)*(x + 0.045*x^3)))",
}
SIX = {"x": "scalar in [-6, 6]"}
PLANE = {"x": "scalar in [0, 1]", "y": "scalar in [-1, 2]"}

TRUE = [
    ("x*(1 - x) < 0.2501", {"x": "scalar in [0, 1]"}),
    ("x^2 - 2*x*y + 2*y^2 >= -0.01", PLANE),
    ("sin(x)*cos(y) < 0.9", PLANE),
    ("exp(x) >= 1 + x + x^2/2 - 0.001", {"x": "scalar in [0, 3]"}),
    ("abs(sin(x) - x + x^3/6) <= 0.009", {"x": "scalar in [-1, 1]"}),
    ("max(x, 1 - x) > 0.49", {"x": "scalar in [0, 1]"}),
    ("abs(d(tanh(x), x)) <= 1.0001", {"x": "scalar in (-4, 4)"}),
    ("1/(2 + sin(x*y)) <= 1.01", PLANE),
]

FALSE = [
    ("x*(1 - x) < 0.2499", {"x": "scalar in [0, 1]"}),
    ("x*(1 - x) < 0.25", {"x": "scalar in [0, 1]"}),
    ("x^2 - 2*x*y + 2*y^2 > 0.01", PLANE),
    ("exp(x) <= 1 + x + x^2/2", {"x": "scalar in [0, 3]"}),
    ("abs(sin(x) - x + x^3/6) <= 0.008", {"x": "scalar in [-1, 1]"}),
    ("max(x, 1 - x) > 0.501", {"x": "scalar in [0, 1]"}),
    ("step(x - 1/3) <= 1/2", {"x": "scalar in [-1, 1]"}),
    ("sign(x - 1/3) >= 0", {"x": "scalar in [-1, 1]"}),
    ("cases(1 if x = 1/3, 0 otherwise) <= 1/2", {"x": "scalar in [-1, 1]"}),
    ("abs(x)/x < 1/2", {"x": "scalar in [-1, 1]"}),
    ("d(abs(x - 1/3), x) < 1/2", {"x": "scalar in [-1, 1]"}),
    ("1/(x - 1/3) < 10^6", {"x": "scalar in [-1, 1]"}),
    ("1/x^2 < 10^9", {"x": "scalar in [-1, 1]"}),
]


def test_the_tanh_form_of_gelu_is_within_a_thousandth():
    found = ask(boxes, "abs(gelu - x*Phi) <= 0.001", SIX, define=GELU)
    assert found.outcome is Outcome.PROVED
    assert "boxes" in found.proves


def test_a_bound_slightly_too_tight_is_not_proved_but_refuted_at_a_point():
    line = "abs(gelu - x*Phi) <= 0.00054"
    assert ask(boxes, line, SIX, define=GELU).outcome is Outcome.SILENT
    refuted = ask(ball, line, SIX, define=GELU)
    assert refuted.outcome is Outcome.REFUTED
    assert refuted.counterexample is not None


@pytest.mark.parametrize(("line", "symbols"), TRUE)
def test_inequalities_with_room_are_proved(line, symbols):
    assert ask(boxes, line, symbols).outcome is Outcome.PROVED


@pytest.mark.parametrize(("line", "symbols"), FALSE)
def test_wrong_inequalities_are_never_proved(line, symbols):
    assert ask(boxes, line, symbols).outcome is Outcome.SILENT


def test_a_bound_that_is_touched_is_silence_when_strict_or_not():
    """At x = 1/2, inside every enclosure around it, both sides are equal."""
    for relation in ("<=", "<"):
        line = f"exp(x) - exp(1/3)*(x - 1/3) {relation} exp(x) - exp(1/3)*(x - 1/3) + (x - 1/3)^2"
        assert ask(boxes, line, {"x": "scalar in [0, 1]"}).outcome is Outcome.SILENT


def test_unbounded_symbols_and_members_are_not_accepted():
    assert not accepts(boxes, "x^2 >= -1", {"x": "scalar > 0"})
    assert not accepts(boxes, "x + y + z < 4", dict.fromkeys("xyz", "scalar in [0, 1]"))
    assert not accepts(boxes, "x[1] < 4", {"x": "vector[n] in (0, 1)"})
    assert accepts(boxes, "x < 4", {"x": "scalar"}, given=["x > 0", "x < 1"])
