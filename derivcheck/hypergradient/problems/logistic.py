"""Weighted logistic regression; the pseudo-targets are probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import autograd.numpy as np
import numpy

from derivcheck.hypergradient.problem import Array
from derivcheck.hypergradient.problems.drawn import TwoStage, drawn, positive_weights


@dataclass(frozen=True, slots=True)
class Logistic(TwoStage):
    """Cross-entropies of sigmoid(x'W) and sigmoid(u'V), each with a small ridge penalty."""

    step_W: float = 0.2
    step_V: float = 0.2
    balance: float = 0.5
    ridge: float = 0.1
    name: str = "logistic"

    def training_losses(self, W: Array) -> Array:
        """The cross-entropy of each pair and the penalty."""
        return _cross_entropies(self.data.X @ W, self.data.y) + 0.5 * self.ridge * np.sum(W**2)

    def pseudo_loss(self, W: Array, V: Array) -> Array:
        """The pseudo-target of u is the probability sigmoid(u'W)."""
        targets = 1 / (1 + np.exp(-(self.data.U @ W)))
        return np.sum(_cross_entropies(self.data.U @ V, targets)) + 0.5 * self.ridge * np.sum(V**2)

    def paired_loss(self, V: Array) -> Array:
        """The cross-entropies of the real pairs."""
        return np.sum(_cross_entropies(self.data.P @ V, self.data.q))

    def validation_loss(self, V: Array) -> Array:
        """The mean cross-entropy of the validation pairs."""
        return np.mean(_cross_entropies(self.data.Z @ V, self.data.z))


def _cross_entropies(scores: Array, targets: Array) -> Array:
    return np.log(1 + np.exp(scores)) - targets * scores


def logistic(weights: int, features: int, pairs: int, seed: int) -> Logistic:
    """Normal features, labels 0 and 1 of a normal direction."""
    random = numpy.random.default_rng([seed, 2])
    truth = random.normal(size=features)

    def data(count: int) -> tuple[Array, Array]:
        points = random.normal(size=(count, features))
        labels = (points @ truth + 0.5 * random.normal(size=count) > 0).astype(float)
        return points, labels

    weighted = positive_weights(weights, random)
    W, V = random.normal(size=(2, features))
    return Logistic(weighted, W, V, drawn(weights, pairs, data))
