"""Wrong variants of equation (3) that people write; each is to be refuted by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derivcheck.hypergradient import steps
from derivcheck.hypergradient.estimators.automatic import one_step
from derivcheck.hypergradient.estimators.differences import (
    central,
    document_alpha,
    equation_3,
    second_stage,
)
from derivcheck.hypergradient.problem import Array, BilevelProblem

Difference = Callable[[Callable[[Array], Array], Array, Array, float], Array]


@dataclass(frozen=True, slots=True)
class Variant:
    """A wrong formula: its value by the length of the steps, and what it should be.

    `exact` is the value of the right formula; `roundings` how often it divides by a step.
    """

    id: str
    says: str
    value: Callable[[BilevelProblem, float], Array]
    exact: Callable[[BilevelProblem], Array]
    roundings: int = 1


def _forward(function: Callable[[Array], Array], at: Array, step: Array, alpha: float) -> Array:
    return (function(at + alpha * step) - function(at)) / alpha


def _misplaced(function: Callable[[Array], Array], at: Array, step: Array, alpha: float) -> Array:
    return (function(at + alpha * step) - function(at - alpha * step)) / 2 * alpha


def _mixed_by(difference: Difference) -> Callable[[BilevelProblem, float], Array]:
    def value(problem: BilevelProblem, length: float) -> Array:
        Wbar, direction = second_stage(problem)
        return difference(
            lambda V: steps.pseudo_gradient_W(problem, Wbar, V),
            problem.V,
            direction,
            document_alpha(direction, length),
        )

    return value


def _losses_by(difference: Difference) -> Callable[[BilevelProblem, float], Array]:
    def value(problem: BilevelProblem, length: float) -> Array:
        direction = exact_mixed(problem)
        alpha = document_alpha(direction, length)
        return difference(problem.training_losses, problem.W, direction, alpha)

    return value


def exact_mixed(problem: BilevelProblem) -> Array:
    """grad_V grad_W S . grad L, shape (m,)."""
    Wbar, direction = second_stage(problem)
    return steps.mixed_forward(problem, Wbar, problem.V, direction)


def exact_losses(problem: BilevelProblem) -> Array:
    """The product above times grad_W grad_A s, shape (N,)."""
    return steps.losses_along(problem, problem.W, exact_mixed(problem))


def _one_alpha_for_both(problem: BilevelProblem, length: float) -> Array:
    """Perturb each term of R by its own alpha_A, divide both by that of V+."""
    Wbar, direction = second_stage(problem)
    alpha = document_alpha(direction, length)
    ends = [
        steps.pseudo_gradient_W(problem, Wbar, problem.V + sign * alpha * direction)
        for sign in (1, -1)
    ]
    first, second = (document_alpha(end, length) for end in ends)
    plus = central(problem.training_losses, problem.W, ends[0], first)
    minus = central(problem.training_losses, problem.W, ends[1], second) * (second / first)
    return problem.step_W * problem.step_V / (2 * alpha) * (plus - minus)


VARIANTS = (
    Variant(
        "sign-slip",
        "grad_A Wbar with a plus sign, as the document prints it",
        lambda problem, length: -equation_3(problem, length),
        one_step,
        roundings=2,
    ),
    Variant(
        "misplaced-eps",
        "(p - n)/2*eps for (p - n)/(2*eps)",
        _mixed_by(_misplaced),
        exact_mixed,
    ),
    Variant(
        "one-alpha-A",
        "perturb with one alpha_A and divide by the other's",
        _one_alpha_for_both,
        one_step,
        roundings=2,
    ),
    Variant(
        "forward-V",
        "a forward difference in V passed off as central",
        _mixed_by(_forward),
        exact_mixed,
    ),
    Variant(
        "forward-W",
        "a forward difference in W passed off as central",
        _losses_by(_forward),
        exact_losses,
    ),
    Variant(
        "no-xi-W",
        "the factor xi_W dropped",
        lambda problem, length: equation_3(problem, length) / problem.step_W,
        one_step,
        roundings=2,
    ),
)
