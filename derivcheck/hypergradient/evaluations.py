"""A problem that counts how often its losses are evaluated (each time with its gradient)."""

from __future__ import annotations

from derivcheck.hypergradient.problem import Array, BilevelProblem


class Counted:
    """The problem; `evaluations` counts the calls of its four losses.

    A gradient by reverse mode costs one evaluation, a product with a second derivative two
    gradients' time but still one evaluation.
    """

    def __init__(self, problem: BilevelProblem) -> None:
        self.problem = problem
        self.evaluations = 0
        self.name = problem.name
        self.weights, self.W, self.V = problem.weights, problem.W, problem.V
        self.step_W, self.step_V = problem.step_W, problem.step_V
        self.balance = problem.balance

    def training_losses(self, W: Array) -> Array:
        """Those of the problem."""
        self.evaluations += 1
        return self.problem.training_losses(W)

    def pseudo_loss(self, W: Array, V: Array) -> Array:
        """That of the problem."""
        self.evaluations += 1
        return self.problem.pseudo_loss(W, V)

    def paired_loss(self, V: Array) -> Array:
        """That of the problem."""
        self.evaluations += 1
        return self.problem.paired_loss(V)

    def validation_loss(self, V: Array) -> Array:
        """That of the problem."""
        self.evaluations += 1
        return self.problem.validation_loss(V)
