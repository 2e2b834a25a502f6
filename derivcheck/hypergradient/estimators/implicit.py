"""The hypergradient at the inner optima by the implicit function theorem.

What the one-step formula approximates: dL/dA = grad_A grad_W s . H_W^-1 . grad_W grad_V S .
H_V^-1 . grad L with H the Hessians at the optima, each inverse applied by conjugate gradients
or by a Neumann series (Lorraine, Vicol and Duvenaud, 2020).
"""

from __future__ import annotations

from collections.abc import Callable

import autograd.numpy as np
from autograd import grad, make_jvp

from derivcheck.hypergradient import steps
from derivcheck.hypergradient.problem import Array, BilevelProblem, ProblemError

Product = Callable[[Array], Array]
Solver = Callable[[Product, Array], Array]

_MOST_STEPS, _TOLERANCE = 200, 1e-11


def implicit(problem: BilevelProblem, solve: Solver) -> Array:
    """grad_A L(V*(W*(A))), shape (N,)."""

    def training(w: Array) -> Array:
        return np.dot(problem.weights, problem.training_losses(w))

    W = minimiser(training, problem.W)

    def second(v: Array) -> Array:
        return problem.pseudo_loss(W, v) + problem.balance * problem.paired_loss(v)

    V = minimiser(second, problem.V)
    adjoint_V = solve(hessian_product(second, V), steps.outer_gradient(problem, V))
    adjoint_W = solve(hessian_product(training, W), steps.mixed_backward(problem, W, V, adjoint_V))
    return steps.losses_along(problem, W, adjoint_W)


def hessian_product(loss: Product, at: Array) -> Product:
    """direction -> Hessian . direction, by forward over reverse mode."""
    along = make_jvp(grad(loss))(at)
    return lambda direction: along(direction)[1]


def minimiser(loss: Product, start: Array) -> Array:
    """A stationary point of positive curvature by Newton's method with step halving."""
    slope = grad(loss)
    at = start
    for _ in range(_MOST_STEPS):
        gradient = slope(at)
        if np.linalg.norm(gradient) <= _TOLERANCE * (1 + np.linalg.norm(at)):
            return at
        step = conjugate_gradient(hessian_product(loss, at), gradient)
        length, value = 1.0, loss(at)
        while not loss(at - length * step) <= value and length > 1e-8:
            length /= 2
        at = at - length * step
    raise ProblemError("an inner optimum was not reached by Newton's method")


def conjugate_gradient(product: Product, right: Array) -> Array:
    """H x = right for a positive definite H (Hestenes and Stiefel, 1952)."""
    x = np.zeros_like(right)
    residual = right
    direction, square = residual, np.dot(residual, residual)
    target = 1e-26 * square
    for _ in range(10 * len(right)):
        if square <= target:
            break
        image = product(direction)
        curvature = np.dot(direction, image)
        if curvature <= 0:
            raise ProblemError("an inner Hessian is not positive definite")
        x = x + square / curvature * direction
        residual = residual - square / curvature * image
        former, square = square, np.dot(residual, residual)
        direction = residual + square / former * direction
    return x


def neumann_series(product: Product, right: Array, terms: int = 20_000) -> Array:
    """eta sum_k (I - eta H)^k right until terms vanish, eta below 1/norm(H)."""
    eta = 1 / (1.1 * _largest_eigenvalue(product, right))
    total, term = np.zeros_like(right), eta * right
    for _ in range(terms):
        total = total + term
        term = term - eta * product(term)
        if np.linalg.norm(term) <= 1e-12 * np.linalg.norm(total):
            return total
    raise ProblemError("the Neumann series did not converge")


def _largest_eigenvalue(product: Product, start: Array) -> float:
    vector = start / np.linalg.norm(start)
    value = 0.0
    for _ in range(50):
        image = product(vector)
        value = float(np.linalg.norm(image))
        if value == 0:
            raise ProblemError("an inner Hessian vanishes")
        vector = image / value
    return value
