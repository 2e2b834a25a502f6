"""Both sides of a refuted comparison of scalars along one variable."""

from __future__ import annotations

from fractions import Fraction

import pytest

import derivcheck


def drawn(text, symbols=None, given=()):
    claim = derivcheck.check(text, symbols, given)
    assert claim.verdict.value == "refuted"
    return claim.plot


def at(plot, side, x):
    return dict(plot[side])[x]


def test_values_are_exact_where_they_are_rational():
    plot = drawn("x^2 = 2*x")
    assert (plot["variable"], plot["held"], plot["exact"]) == ("x", None, True)
    assert len(plot["left"]) == len(plot["right"]) == 25
    middle = Fraction(plot["at"])
    places = [Fraction(x) for x, _ in plot["left"]]
    assert places == [middle + Fraction(k, 4) for k in range(-12, 13)]
    for x, value in plot["left"]:
        assert Fraction(value) == Fraction(x) ** 2
    for x, value in plot["right"]:
        assert Fraction(value) == 2 * Fraction(x)


def test_other_values_are_decimals():
    plot = drawn("exp(x) = 1")
    assert plot["exact"] is False
    assert (plot["at"], at(plot, "left", "1"), at(plot, "right", "1")) == ("1", "2.718281828", "1")


def test_a_side_without_a_value_is_a_gap():
    plot = drawn("1/x = x")
    assert (at(plot, "left", "0"), at(plot, "right", "0")) == (None, "0")
    assert at(plot, "left", "1/4") == "4"


def test_points_stay_in_the_declared_interval_and_meet_the_assumptions():
    plot = drawn("x^2 = x", {"x": "scalar in (0, 1)"})
    places = [Fraction(x) for x, value in plot["left"] if value is not None]
    assert min(places) > 0
    assert max(places) < 1
    assert dict(plot["left"])["0"] is None
    plot = drawn("abs(x) = 2*x", given=["x > 0"])
    assert all(Fraction(x) > 0 for x, value in plot["left"] if value is not None)


def test_of_two_variables_one_is_held_at_the_counterexample():
    claim = derivcheck.check("x*y = x + y")
    plot, point = claim.plot, claim.counterexample.assignment
    assert (plot["variable"], plot["held"]) == ("x", {"y": point["y"]})
    y = Fraction(point["y"])
    for x, value in plot["right"]:
        assert Fraction(value) == Fraction(x) + y


def test_both_sides_at_the_counterexample_are_those_it_tells():
    claim = derivcheck.check("d(x^3, x) = 2*x^2")
    example = claim.counterexample
    assert at(claim.plot, "left", claim.plot["at"]) == example.left_value
    assert at(claim.plot, "right", claim.plot["at"]) == example.right_value


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("norm(x) = 0", {"x": "vector[n]"}),  # an array
        ("x != 0", {}),  # holds nearly everywhere
        ("x + y + z = 0", {}),  # too many names
        ("2^k = k", {"k": "index"}),  # nothing moves freely
        ("x = 2", {"x": "scalar in {-1, 1}"}),
        ("convex(x^3, x)", {}),  # no comparison
        ("sum(x^k for k in 1..40) = x", {}),  # as long as a number says
        (" + ".join(["x"] * 100) + " = " + "*".join(["x"] * 100), {}),  # large
    ],
)
def test_other_claims_have_none(text, symbols):
    assert drawn(text, symbols) is None


def test_a_proved_claim_has_none():
    assert derivcheck.check("x + x = 2*x").plot is None


def test_the_wrong_line_of_a_chain_has_the_picture(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(
        "claims:\n  - id: a\n    symbols: {x: scalar}\n    steps: |\n"
        "      (x + 1)^2\n      = x^2 + 2*x + 1\n      = x^2 + 1\n"
    )
    (claim,) = derivcheck.verify(file, jobs=1).claims
    assert claim.first_wrong_step == 3
    assert [step.plot is None for step in claim.steps] == [True, False]
    assert claim.plot == claim.steps[1].plot
    assert claim.plot["variable"] == "x"


def test_values_beyond_all_floats_are_gaps():
    plot = drawn("(10*x + 7)^400 = x")
    told = [value for _, value in plot["left"]]
    assert None in told
    assert all(abs(float(value)) < 1e308 for value in told if value is not None)
    assert all("inf" not in (value or "") for value in told)


def test_definitions_that_double_cost_nothing(tmp_path):
    lines = "".join(f"      f{n}: f{n - 1}*f{n - 1}\n" for n in range(1, 12))
    file = tmp_path / "a.yaml"
    file.write_text(
        "claims:\n  - id: a\n    symbols: {x: scalar}\n    define:\n      f0: x + 1\n"
        f"{lines}    claim: f11 = x\n"
    )
    (claim,) = derivcheck.verify(file, jobs=1).claims
    assert claim.verdict.value == "refuted"
    assert claim.plot is None
