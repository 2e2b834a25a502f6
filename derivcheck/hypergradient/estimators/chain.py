"""Equations (1) and (2) of document 000 with exact products of second derivatives."""

from __future__ import annotations

from autograd import make_vjp

from derivcheck.hypergradient import steps
from derivcheck.hypergradient.problem import Array, BilevelProblem


def equation_1(problem: BilevelProblem) -> Array:
    """grad_A Vbar(Wbar(A)) . grad L, the first factor taken as a whole."""
    pullback, Vbar = make_vjp(lambda A: steps.Vbar(problem, steps.Wbar(problem, A)))(
        problem.weights
    )
    return pullback(steps.outer_gradient(problem, Vbar))


def equation_2(problem: BilevelProblem) -> Array:
    """-xi_V (grad_V grad_W S . grad L) . grad_A Wbar, each factor by itself."""
    Wbar = steps.Wbar(problem, problem.weights)
    direction = steps.outer_gradient(problem, steps.Vbar(problem, Wbar))
    product = steps.mixed_forward(problem, Wbar, problem.V, direction)
    return -problem.step_V * weights_by_Wbar(problem, product)


def weights_by_Wbar(problem: BilevelProblem, direction: Array) -> Array:
    """grad_A Wbar . direction = -xi_W grad_A (direction . grad_W sum a_i l_i), shape (N,)."""
    return -problem.step_W * steps.losses_along(problem, problem.W, direction)
