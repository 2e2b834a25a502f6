"""The equations of document 000 in order, each checked against an exact derivative.

A check is `supported` or `refuted` by numbers; nothing here is a proof. The rows `nas.*` of
`derivations/` say the same as claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

import autograd.numpy as np
from autograd import grad, make_vjp

from derivcheck.hypergradient import steps
from derivcheck.hypergradient.estimators import automatic, chain, differences
from derivcheck.hypergradient.estimators.reference import brute_force
from derivcheck.hypergradient.orders import Order, measured, relative
from derivcheck.hypergradient.problem import Array, BilevelProblem, ProblemError, checked
from derivcheck.hypergradient.variants import VARIANTS, exact_losses, exact_mixed

Verdict = Literal["supported", "refuted", "undecided"]

#: relative errors that exact products, and the reference, may have
EXACT, REFERENCE = 1e-12, 1e-8
#: relative error of an approximation at the document's alpha beyond which it is no use
USEFUL = 0.05


@dataclass(frozen=True, slots=True)
class Check:
    """One statement on one problem: its verdict, and the verdict that it should have."""

    id: str
    statement: str
    verdict: Verdict
    expected: Verdict
    message: str
    error: float | None = None
    tolerance: float | None = None
    order: Order | None = None

    @property
    def ok(self) -> bool:
        """Whether the verdict is as expected."""
        return self.verdict == self.expected


@dataclass(frozen=True, slots=True)
class Examination:
    """All checks of one problem."""

    problem: str
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every check is as expected."""
        return all(check.ok for check in self.checks)


def examine(problem: BilevelProblem, *, reference: bool = True) -> Examination:
    """Check every equation on the problem; `ProblemError` if it is malformed.

    Without `reference` the brute-force check is left out (its cost grows with the weights).
    """
    checked(problem)
    found = [*_exact_equations(problem), *_approximations(problem)]
    if reference:
        found.append(_reference(problem))
    return Examination(problem.name, tuple(found))


# Equations with exact products ------------------------------------------------------------


def _exact_equations(problem: BilevelProblem) -> Iterator[Check]:
    A, W, V = problem.weights, problem.W, problem.V
    Wbar, direction = differences.second_stage(problem)
    pullback, _ = make_vjp(lambda a: steps.Vbar(problem, steps.Wbar(problem, a)))(A)
    whole = pullback(direction)

    def pseudo_slope(a: Array) -> Array:
        at = steps.Wbar(problem, a)
        return np.dot(direction, grad(lambda v: problem.pseudo_loss(at, v))(V))

    yield _equal(
        "nas.dV-dA",
        "grad_A Vbar = -xi_V grad_V grad_A S",
        -problem.step_V * grad(pseudo_slope)(A),
        whole,
    )
    backward = steps.mixed_backward(problem, Wbar, V, direction)
    pull_W, _ = make_vjp(lambda a: steps.Wbar(problem, a))(A)
    yield _equal(
        "nas.dV-dA-chain",
        "= -xi_V grad_V [grad_Wbar S . grad_A Wbar]",
        -problem.step_V * pull_W(backward),
        whole,
    )
    exact = automatic.one_step(problem)
    yield _equal(
        "nas.update-1",
        "equation (1): grad_A Vbar . grad L is the gradient of L(Vbar(Wbar(A)))",
        chain.equation_1(problem),
        exact,
    )
    yield _equal("nas.update-2", "equation (2)", chain.equation_2(problem), exact)
    along = steps.losses_along(problem, W, backward)
    yield _equal(
        "nas.dW-dA",
        "grad_A Wbar = xi_W grad_W grad_A s, as printed",
        problem.step_W * along,
        pull_W(backward),
        expected="refuted",
    )
    yield _equal(
        "nas.dW-dA.corrected",
        "grad_A Wbar = -xi_W grad_W grad_A s",
        -problem.step_W * along,
        pull_W(backward),
    )


def _equal(
    identifier: str,
    statement: str,
    value: Array,
    exact: Array,
    *,
    expected: Verdict = "supported",
    tolerance: float = EXACT,
) -> Check:
    error = relative(value, exact)
    verdict: Verdict = "supported" if error <= tolerance else "refuted"
    message = f"relative error {error:.1e}"
    if verdict == "refuted" and relative(-value, exact) <= tolerance:
        message += ": the sign is wrong"
    return Check(identifier, statement, verdict, expected, message, error, tolerance)


def _reference(problem: BilevelProblem) -> Check:
    return _equal(
        "reference",
        "the automatic derivative agrees with brute-force differences",
        automatic.one_step(problem),
        brute_force(problem),
        tolerance=REFERENCE,
    )


# Finite differences -----------------------------------------------------------------------


def _approximations(problem: BilevelProblem) -> Iterator[Check]:
    Wbar, direction = differences.second_stage(problem)
    exact, mixed = automatic.one_step(problem), exact_mixed(problem)
    along = exact_losses(problem)

    def in_V(length: float) -> Array:
        alpha = differences.document_alpha(direction, length)
        return differences.mixed_difference(problem, Wbar, direction, alpha)

    def in_W(length: float) -> Array:
        alpha = differences.document_alpha(mixed, length)
        return differences.losses_difference(problem, mixed, alpha)

    yield _difference(
        "nas.finite-difference-V", "the difference of grad_W S at V+ and V-", in_V, mixed
    )
    yield _difference(
        "nas.finite-difference-W", "the difference of grad_A s at W+ and W-", in_W, along
    )
    yield _difference(
        "nas.update-3",
        "equation (3), each term of R with its own alpha_A",
        lambda length: differences.equation_3(problem, length),
        exact,
        roundings=2,
    )
    for variant in VARIANTS:
        yield _difference(
            variant.id,
            variant.says,
            partial(variant.value, problem),
            variant.exact(problem),
            roundings=variant.roundings,
            expected="refuted",
        )


def _difference(
    identifier: str,
    statement: str,
    value: Callable[[float], Array],
    exact: Array,
    *,
    roundings: int = 1,
    expected: Verdict = "supported",
) -> Check:
    """Whether a formula with steps of a given length is right to the second order."""
    try:
        at_document = relative(value(differences.LENGTH), exact)
        order = measured(lambda length: relative(value(length), exact), roundings)
    except ProblemError as trap:
        return Check(identifier, statement, "undecided", expected, str(trap))
    verdict, message = _judged(order, at_document)
    if order.exact:
        # the gradient is linear along the direction: here the variant is no mistake
        expected = "supported"
    return Check(identifier, statement, verdict, expected, message, at_document, USEFUL, order)


def _judged(order: Order, at_document: float) -> tuple[Verdict, str]:
    """Order two (or no error at all) and an error of use at the document's alpha."""
    shown = f"relative error {at_document:.1e} at alpha = 0.01/norm"
    if order.exact:
        return "supported", f"exact: the gradient is linear along the direction; {shown}"
    if order.slope is None:
        return "undecided", f"fewer than eight errors above round-off; {shown}"
    shown += f", order {order.slope:.2f}"
    if not order.is_two():
        return "refuted", shown
    return ("supported" if at_document <= USEFUL else "undecided"), shown
