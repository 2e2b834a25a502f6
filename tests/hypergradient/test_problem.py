"""A malformed problem gets one clear error."""

from __future__ import annotations

from dataclasses import dataclass, replace

import autograd.numpy as np
import numpy
import pytest

from derivcheck.hypergradient import ProblemError, Sizes, checked, examine, problem_named


@dataclass(frozen=True)
class Own:
    """A problem as a user writes one."""

    weights: numpy.ndarray
    W: numpy.ndarray
    V: numpy.ndarray
    step_W: float = 0.1
    step_V: float = 0.1
    balance: float = 0.0
    name: str = "own"

    def training_losses(self, W):
        return np.sin(np.arange(len(self.weights)) + np.sum(W**2))

    def pseudo_loss(self, W, V):
        return np.sum(np.exp(V * W))

    def paired_loss(self, V):
        return np.sum(V**2)

    def validation_loss(self, V):
        return np.sum(np.cos(V) + V**3)


def own(**changes):
    given = {"weights": np.ones(3), "W": np.array([0.3, 0.5]), "V": np.array([0.2, -0.4])}
    return Own(**(given | changes))


def test_a_problem_of_ones_own_is_examined():
    assert [c.id for c in examine(own()).checks if not c.ok] == []


class WrongShape(Own):
    def training_losses(self, W):
        return W


class NotFinite(Own):
    def validation_loss(self, V):
        return np.sum(np.log(V))


class WrongGradient(Own):
    def paired_loss(self, V):
        return V


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (WrongShape, r"training_losses\(W\) has shape \(2,\), expected \(3,\)"),
        (NotFinite, r"validation_loss\(V\) is not finite"),
        (WrongGradient, r"paired_loss\(V\) has shape \(2,\), expected \(\)"),
    ],
)
def test_a_malformed_loss_is_named(kind, message):
    given = own()
    with (
        pytest.raises(ProblemError, match=message),
        numpy.errstate(invalid="ignore"),
    ):
        checked(kind(given.weights, given.W, given.V))


def test_malformed_points_are_named():
    with pytest.raises(ProblemError, match="W must be a vector"):
        checked(own(W=np.ones((2, 2))))
    with pytest.raises(ProblemError, match="step_W is not finite"):
        checked(own(step_W=float("nan")))
    with pytest.raises(ProblemError, match="weights must be at least 1"):
        Sizes(weights=0)
    with pytest.raises(ProblemError, match="there are quadratic"):
        problem_named("cubic", Sizes(), 0)


def test_data_come_from_the_seed():
    first, again, other = (problem_named("logistic", Sizes(), seed) for seed in (1, 1, 2))
    assert np.array_equal(first.W, again.W)
    assert not np.array_equal(first.W, other.W)
    assert replace(first, step_W=0.5).step_W == 0.5
