"""A reference that shares no code with the other estimators.

Inner gradients by complex steps (Squire and Trapp, 1998), exact to rounding; the outer
objective by central differences with Richardson extrapolation, one weight at a time.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy

from derivcheck.hypergradient.problem import Array, BilevelProblem, ProblemError

_TINY = 1e-40
_LEVELS = 6


def brute_force(problem: BilevelProblem, first_step: float = 0.25) -> Array:
    """grad_A L(Vbar(Wbar(A))), shape (N,); each entry costs 12 outer evaluations."""
    slopes = numpy.empty(len(problem.weights))
    for i in range(len(slopes)):

        def along(t: float, entry: int = i) -> float:
            moved = problem.weights.copy()
            moved[entry] += t
            return _outer(problem, moved)

        slopes[i] = _extrapolated(along, first_step)
    return slopes


def _outer(problem: BilevelProblem, A: Array) -> float:
    W = problem.W - problem.step_W * _gradient(
        lambda w: (A * problem.training_losses(w)).sum(), problem.W
    )
    V = problem.V - problem.step_V * _gradient(
        lambda v: problem.pseudo_loss(W, v) + problem.balance * problem.paired_loss(v), problem.V
    )
    return float(problem.validation_loss(V))


def _gradient(loss: Callable[[Array], Array], at: Array) -> Array:
    slope = numpy.empty(len(at))
    for j in range(len(at)):
        moved = at.astype(complex)
        moved[j] += 1j * _TINY
        value = loss(moved)
        if not numpy.iscomplexobj(value):
            raise ProblemError("the reference needs losses that take complex arrays")
        slope[j] = numpy.imag(value) / _TINY
    return slope


def _extrapolated(function: Callable[[float], float], step: float) -> float:
    """f'(0) by Ridders' table (1982): the entry whose estimated error is smallest."""
    table: list[list[float]] = []
    best, error = 0.0, float("inf")
    for level in range(_LEVELS):
        h = step / 2**level
        row = [(function(h) - function(-h)) / (2 * h)]
        for k in range(level):
            row.append(row[k] + (row[k] - table[-1][k]) / (4.0 ** (k + 1) - 1))
            estimated = max(abs(row[-1] - row[-2]), abs(row[-1] - table[-1][k]))
            if estimated <= error:
                best, error = row[-1], estimated
        table.append(row)
    return best
