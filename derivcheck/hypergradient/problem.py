"""What a two-stage bilevel problem is, and the errors of one that is malformed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import autograd.numpy as np
from autograd import grad

#: a real NumPy array, or autograd's box around one
Array = Any


class ProblemError(ValueError):
    """A problem that cannot be examined; the message says which part and why."""


class BilevelProblem(Protocol):
    """min over A of L(V*), V* = argmin_V S(W*, V) + lambda T(V), W* = argmin_W sum a_i l_i(W).

    Source: document 000, section 1; l_i is the loss on pair i, S the sum of the losses on the
    pseudo-targets g(u; W), T that on the real pairs of the second stage. N weights, m entries
    of W and r of V, all dimensionless. The four losses are written with `autograd.numpy`, in
    operations that also take complex arrays (the reference differentiates by complex steps),
    and are twice differentiable near the given point.
    """

    @property
    def name(self) -> str:
        """What reports call it."""

    @property
    def weights(self) -> Array:
        """A, shape (N,)."""

    @property
    def W(self) -> Array:
        """The present parameters of the first stage, shape (m,)."""

    @property
    def V(self) -> Array:
        """The present parameters of the second stage, shape (r,)."""

    @property
    def step_W(self) -> float:
        """xi_W, the step size of the first inner gradient step."""

    @property
    def step_V(self) -> float:
        """xi_V, the step size of the second inner gradient step."""

    @property
    def balance(self) -> float:
        """lambda, the weight of the real pairs."""

    def training_losses(self, W: Array) -> Array:
        """The losses l_i(W) of the weighted pairs, shape (N,)."""

    def pseudo_loss(self, W: Array, V: Array) -> Array:
        """S(W, V), a scalar: the losses of V on the pseudo-targets of W."""

    def paired_loss(self, V: Array) -> Array:
        """T(V), a scalar: the losses of V on the real pairs of the second stage."""

    def validation_loss(self, V: Array) -> Array:
        """L(V), a scalar: the outer objective."""


def checked(problem: BilevelProblem) -> BilevelProblem:
    """The problem itself, or `ProblemError` for a wrong shape or a value that is not finite."""
    for name in ("weights", "W", "V"):
        _vector(name, getattr(problem, name))
    for name in ("step_W", "step_V", "balance"):
        value = getattr(problem, name)
        if not np.isfinite(value):
            raise ProblemError(f"{name} is not finite: {value}")
    n, W, V = len(problem.weights), problem.W, problem.V
    _valued("training_losses(W)", problem.training_losses(W), (n,))
    _scalar_loss("pseudo_loss(W, V) by W", lambda w: problem.pseudo_loss(w, V), W)
    _scalar_loss("pseudo_loss(W, V) by V", lambda v: problem.pseudo_loss(W, v), V)
    _scalar_loss("paired_loss(V)", problem.paired_loss, V)
    _scalar_loss("validation_loss(V)", problem.validation_loss, V)
    _scalar_loss("training_losses(W)", lambda w: np.sum(problem.training_losses(w)), W)
    return problem


def _vector(name: str, value: Array) -> None:
    if not isinstance(value, np.ndarray) or value.ndim != 1 or not value.size:
        raise ProblemError(f"{name} must be a vector of at least one entry")
    _valued(name, value, value.shape)


def _scalar_loss(name: str, loss: Callable[[Array], Array], at: Array) -> None:
    _valued(name, loss(at), ())
    try:
        slope = grad(loss)(at)
    except Exception as error:
        raise ProblemError(f"the gradient of {name} cannot be taken: {error}") from error
    _valued(f"the gradient of {name}", slope, at.shape)


def _valued(name: str, value: Array, shape: tuple[int, ...]) -> None:
    if np.shape(value) != shape:
        raise ProblemError(f"{name} has shape {np.shape(value)}, expected {shape}")
    if not np.all(np.isfinite(value)):
        raise ProblemError(f"{name} is not finite")
