"""A softmax translator: the model of document 000 in small.

A sentence is two tokens, each a vector of features; a translation gives every token a
distribution over a vocabulary of three. Pseudo-targets are soft distributions.
"""

from __future__ import annotations

from dataclasses import dataclass

import autograd.numpy as np
import numpy

from derivcheck.hypergradient.problem import Array
from derivcheck.hypergradient.problems.drawn import TwoStage, drawn, positive_weights

TOKENS, VOCABULARY = 2, 3


@dataclass(frozen=True, slots=True)
class Translator(TwoStage):
    """Cross-entropies of token distributions; W and V are feature by vocabulary tables."""

    step_W: float = 0.2
    step_V: float = 0.2
    balance: float = 0.5
    ridge: float = 0.1
    name: str = "translator"

    def training_losses(self, W: Array) -> Array:
        """The cross-entropy of each translation pair and the penalty."""
        return _cross_entropies(self.data.X, W, self.data.y) + 0.5 * self.ridge * np.sum(W**2)

    def pseudo_loss(self, W: Array, V: Array) -> Array:
        """The pseudo-target of a token is its distribution under W."""
        targets = np.exp(_log_softmax(self.data.U, W))
        return np.sum(_cross_entropies(self.data.U, V, targets)) + 0.5 * self.ridge * np.sum(V**2)

    def paired_loss(self, V: Array) -> Array:
        """The cross-entropies of the real pairs."""
        return np.sum(_cross_entropies(self.data.P, V, self.data.q))

    def validation_loss(self, V: Array) -> Array:
        """The mean cross-entropy of the validation pairs."""
        return np.mean(_cross_entropies(self.data.Z, V, self.data.z))


def _log_softmax(tokens: Array, table: Array) -> Array:
    scores = tokens @ np.reshape(table, (tokens.shape[-1], VOCABULARY))
    return scores - np.log(np.sum(np.exp(scores), axis=-1, keepdims=True))


def _cross_entropies(tokens: Array, table: Array, targets: Array) -> Array:
    return -np.sum(targets * _log_softmax(tokens, table), axis=(1, 2))


def translator(weights: int, features: int, pairs: int, seed: int) -> Translator:
    """Normal tokens, one right word each."""
    random = numpy.random.default_rng([seed, 3])
    truth = random.normal(size=(features, VOCABULARY))

    def data(count: int) -> tuple[Array, Array]:
        tokens = random.normal(size=(count, TOKENS, features))
        noise = 0.5 * random.normal(size=(count, TOKENS, VOCABULARY))
        words = numpy.argmax(tokens @ truth + noise, axis=-1)
        return tokens, numpy.eye(VOCABULARY)[words]

    weighted = positive_weights(weights, random)
    W, V = random.normal(size=(2, features * VOCABULARY))
    return Translator(weighted, W, V, drawn(weights, pairs, data))
