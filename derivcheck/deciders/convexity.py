"""Success proves that a function is convex (concave) on its domain, which is a convex set.

Three ways: composition rules (Grant, Boyd and Ye 2006); for one scalar the pieces between
kinks, each with a second derivative that is nowhere negative, glued where the slopes do not
decrease; else the Hessian. Silence means that no way closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.deciders._curvature import Curved
from derivcheck.deciders._curvature.hessian import convex_by_hessian
from derivcheck.deciders._curvature.regions import convex_region
from derivcheck.deciders._positive import Facts
from derivcheck.deciders._slopes.gluing import convex_on_line
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import (
    Apply,
    Context,
    Convex,
    Term,
    Variable,
    divide,
    negate,
)

NAME = "convexity"
ROUTE = "symbolic"
COST = 18


def accepts(obligation: Obligation) -> bool:
    """Claims that a function is convex or concave."""
    return isinstance(obligation.goal, Convex)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Composition rules first, then pieces, then the Hessian."""
    del effort  # every way is finite
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Convex)
    try:
        proof = convexity(goal, context)
    except UnsupportedDifferential as missing:
        return silent(NAME, "unsupported", str(missing))
    if proof is None:
        return silent(NAME, "gave_up", "no rule and no second derivative shows it")
    word = "concave" if goal.concave else "convex"
    return Finding(
        NAME,
        Outcome.PROVED,
        f"the function is {word} on its domain, a convex set: {proof}",
        sizes="all" if context.sizes else None,
        evidence={"proof": proof},
    )


def convexity(claim: Convex, context: Context) -> str | None:
    """What proves the claim, in words."""
    function = eliminate(claim.function)
    if claim.concave:
        function = negate(function)
    return convex(function, claim.variables, context)


def convex(function: Term, variables: Sequence[Variable], context: Context) -> str | None:
    """What proves that a function is convex and its domain, too; None where nothing does."""
    names = frozenset(variable.name for variable in variables)
    if len(names) != len(variables) or not function.shape.is_scalar:
        return None
    if not convex_region(context, variables, _concave(variables), _affine(names)):
        return None
    return _Certificate(names, variables, context).of(function)


class _Certificate:
    """Proofs of convexity on a region that is known to be convex."""

    def __init__(
        self, names: frozenset[str], variables: Sequence[Variable], context: Context
    ) -> None:
        self.names = names
        self.variables = variables
        self.context = context
        self.curved = Curved(names, Facts(context))

    def of(self, function: Term) -> str | None:
        """By rules, else term by term of a sum, else as a whole."""
        if self.curved.of(function).convex:
            return "composition rules"
        match function:
            case Apply(operator=Operator.ADD, arguments=parts):
                proofs = [self.of(part) for part in parts]
                if all(proof is not None for proof in proofs):
                    return "; ".join(dict.fromkeys(str(proof) for proof in proofs))
            case Apply(operator=Operator.NEGATE, arguments=(inner,)):
                pushed = _pushed(inner)
                if pushed is not None:
                    return self.of(pushed)
        return self._by_derivatives(function)

    def _by_derivatives(self, function: Term) -> str | None:
        used = tuple(v for v in self.variables if mentions(function, {v.name}))
        if len(used) == 1 and used[0].shape.is_scalar and not used[0].indices:
            found = convex_on_line(function, used[0], self.context)
            if found is not None:
                return found
        if used and convex_by_hessian(function, used, self.context):
            return "the Hessian is positive semidefinite"
        return None


def _pushed(term: Term) -> Term | None:
    """-(a + b) = (-a) + (-b), -(-a) = a, -(a/b) = (-a)/b for sums in the numerator"""
    match term:
        case Apply(operator=Operator.ADD, arguments=(a, b)):
            return replace(term, arguments=(negate(a), negate(b)))
        case Apply(operator=Operator.NEGATE, arguments=(a,)):
            return a
        case Apply(operator=Operator.DIVIDE, arguments=(a, b)):
            return None if _pushed(a) is None else divide(negate(a), b)
        case _:
            return None


def _concave(variables: Sequence[Variable]):  # type: ignore[no-untyped-def]
    """Whether a constraint cuts a convex set out of the region of a context."""
    names = frozenset(variable.name for variable in variables)

    def concave(term: Term, context: Context) -> bool:
        curved = Curved(names, Facts(context))
        if curved.of(term).concave:
            return True
        used = tuple(v for v in variables if mentions(term, {v.name}))
        if convex_by_hessian(negate(term), used, context):
            return True
        # g > 0 is g/h > 0 for a positive h
        return any(
            h.shape.is_scalar
            and curved.facts.positive(h)
            and convex_by_hessian(negate(divide(term, h)), used, context)
            for h in used
        )

    return concave


def _affine(names: frozenset[str]):  # type: ignore[no-untyped-def]
    def affine(term: Term, context: Context) -> bool:
        return Curved(names, Facts(context)).of(term).affine

    return affine
