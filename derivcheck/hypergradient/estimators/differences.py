"""The finite differences of document 000, and equation (3) made of them."""

from __future__ import annotations

from collections.abc import Callable

import autograd.numpy as np

from derivcheck.hypergradient import steps
from derivcheck.hypergradient.estimators.chain import weights_by_Wbar
from derivcheck.hypergradient.problem import Array, BilevelProblem, ProblemError

#: the document's step is this long: alpha = 0.01/norm of the direction
LENGTH = 0.01
#: a direction shorter than this has no trustworthy alpha in double precision
SHORTEST = 1e-12


def document_alpha(direction: Array, length: float = LENGTH) -> float:
    """length/norm(direction); `ProblemError` where it is undefined or beyond sense."""
    size = float(np.linalg.norm(direction))
    if size < SHORTEST:
        raise ProblemError(
            f"alpha = {length:g}/norm is {'undefined' if size == 0 else 'huge'}: "
            f"the direction has norm {size:.1e}"
        )
    return length / size


def central(function: Callable[[Array], Array], at: Array, step: Array, alpha: float) -> Array:
    """(f(x + alpha s) - f(x - alpha s))/(2 alpha)."""
    return (function(at + alpha * step) - function(at - alpha * step)) / (2 * alpha)


def second_stage(problem: BilevelProblem) -> tuple[Array, Array]:
    """Wbar and the direction grad L(Vbar)."""
    Wbar = steps.Wbar(problem, problem.weights)
    return Wbar, steps.outer_gradient(problem, steps.Vbar(problem, Wbar))


def mixed_difference(problem: BilevelProblem, Wbar: Array, direction: Array, alpha: float) -> Array:
    """grad_V grad_W S . direction by one central difference of grad_W S in V, shape (m,)."""
    return central(lambda V: steps.pseudo_gradient_W(problem, Wbar, V), problem.V, direction, alpha)


def losses_difference(problem: BilevelProblem, direction: Array, alpha: float) -> Array:
    """direction . grad_W grad_A sum a_i l_i by one central difference in W, shape (N,)."""
    return central(problem.training_losses, problem.W, direction, alpha)


def difference_V(problem: BilevelProblem, length: float = LENGTH) -> Array:
    """Equation (2) with its first product by a finite difference, alpha_W = length/norm."""
    Wbar, direction = second_stage(problem)
    alpha = document_alpha(direction, length)
    product = mixed_difference(problem, Wbar, direction, alpha)
    return -problem.step_V * weights_by_Wbar(problem, product)


def equation_3(problem: BilevelProblem, length: float = LENGTH) -> Array:
    """xi_W xi_V/(2 alpha_W) R, R by two finite differences, each with its own alpha_A."""
    Wbar, direction = second_stage(problem)
    alpha = document_alpha(direction, length)
    terms = []
    for sign in (1, -1):
        gradient = steps.pseudo_gradient_W(problem, Wbar, problem.V + sign * alpha * direction)
        own = document_alpha(gradient, length)
        terms.append(losses_difference(problem, gradient, own))
    return problem.step_W * problem.step_V / (2 * alpha) * (terms[0] - terms[1])
