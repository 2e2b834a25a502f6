"""Points as a whole: admissible, in a useful order, the same every time."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.evaluation.sampling.points import Sampler, admissible
from derivcheck.evaluation.sampling.stages import Stage
from derivcheck.evaluation.sampling.states import State
from tests.evaluation.sampling.claims import (
    array,
    holds,
    numbers,
    points,
    read,
    sample,
    scalars,
    text,
)

BOTH = pytest.mark.parametrize("purpose", ["show", "agree"])

CLAIMS = [
    ({"x": "scalar > 0", "y": "scalar"}, "log(x)*y = y*log(x)", ["y != 0"]),
    ({"a": "scalar", "b": "scalar > a", "x": "scalar in (a, b)"}, "a < x", []),
    ({"A": "matrix[n, n] symmetric"}, "tr(A) = tr(A')", ["det(A) > 0"]),
    ({"X": "matrix[n, d]"}, "rank(X) <= d", ["n <= d"]),
    (
        {"w": "vector[n]", "k": "index in 1..n"},
        "norminf(w) = abs(w[k])",
        ["abs(w[i]) < abs(w[k]) for i in 1..n if i != k"],
    ),
    ({"x": "vector[n]", "z": "vector[n]"}, "norm(x - z) > 0", ["x != z"]),
    ({"x": "vector[n]"}, "norm(x) < 1", ["norm(x) < 1", "sum(x) > 0"]),
    ({"W[k]": "matrix[m[k], m[k-1]] for k in 1..H"}, "norm(W[1]) >= 0", []),
    ({"x": "scalar", "f": "function(scalar) -> scalar"}, "f(x) = f(x)", ["f(x) > 0"]),
]


@BOTH
@pytest.mark.parametrize(("symbols", "claim", "given"), CLAIMS)
def test_every_point_is_admissible_and_there_are_enough(purpose, symbols, claim, given):
    found = points(symbols, claim, *given, purpose=purpose)  # checked again in `sample`
    assert len(found) >= 12


@BOTH
@pytest.mark.parametrize(("symbols", "claim", "given"), CLAIMS[:5])
def test_the_same_question_has_the_same_points(purpose, symbols, claim, given):
    first, second = (points(symbols, claim, *given, purpose=purpose) for _ in range(2))
    assert [p.sentence for p in first] == [p.sentence for p in second]


def test_another_seed_gives_other_generic_points():
    first, second = (
        points({"x": "scalar"}, "x = x", purpose="agree", seed=seed) for seed in (1, 2)
    )
    assert text(first, "x") != text(second, "x")


def test_simple_points_come_first():
    assert text(points({"x": "scalar"}, "x = x"), "x")[:4] == ["0", "1", "-1", "2"]
    found = points({"x": "scalar", "y": "scalar"}, "x = y")
    assert [p.sentence for p in found[:3]] == ["x = 0, y = 0", "x = 1, y = 1", "x = 1, y = 0"]


def test_small_matrices_are_shown():
    found = points({"A": "matrix[n, n]", "B": "matrix[n, n]"}, "A@B = B@A", count=40)
    entries = {x for p in found for row in p.values["A"] for x in row}
    assert max(abs(x) for x in entries) <= 16


def test_generic_points_are_marked():
    sampled = sample({"x": "scalar", "A": "matrix[n, n]"}, "x*A = A*x", purpose="agree", count=10)
    assert sum(sampled.generic) == 10
    assert len(sampled.generic) == len(sampled.points)
    chosen = [p for p, generic in zip(sampled.points, sampled.generic, strict=True) if generic]
    assert all(x.denominator > 1 << 10 for x in scalars(chosen, "x"))


def test_the_caller_may_refuse_points():
    sampled = sample(
        {"x": "scalar"}, "x = x", defined=lambda p: numbers([p], "x")[0] > 1, purpose="agree"
    )
    assert sampled.rejected > 0
    assert all(x > 1 for x in numbers(sampled.points, "x"))


def test_the_points_given_to_the_caller_are_those_returned():
    asked = []
    found = points({"x": "scalar"}, "x = x", defined=lambda p: asked.append(p) or True)
    assert all(any(p is q for q in asked) for p in found)


def test_refusing_everything_is_told():
    sampled = sample({"x": "scalar"}, "x = x", defined=lambda p: False)
    assert (sampled.points, sampled.note) == ([], "a side has no value")


def test_a_claim_without_symbols_has_one_point():
    sampled = sample({}, "2^-1 = 1/2")
    assert len(sampled.points) == 1


def test_symbols_that_do_not_occur_get_no_value():
    (point, *_) = points({"x": "scalar", "unused": "matrix[n, n]"}, "x = x")
    assert set(point.values) == {"x"}


def test_bounds_that_mention_other_symbols_hold():
    found = points({"a": "scalar", "x": "scalar > a"}, "x > a", purpose="agree")
    assert all(a < x for a, x in zip(numbers(found, "a"), numbers(found, "x"), strict=True))


def test_a_positive_determinant_is_met_at_every_size():
    found = points({"X": "matrix[n, n]"}, "log(det(X)) = logdet(X)", "det(X) > 0", purpose="agree")
    assert {p.sizes["n"] for p in found} == {1, 2, 3, 4}


def test_extra_conditions_hold():
    goal, context = read({"x": "scalar"}, "x = x")
    extra, _ = read({"x": "scalar"}, "x > 10")
    found = admissible(context, (goal,), 1, 12, purpose="show", extra=(extra,)).points
    assert len(found) == 12
    assert all(holds(extra, p, context) for p in found)


def test_an_inequality_that_fails_in_a_narrow_place_is_looked_at_there():
    claim = "x^2 + y^2 - 2.0002*x*y + 1e-9 >= 0"
    goal, context = read({"x": "scalar", "y": "scalar"}, claim)
    found = admissible(context, (goal,), 1, 24, purpose="show").points
    assert any(holds(goal, p, context) is False for p in found)


def state_at(symbols, claim, given, frame=0, **values):
    goal, context = read(symbols, claim, given)
    sampler = Sampler(context, (goal,), 1, "show")
    stage = Stage(sampler.judge, sampler.used, sampler.frames[frame], (goal,), sampler.open)
    slots = {(name, ()): value for name, value in values.items()}
    return stage, State(stage.frame, stage.places, slots, {})


def test_a_value_outside_its_declared_type_is_rejected():
    stage, wrong = state_at({"x": "scalar in (0, 1)"}, "x = x", [], x=array([1]))
    assert not stage.typed(wrong)
    stage, right = state_at({"x": "scalar in (0, 1)"}, "x = x", [], x=array(["1/2"]))
    assert stage.typed(right)


def test_a_matrix_without_its_structure_is_rejected():
    symbols = {"A": "matrix[2, 2] symmetric"}
    stage, wrong = state_at(symbols, "A = A", [], A=array((1, 2), (3, 4)))
    assert not stage.shaped(wrong, ("A", ()))


def test_a_point_that_breaks_an_assumption_is_rejected():
    stage, wrong = state_at(
        {"x": "scalar", "y": "scalar"}, "x = y", ["x < y"], x=array([1]), y=array([1])
    )
    assert len(stage.violated(wrong, stage.expanded)) == 1
    assert not stage.admits(wrong)


def test_an_assumption_that_cannot_be_judged_is_told():
    sampled = sample({"x": "scalar", "a": "scalar"}, "x = x", ["lim(x^a, x -> 0+) = 0"])
    assert sampled.points == []
    assert "cannot judge" in (sampled.note or "")


def test_values_are_exact():
    found = points({"x": "scalar", "X": "matrix[n, n]"}, "x*X = X*x", purpose="agree")
    for p in found:
        for rows in p.values.values():
            assert all(not isinstance(x, float) for row in rows for x in row)
            assert all(isinstance(x, Fraction) or x.shape.is_scalar for row in rows for x in row)
