"""Estimators of the hypergradient, each named after its equation.

An estimator takes a problem and gives grad_A of the outer objective, shape (N,).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from derivcheck.hypergradient.estimators.automatic import one_step, unrolled
from derivcheck.hypergradient.estimators.chain import equation_1, equation_2
from derivcheck.hypergradient.estimators.differences import difference_V, equation_3
from derivcheck.hypergradient.estimators.implicit import (
    conjugate_gradient,
    implicit,
    neumann_series,
)
from derivcheck.hypergradient.estimators.reference import brute_force
from derivcheck.hypergradient.evaluations import Counted
from derivcheck.hypergradient.problem import Array, BilevelProblem

ESTIMATORS: dict[str, Callable[[BilevelProblem], Array]] = {
    "one-step": one_step,
    "equation-1": equation_1,
    "equation-2": equation_2,
    "difference-V": difference_V,
    "equation-3": equation_3,
    "unrolled": lambda problem: unrolled(problem, 20),
    "implicit-cg": lambda problem: implicit(problem, conjugate_gradient),
    "implicit-neumann": lambda problem: implicit(problem, neumann_series),
    "brute-force": brute_force,
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A hypergradient, shape (N,), the loss evaluations it took and the seconds."""

    estimator: str
    value: Array
    evaluations: int
    seconds: float


def estimate(problem: BilevelProblem, name: str) -> Estimate:
    """Run one estimator and count."""
    counted = Counted(problem)
    start = perf_counter()
    value = ESTIMATORS[name](counted)
    return Estimate(name, value, counted.evaluations, perf_counter() - start)
