"""Sets that random points never hit are constructed (soundness R2)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.evaluation.sampling.generators import _length
from derivcheck.evaluation.sampling.structures import fits, from_flint, to_flint
from tests.evaluation.sampling.claims import array, points, read, sample, scalars, text

BOTH = pytest.mark.parametrize("purpose", ["show", "agree"])


@BOTH
def test_both_irrational_roots_of_an_equation_are_points(purpose):
    found = points({"x": "scalar"}, "x^4 = 4", "x^2 = 2", purpose=purpose)
    assert sorted(text(found, "x")) == ["-sqrt(2)", "sqrt(2)"]


@BOTH
def test_the_single_point_of_a_joint_domain_is_found(purpose):
    found = points({"x": "scalar"}, "asin(x)*acosh(x) = 0", purpose=purpose)
    assert scalars(found, "x") == [1]


@BOTH
def test_an_odd_root_of_both_signs_leaves_zero(purpose):
    found = points({"x": "scalar"}, "(-x)^(1/3) = -x^(1/3)", purpose=purpose)
    assert scalars(found, "x") == [0]


@BOTH
def test_values_of_a_tiny_interval_lie_inside_it(purpose):
    found = points({"x": "scalar in (0, 1e-30)"}, "x < 1e-29", purpose=purpose)
    assert len(found) >= 12
    assert all(0 < x < Fraction(1, 10**30) for x in scalars(found, "x"))


def test_a_tiny_interval_between_two_assumptions_is_found():
    found = points({"x": "scalar"}, "x = x", "x^2 < 2", "x^2 > 2 - 1e-20")
    assert found


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("x^3 = 2", "2^(1/3)"),
        ("x^3 = 8", "2"),
        ("exp(x) = 2", "log(2)"),
        ("log(x) = 1", "exp(1)"),
        ("2*x + 1 = 0", "-1/2"),
        ("sqrt(x) = 3", "9"),
        ("1/x = 7", "1/7"),
        ("2^x = 8", "log(8)/log(2)"),
        ("atan(x) = 0", "0"),
        ("x = sqrt(3)", "sqrt(3)"),
        ("tanh(x) = 1/2", "atanh(1/2)"),
    ],
)
def test_equations_in_one_symbol_are_solved_in_closed_form(given, value):
    assert text(points({"x": "scalar"}, "x = x", given, count=1), "x") == [value]


def test_three_real_roots_of_an_irreducible_cubic_are_found():
    found = points({"x": "scalar"}, "x = x", "x^3 - 3*x + 1 = 0", purpose="agree")
    assert len(set(text(found, "x"))) == 3


def test_a_root_that_another_assumption_excludes_is_no_point():
    found = points({"x": "scalar > 0"}, "x = x", "x^2 = 2")
    assert text(found, "x") == ["sqrt(2)"]


def test_an_isolated_array_is_substituted():
    symbols = {"Q": "matrix[n, n] symmetric", "xs": "vector[n]", "c": "vector[n]"}
    found = points(symbols, "Q@xs = -c", "Q@xs = -c", purpose="agree")
    assert len(found) >= 12
    assert any(any(row[0] for row in p.values["c"]) for p in found)


def test_a_linear_equation_is_solved_for_an_array():
    symbols = {"X": "matrix[n, d]", "w": "vector[d]", "t": "vector[n]"}
    found = points(symbols, "norm(X@w - t) = 0", "X@w - t = 0", purpose="agree")
    assert {(p.sizes["n"] > p.sizes["d"]) - (p.sizes["n"] < p.sizes["d"]) for p in found} == {
        *(-1, 0, 1)
    }


def test_a_null_space_is_used_where_it_is_not_zero():
    symbols = {"X": "matrix[n, d]", "a": "vector[n]"}
    found = points(symbols, "X'@a = 0", "X@X'@a = 0", purpose="agree")
    nonzero = [p for p in found if any(row[0] for row in p.values["a"])]
    assert any(p.sizes["n"] > p.sizes["d"] for p in nonzero)


def test_two_linear_equations_hold_together():
    symbols = {"w": "vector[3]", "u": "vector[3]"}
    found = points(symbols, "sum(w) = 1", "sum(w) = 1", "u'@w = 2", purpose="agree")
    assert len(found) >= 12


def test_a_system_with_an_inequality_is_met():
    found = points({"x": "scalar", "y": "scalar"}, "x = x", "x + y = 1", "x*y > 0.2")
    assert len(found) >= 4


def test_points_of_a_simplex_are_found():
    found = points({"p": "vector[K] in (0, 1)"}, "sum(p) = 1", "sum(p) = 1", purpose="agree")
    assert {3, 4} <= {p.sizes["K"] for p in found}


@BOTH
def test_orthonormal_columns_are_generated(purpose):
    symbols = {"X": "matrix[n, d]", "w": "vector[d]"}
    found = points(symbols, "norm(X@w) = norm(w)", "X'@X = I", purpose=purpose, count=20)
    assert any(p.sizes["n"] > p.sizes["d"] > 1 for p in found)
    assert any(p.sizes["n"] == p.sizes["d"] > 1 for p in found)


def test_projections_are_neither_all_zero_nor_all_identity():
    found = points({"A": "matrix[n, n]"}, "A@A = A", "A@A = A", purpose="agree")
    ranks = {(p.sizes["n"], to_flint(p.values["A"]).rank()) for p in found}
    assert (2, 1) in ranks
    skew = [p for p in found if not fits(p.values["A"], frozenset({"symmetric"}))]
    assert skew


def test_symmetric_projections_stay_symmetric():
    found = points({"A": "matrix[n, n] symmetric"}, "A@A = A", "A^2 = A", purpose="agree")
    assert any(to_flint(p.values["A"]).rank() == 1 and p.sizes["n"] == 2 for p in found)


@pytest.mark.parametrize("given", ["A@A = I", "A@A = 0", "A@A' = A'@A", "A' = -A"])
def test_other_equations_of_matrices_have_points_that_are_not_zero(given):
    found = points({"A": "matrix[3, 3]"}, "A = A", given, purpose="agree")
    assert any(any(x for row in p.values["A"] for x in row) for p in found)


def test_commuting_matrices_are_not_only_multiples_of_the_identity():
    symbols = {"A": "matrix[n, n]", "B": "matrix[n, n]"}
    found = points(symbols, "A@B = B@A", "A@B = B@A", purpose="agree")
    generic = [p for p in found if p.sizes["n"] > 1 and p.values["A"][0][1] and p.values["B"][0][1]]
    assert generic


@pytest.mark.parametrize("given", ["norm(x) = 1", "x'@x = 1", "norm(x)^2 = 1", "sum(x .^ 2) = 1"])
def test_unit_vectors_are_rational(given):
    found = points({"x": "vector[n]"}, "norm(x) = 1", given, purpose="agree")
    long = [p for p in found if p.sizes["n"] == 3]
    assert long
    assert all(isinstance(row[0], Fraction) for p in long for row in p.values["x"])


def test_the_unit_circle_is_reached_from_scalars():
    found = points({"x": "scalar", "y": "scalar"}, "x = x", "x^2 + y^2 = 1", purpose="agree")
    assert len(found) >= 12


def test_an_equation_on_an_unknown_function_is_met_by_its_coefficients():
    symbols = {"x": "scalar", "f": "function(scalar) -> scalar"}
    found = points(symbols, "d(f(x), x, x) = f(x)", "d(f(x), x) = f(x)", purpose="agree")
    assert len(found) >= 12


def test_solutions_of_either_side_of_an_equivalence_are_visited():
    found = points({"x": "scalar"}, "x^2 = 2 <=> x = 5", count=24)
    assert {"sqrt(2)", "-sqrt(2)", "5"} <= set(text(found, "x"))


def test_solutions_are_taken_for_the_unknown():
    symbols = {"A": "matrix[n, n]", "b": "vector[n]", "x": "vector[n]"}
    goal, context = read(symbols, "A@x = b <=> x = inv(A)@b", unknown=("x",))
    from derivcheck.evaluation.sampling.points import admissible
    from tests.evaluation.sampling.claims import holds

    found = admissible(context, (goal,), 1, 12, purpose="agree").points
    assert any(holds(goal.left, p, context) and p.sizes["n"] > 1 for p in found)


def test_contradictory_assumptions_have_no_point_and_a_reason():
    sampled = sample({"x": "scalar"}, "x = x", ["x > 1", "x < 0"])
    assert sampled.points == []
    assert sampled.note == "the conditions on a symbol leave it no value"


def test_an_equation_without_real_solution_has_no_point():
    sampled = sample({"x": "scalar"}, "x = x", ["x^2 = -1"])
    assert sampled.points == []
    assert "an equation among the assumptions was not solved" in (sampled.note or "")


def test_a_square_of_a_norm_is_recognised():
    goal, _ = read({"x": "vector[n]"}, "norm(x)^2 = 1")
    term, squared = _length(goal.left)
    assert (term.name, squared) == ("x", True)


def test_matrices_survive_the_way_to_flint_and_back():
    a = array((1, "1/2"), (0, -3))
    assert from_flint(to_flint(a)) == a
