"""Least squares in both stages: every derivative has a closed form."""

from __future__ import annotations

from dataclasses import dataclass

import autograd.numpy as np
import numpy

from derivcheck.hypergradient.problem import Array
from derivcheck.hypergradient.problems.drawn import TwoStage, drawn, positive_weights


@dataclass(frozen=True, slots=True)
class Quadratic(TwoStage):
    """l_i = (x_i'W - y_i)^2/2, S = |U(V - W)|^2/2, T = |PV - q|^2/2, L = |ZV - z|^2/2."""

    step_W: float = 0.05
    step_V: float = 0.05
    balance: float = 0.5
    name: str = "quadratic"

    def training_losses(self, W: Array) -> Array:
        """Half the squared residual of each pair."""
        return 0.5 * (self.data.X @ W - self.data.y) ** 2

    def pseudo_loss(self, W: Array, V: Array) -> Array:
        """The pseudo-target of u is u'W."""
        return 0.5 * np.sum((self.data.U @ (V - W)) ** 2)

    def paired_loss(self, V: Array) -> Array:
        """Half the squared residuals."""
        return 0.5 * np.sum((self.data.P @ V - self.data.q) ** 2)

    def validation_loss(self, V: Array) -> Array:
        """Half the squared residuals."""
        return 0.5 * np.sum((self.data.Z @ V - self.data.z) ** 2)

    def one_step_hypergradient(self) -> Array:
        """-xi_W xi_V (x_i'W - y_i) x_i'U'U grad L(Vbar), entry by entry, shape (N,)."""
        residual = self.data.X @ self.W - self.data.y
        Wbar = self.W - self.step_W * self.data.X.T @ (self.weights * residual)
        slope = self.data.U.T @ (self.data.U @ (self.V - Wbar))
        slope = slope + self.balance * self.data.P.T @ (self.data.P @ self.V - self.data.q)
        Vbar = self.V - self.step_V * slope
        outer = self.data.Z.T @ (self.data.Z @ Vbar - self.data.z)
        return (
            -self.step_W
            * self.step_V
            * residual
            * (self.data.X @ (self.data.U.T @ (self.data.U @ outer)))
        )

    def optimal_hypergradient(self) -> Array:
        """The hypergradient of L(V*(W*(A))) from the two normal equations, shape (N,)."""
        first = self.data.X.T @ (self.weights[:, None] * self.data.X)
        Wstar = numpy.linalg.solve(first, self.data.X.T @ (self.weights * self.data.y))
        gram = self.data.U.T @ self.data.U
        second = gram + self.balance * self.data.P.T @ self.data.P
        Vstar = numpy.linalg.solve(
            second, gram @ Wstar + self.balance * self.data.P.T @ self.data.q
        )
        outer = self.data.Z.T @ (self.data.Z @ Vstar - self.data.z)
        adjoint = numpy.linalg.solve(first, gram @ numpy.linalg.solve(second, outer))
        return (self.data.y - self.data.X @ Wstar) * (self.data.X @ adjoint)


def quadratic(weights: int, features: int, pairs: int, seed: int) -> Quadratic:
    """Normal data; as many more pseudo-targets as there are features."""
    random = numpy.random.default_rng([seed, 1])

    def data(count: int) -> tuple[Array, Array]:
        points = random.normal(size=(count, features)) / numpy.sqrt(features)
        return points, random.normal(size=count)

    weighted = positive_weights(weights, random)
    W, V = random.normal(size=(2, features))
    return Quadratic(weighted, W, V, drawn(weights, pairs, data))
