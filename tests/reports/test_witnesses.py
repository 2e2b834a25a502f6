"""Counterexamples that are more than a point with two sides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import SIGN, report

from derivcheck.reports import Options, render
from derivcheck.verify.record import Counterexample


def refuted_at(**known):
    example = Counterexample(**known)
    refuted = replace(SIGN, suggestion=None, snippet=None, counterexample=example)
    return render(report(refuted), "text", Options())


def test_a_better_point_is_told_beside_the_claimed_minimiser():
    shown = refuted_at(
        kind="better",
        assignment={"y": "1", "x2": ["0", "1/2"]},
        witness={"x2": ["0", "1/2"]},
        left="1",
        right="0",
    )
    assert "  at y = 1\n     claimed minimiser   value 1\n" in shown
    assert "     x = [0, 1/2]        value 0, which is smaller\n" in shown


@pytest.mark.parametrize(("relation", "side"), [("<=", "above"), (">=", "below")])
def test_a_midpoint_is_told_with_both_ends(relation, side):
    shown = refuted_at(
        kind="midpoint",
        assignment={"x": "1", "y": "0", "x2": "0", "y2": "1"},
        witness={"x": "1", "y": "0", "x2": "0", "y2": "1"},
        relation=relation,
        left="1/16",
        right="0",
    )
    assert "  at (1, 0) and (0, 1)   mean of the two values: 0\n" in shown
    assert f"  midpoint (1/2, 1/2)    value 1/16, {side} the mean\n" in shown


def test_a_point_below_the_supporting_line_is_told():
    shown = refuted_at(
        kind="inequality",
        assignment={"x2": "1", "x": "0"},
        witness={"x2": "1"},
        left="1",
        right="2",
    )
    assert "  at x = 0, z = 1\n     f(z)                1\n" in shown


def test_a_lost_solution_is_told_as_what_holds_and_what_does_not():
    shown = refuted_at(
        kind="solution",
        assignment={"x": "0"},
        relation="<=>",
        left="holds",
        right="fails",
        left_text="x^2 = x",
        right_text="x = 1",
    )
    assert "  at x = 0\n     x^2 = x   holds\n     x = 1     does not hold\n" in shown
