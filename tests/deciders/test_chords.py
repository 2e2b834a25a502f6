"""Chords through concave kinks and ridges, which random chords miss."""

from __future__ import annotations

import pytest

from derivcheck.deciders import chords
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

SYMBOLS = {"u": "vector[n]", "v": "vector[n]", "x": "scalar", "y": "scalar"}


@pytest.mark.parametrize(
    "text",
    [
        "convex(norm(u)^2 - norm1(u), u)",
        "convex(max(u)^2, u)",
        "convex(max(u)*sum(u), u)",
        "convex(x^2 - 1/1000*abs(x - 7), x)",
        "convex(x^2 - 1/20*max(x, y), [x, y])",
        "concave(min(u)^3, u)",
    ],
)
def test_a_concave_kink_is_met(text):
    found = ask(chords, text, SYMBOLS)
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample is not None


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("convex(norm(u)*norm1(u), u)", SYMBOLS),
        ("convex(x^2 + abs(x - 7), x)", SYMBOLS),
        ("convex(1/x, x)", {"x": "scalar > 0"}),
        ("convex(x^3, x)", {"x": "scalar >= 0"}),
        ("convex(cases(1 if x = 0, x^2 if x > 0), x)", SYMBOLS),
    ],
)
def test_no_chord_leaves_the_domain_or_speaks_against_a_convex_function(text, symbols):
    assert ask(chords, text, symbols).outcome is Outcome.SILENT
