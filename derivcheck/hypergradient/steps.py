"""The inner gradient steps of document 000 and their exact derivative products.

No product forms a matrix of second derivatives: memory stays linear in the parameters.
"""

from __future__ import annotations

import autograd.numpy as np
from autograd import grad, make_jvp

from derivcheck.hypergradient.problem import Array, BilevelProblem


def gradient_W(problem: BilevelProblem, A: Array, W: Array) -> Array:
    """grad_W sum a_i l_i(W), shape (m,)."""
    return grad(lambda w: np.dot(A, problem.training_losses(w)))(W)


def gradient_V(problem: BilevelProblem, W: Array, V: Array) -> Array:
    """grad_V [S(W, V) + lambda T(V)], shape (r,)."""
    return grad(lambda v: problem.pseudo_loss(W, v) + problem.balance * problem.paired_loss(v))(V)


def Wbar(problem: BilevelProblem, A: Array) -> Array:
    """W - xi_W grad_W sum a_i l_i(W)."""
    return problem.W - problem.step_W * gradient_W(problem, A, problem.W)


def Vbar(problem: BilevelProblem, W: Array) -> Array:
    """V - xi_V grad_V [S(W, V) + lambda T(V)]."""
    return problem.V - problem.step_V * gradient_V(problem, W, problem.V)


def outer_gradient(problem: BilevelProblem, V: Array) -> Array:
    """grad L(V), shape (r,)."""
    return grad(problem.validation_loss)(V)


def pseudo_gradient_W(problem: BilevelProblem, W: Array, V: Array) -> Array:
    """grad_W S(W, V), shape (m,)."""
    return grad(lambda w: problem.pseudo_loss(w, V))(W)


def mixed_backward(problem: BilevelProblem, W: Array, V: Array, direction: Array) -> Array:
    """grad_W (direction . grad_V S), shape (m,): reverse over reverse."""

    def along(w: Array) -> Array:
        return np.dot(direction, grad(lambda v: problem.pseudo_loss(w, v))(V))

    return grad(along)(W)


def mixed_forward(problem: BilevelProblem, W: Array, V: Array, direction: Array) -> Array:
    """The derivative of grad_W S by V along the direction, shape (m,): forward over reverse."""
    _, slope = make_jvp(lambda v: pseudo_gradient_W(problem, W, v))(V)(direction)
    return slope


def losses_along(problem: BilevelProblem, W: Array, direction: Array) -> Array:
    """grad_A (direction . grad_W sum a_i l_i), shape (N,): the l_i change along the direction."""
    _, slope = make_jvp(problem.training_losses)(W)(direction)
    return slope
