"""Boundaries, cells between them and ends of domains are visited (soundness R6)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.evaluation.sampling.boundaries import boundary_functions
from derivcheck.evaluation.sampling.sizes import Frame
from tests.evaluation.sampling.claims import numbers, points, read, scalars, text

BOTH = pytest.mark.parametrize("purpose", ["show", "agree"])
EMPTY = Frame({}, {}, {})


def boundaries(claim, **symbols):
    goal, _ = read(symbols, claim)
    return boundary_functions((goal,), EMPTY)


@pytest.mark.parametrize(
    ("claim", "functions", "natural"),
    [
        ("abs(x - 1) = 0", 1, 0),
        ("max(x, 2*x) = 0", 1, 0),
        ("cases(1 if 0 < x < 1, x otherwise) = 0", 2, 0),
        ("sqrt(x) = 0", 1, 1),
        ("log(x + 1) = 0", 1, 1),
        ("1/x = 0", 1, 1),
        ("x^-2 = 0", 1, 1),
        ("x^(1/2) = 0", 1, 1),
        ("x^y = 0", 2, 0),
        ("asin(x) = 0", 2, 2),
        ("acosh(x) = 0", 1, 1),
        ("x + y = 0", 0, 0),
        ("x < y", 1, 0),
        ("cases(sqrt(x) if x > 1, 0 otherwise) = 0", 2, 0),
        ("sum(abs(x - i) for i in 1..3) = 0", 3, 0),
        ("at(sqrt(y), y = x - 1) = 0", 1, 1),
        ("d(abs(x), x) = 0", 1, 0),
    ],
)
def test_boundary_functions_and_natural_conditions_are_counted(claim, functions, natural):
    found = boundaries(claim)
    assert (len(found.functions), len(found.natural)) == (functions, natural)


@BOTH
@pytest.mark.parametrize(
    ("claim", "values"),
    [
        ("sign(x)^2 = 1", ["0"]),
        ("cases(1 if x^2 = 2, 0 otherwise) = 0", ["sqrt(2)", "-sqrt(2)"]),
        ("abs(3*x - 1) = 3*x - 1", ["1/3"]),
        ("max(x^2, 2) = x^2", ["sqrt(2)", "-sqrt(2)"]),
        ("relu(sin(x)) = 1", ["0", "pi"]),
        ("cases(1 if exp(x) = 2, 0 otherwise) = 0", ["log(2)"]),
        ("asin(x) = 2", ["1", "-1"]),
        ("step(x - 17) = 1", ["17"]),
        ("abs(abs(x) - 5) = 1", ["5", "-5", "0"]),
        ("sqrt(2*x - 7) = 1", ["7/2"]),
        ("step(1/x - 4) = 1", ["1/4"]),
    ],
)
def test_roots_of_boundary_functions_are_points(purpose, claim, values):
    found = text(points({"x": "scalar"}, claim, purpose=purpose, count=30), "x")
    assert set(values) <= set(found)


@BOTH
def test_every_cell_between_boundaries_has_a_point(purpose):
    claim = "cases(1 if 100 < x < 101, 0 otherwise) = cases(1 if x < -1000, 0 otherwise)"
    values = scalars(points({"x": "scalar"}, claim, purpose=purpose, count=30), "x")
    rationals = [x for x in values if isinstance(x, Fraction)]
    for low, high in ((-(10**12), -1000), (-1000, 100), (100, 101), (101, 10**12)):
        assert any(low < x < high for x in rationals)
    assert {-1000, 100, 101} <= set(values)


def test_a_root_that_no_formula_gives_has_points_on_both_sides():
    values = scalars(points({"x": "scalar"}, "sign(x^5 - x - 1) = 1", count=30), "x")
    near = [x for x in values if abs(float(x) - 1.1673039782614187) < 1e-9]
    assert {x**5 - x - 1 > 0 for x in near} == {True, False}


def test_ties_between_two_symbols_are_visited():
    found = points({"x": "scalar", "y": "scalar"}, "max(x, y) > min(x, y)", purpose="agree")
    assert any(p.values["x"] == p.values["y"] for p in found)


def test_the_margin_of_a_hinge_is_hit_through_the_scalar():
    symbols = {"w": "vector[n]", "b": "scalar", "x": "vector[n]", "y": "scalar in {-1, 1}"}
    found = points(symbols, "max(0, 1 - y*(w'@x + b)) >= 0", purpose="agree")

    def margin(p):
        inner = sum(a[0] * c[0] for a, c in zip(p.values["w"], p.values["x"], strict=True))
        return p.values["y"][0][0] * (inner + p.values["b"][0][0])

    assert any(margin(p) == 1 for p in found if isinstance(p.values["b"][0][0], Fraction))


def test_entries_of_arrays_reach_boundaries():
    found = points({"W": "matrix[m, n]", "x": "vector[n]"}, "relu(W@x) = W@x", purpose="agree")

    def zero(p):
        rows, x = p.values["W"], p.values["x"]
        return any(sum(a * b[0] for a, b in zip(row, x, strict=True)) == 0 for row in rows)

    assert any(zero(p) and any(x for row in p.values["W"] for x in row) for p in found)


def test_arrays_that_vanish_as_a_whole_are_visited():
    found = points({"x": "vector[n]", "y": "vector[n]"}, "norm(x - y) > 0", purpose="agree")
    assert any(p.values["x"] == p.values["y"] and p.sizes["n"] > 1 for p in found)


def test_points_without_a_value_are_left_out():
    found = points({"x": "scalar"}, "log(x^2) = 2*log(-x)", purpose="agree")
    assert all(x < 0 for x in numbers(found, "x"))


def test_a_function_without_any_real_value_has_no_point():
    assert points({"x": "scalar"}, "d(log(-x^2 - 1), x) = 2*x/(x^2 + 1)") == []


def test_the_domain_of_an_array_is_that_of_its_entries():
    found = points({"p": "vector[n]"}, "sum(log(p) + log(1 - p)) <= 0", purpose="agree")
    assert len(found) >= 12
    assert all(0 < row[0] < 1 for p in found for row in p.values["p"])
