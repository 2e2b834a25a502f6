"""Exact estimators agree with each other, with closed forms and with brute force."""

from __future__ import annotations

import numpy as np
import pytest

from derivcheck.hypergradient import ESTIMATORS, PROBLEMS, Sizes, estimate, problem_named
from derivcheck.hypergradient.estimators.automatic import one_step, unrolled
from derivcheck.hypergradient.estimators.implicit import conjugate_gradient, neumann_series
from derivcheck.hypergradient.orders import relative

SMALL = Sizes(weights=5, features=2, pairs=3)
SEEDS = range(20)


@pytest.mark.parametrize("name", PROBLEMS)
def test_brute_force_agrees_with_automatic_differentiation(name):
    for seed in SEEDS:
        problem = problem_named(name, SMALL, seed)
        assert relative(one_step(problem), ESTIMATORS["brute-force"](problem)) < 1e-8


@pytest.mark.parametrize("name", PROBLEMS)
def test_equations_1_and_2_agree_with_automatic_differentiation(name):
    for seed in SEEDS:
        problem = problem_named(name, SMALL, seed)
        exact = one_step(problem)
        assert relative(ESTIMATORS["equation-1"](problem), exact) < 1e-12
        assert relative(ESTIMATORS["equation-2"](problem), exact) < 1e-12


def test_the_quadratic_problem_has_a_closed_form():
    for seed in SEEDS:
        problem = problem_named("quadratic", Sizes(), seed)
        assert relative(one_step(problem), problem.one_step_hypergradient()) < 1e-13
        implicit = ESTIMATORS["implicit-cg"](problem)
        assert relative(implicit, problem.optimal_hypergradient()) < 1e-9


@pytest.mark.parametrize("name", ["quadratic", "logistic", "translator"])
def test_long_unrolling_tends_to_the_implicit_hypergradient(name):
    problem = problem_named(name, Sizes(weights=8, features=2, pairs=6), 1)
    implicit = ESTIMATORS["implicit-cg"](problem)
    near, far = (relative(unrolled(problem, count), implicit) for count in (10, 100))
    assert far < 0.1 * near
    assert relative(ESTIMATORS["implicit-neumann"](problem), implicit) < 1e-6


def test_one_unrolled_step_is_the_one_step_derivative():
    problem = problem_named("network", SMALL, 0)
    assert relative(unrolled(problem, 1), one_step(problem)) < 1e-13


def test_solvers_invert_a_positive_definite_matrix():
    matrix = np.array([[2.0, 0.5], [0.5, 1.0]])
    right = np.array([1.0, -1.0])
    for solve in (conjugate_gradient, neumann_series):
        assert np.allclose(matrix @ solve(lambda v: matrix @ v, right), right, atol=1e-10)


@pytest.mark.parametrize("name", ["one-step", "equation-3", "difference-V", "equation-2"])
def test_evaluations_do_not_grow_with_the_weights(name):
    few, many = (
        estimate(problem_named("logistic", Sizes(weights=count), 0), name).evaluations
        for count in (5, 500)
    )
    assert few == many


def test_brute_force_grows_linearly():
    few, many = (
        estimate(problem_named("logistic", Sizes(count, 2, 3), 0), "brute-force").evaluations
        for count in (3, 9)
    )
    assert many == 3 * few
