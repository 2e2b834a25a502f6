"""Success proves a gradient or Jacobian of a function with kinks, wherever it exists.

If a function has a derivative at a point, that is its only subgradient there: the supporting
inequality holds along every direction and its opposite. So it is enough that what is claimed
is a subgradient of the function, or its negative one of the negative function (`_supports`),
on every region of the sign of a factor. Silence means that no region, or not every one, closed.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.deciders._kinks.kinks import kinked
from derivcheck.deciders._positive import Facts
from derivcheck.deciders._slopes.supports import Contact, contact, supported
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Comparison,
    Derivative,
    Index,
    Term,
    negate,
    transpose,
    walk,
)

NAME = "kinked_gradient"
ROUTE = "symbolic"
COST = 17

#: factors of unknown sign that are split on
_DEPTH = 2
_NORMS = frozenset({Operator.NORM, Operator.NORM_1, Operator.NORM_INF})


def accepts(obligation: Obligation) -> bool:
    """A derivative of a function with kinks, alone on one side of an equality."""
    goal = obligation.goal
    if not isinstance(goal, Comparison) or goal.relation != "=":
        return False
    return _read(goal) is not None


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Support the function, or its negative."""
    del effort  # the ways have their own limits
    assert isinstance(obligation.goal, Comparison)
    found = _read(obligation.goal)
    assert found is not None
    derivative, claimed = found
    try:
        function, slope = eliminate(derivative.body), eliminate(claimed)
    except UnsupportedDifferential as missing:
        return silent(NAME, "unsupported", str(missing))
    at = contact(function, derivative.variable, None, slope, obligation.context)
    try:
        proved = at is not None and _either(at, _DEPTH)
    except UnsupportedDifferential as missing:
        return silent(NAME, "unsupported", str(missing))
    if not proved:
        return silent(NAME, "gave_up", "it is not shown to be a subgradient")
    return Finding(
        NAME,
        Outcome.PROVED,
        "the only subgradient that there can be where the derivative exists",
        sizes="all" if obligation.context.sizes else None,
        evidence={"proof": "the gradient of a smooth minorant"},
    )


def _read(goal: Comparison) -> tuple[Derivative, Term] | None:
    """The derivative and what is claimed of it, shaped like the derivative."""
    for side, other in ((goal.left, goal.right), (goal.right, goal.left)):
        match side:
            case Derivative():
                found = (side, other)
            case Apply(operator=Operator.TRANSPOSE, arguments=(Derivative() as derivative,)):
                found = (derivative, transpose(other))
            case _:
                continue
        derivative = found[0]
        if derivative.kind == "along" and derivative.tangent != UNIT:
            continue
        if derivative.kind == "along" and not derivative.body.shape.is_scalar:
            continue
        if _bent(derivative.body):
            return found
    return None


def _bent(term: Term) -> bool:
    return kinked(term) or any(
        isinstance(part, Apply) and part.operator in _NORMS for part in walk(term)
    )


def _either(at: Contact, depth: int) -> bool:
    """Convex, concave, or one of them by the sign of a factor."""
    opposite = replace(at, function=negate(at.function), slope=negate(at.slope))
    if supported(at) or supported(opposite):
        return True
    factor = _factor(at) if depth else None
    return factor is not None and all(
        _either(at.assuming(Comparison(relation, factor, ZERO), at.slope), depth - 1)
        for relation in (">=", "<=")
    )


def _factor(at: Contact) -> Term | None:
    """A scalar factor of unknown sign in front of something kinked."""
    facts = Facts(at.context)
    names = {at.variable.name}
    for part in walk(at.function):
        match part:
            case Apply(operator=Operator.MULTIPLY | Operator.DIVIDE, arguments=(a, b)):
                for factor, rest in ((a, b), (b, a)):
                    if not factor.shape.is_scalar or not _bent(rest) or _mentions(factor, names):
                        continue
                    if not facts.nonnegative(factor) and not facts.nonpositive(factor):
                        return factor
    return None


def _mentions(term: Term, names: set[str]) -> bool:
    return mentions(term, names) or any(isinstance(part, Index) for part in walk(term))
