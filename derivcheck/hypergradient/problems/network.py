"""Regression by a network with one hidden layer of tanh."""

from __future__ import annotations

from dataclasses import dataclass

import autograd.numpy as np
import numpy

from derivcheck.hypergradient.problem import Array
from derivcheck.hypergradient.problems.drawn import TwoStage, drawn, positive_weights

HIDDEN = 3


@dataclass(frozen=True, slots=True)
class Network(TwoStage):
    """Half squared errors of c'tanh(B x); W and V hold B (hidden by features) and c."""

    step_W: float = 0.1
    step_V: float = 0.1
    balance: float = 0.5
    name: str = "network"

    def training_losses(self, W: Array) -> Array:
        """Half the squared error of each pair."""
        return 0.5 * (_outputs(self.data.X, W) - self.data.y) ** 2

    def pseudo_loss(self, W: Array, V: Array) -> Array:
        """The pseudo-target of u is the output of the first network."""
        return 0.5 * np.sum((_outputs(self.data.U, V) - _outputs(self.data.U, W)) ** 2)

    def paired_loss(self, V: Array) -> Array:
        """Half the squared errors of the real pairs."""
        return 0.5 * np.sum((_outputs(self.data.P, V) - self.data.q) ** 2)

    def validation_loss(self, V: Array) -> Array:
        """Half the mean squared error of the validation pairs."""
        return 0.5 * np.mean((_outputs(self.data.Z, V) - self.data.z) ** 2)


def _outputs(points: Array, parameters: Array) -> Array:
    split = HIDDEN * points.shape[1]
    inner = np.reshape(parameters[:split], (HIDDEN, points.shape[1]))
    return np.tanh(points @ inner.T) @ parameters[split:]


def network(weights: int, features: int, pairs: int, seed: int) -> Network:
    """Normal features, targets of a random network of the same shape with noise."""
    random = numpy.random.default_rng([seed, 4])
    size = HIDDEN * (features + 1)
    truth = random.normal(size=size)

    def data(count: int) -> tuple[Array, Array]:
        points = random.normal(size=(count, features))
        return points, _outputs(points, truth) + 0.1 * random.normal(size=count)

    weighted = positive_weights(weights, random)
    W, V = 0.7 * random.normal(size=(2, size))
    return Network(weighted, W, V, drawn(weights, pairs, data))
