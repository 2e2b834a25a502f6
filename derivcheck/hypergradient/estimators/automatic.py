"""Exact derivatives of what gradient steps reach, by reverse mode through the steps."""

from __future__ import annotations

import autograd.numpy as np
from autograd import grad

from derivcheck.hypergradient import steps
from derivcheck.hypergradient.problem import Array, BilevelProblem


def objective(problem: BilevelProblem, A: Array) -> Array:
    """L(Vbar(Wbar(A))), the one-step outer objective."""
    return problem.validation_loss(steps.Vbar(problem, steps.Wbar(problem, A)))


def one_step(problem: BilevelProblem) -> Array:
    """grad_A L(Vbar(Wbar(A)))."""
    return grad(lambda A: objective(problem, A))(problem.weights)


def unrolled(problem: BilevelProblem, count: int) -> Array:
    """grad_A of the outer objective after `count` gradient steps on W and then as many on V."""

    def reached(A: Array) -> Array:
        W, V = problem.W, problem.V
        for _ in range(count):
            W = W - problem.step_W * steps.gradient_W(problem, A, W)
        for _ in range(count):
            V = V - problem.step_V * steps.gradient_V(problem, W, V)
        return problem.validation_loss(V)

    return np.asarray(grad(reached)(problem.weights))
