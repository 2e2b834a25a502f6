"""Success proves that a function is differentiable where the claim says so.

Compositions of functions that are smooth wherever they have a value are differentiable there
(chain rule). Silence where a kink or the edge of a domain may be met. The negation is refuted
by the same proof.
"""

from __future__ import annotations

from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.operators import KINKED, Operator
from derivcheck.language.terms import (
    Apply,
    Constant,
    Derivative,
    Differentiable,
    Limit,
    Negation,
    Piecewise,
    Term,
    Tree,
    Variable,
    walk,
)

NAME = "smoothness"
ROUTE = "symbolic"
COST = 11

#: not differentiable at some edge of their domain
_EDGED = frozenset(
    {Operator.SQRT, Operator.ASIN, Operator.ACOS, Operator.ACOSH, Operator.NORM}
    | {Operator.PSEUDOINVERSE, Operator.RANK}
)


def accepts(obligation: Obligation) -> bool:
    """Claims that a function is, or is not, differentiable."""
    return _claimed(obligation) is not None


def _claimed(obligation: Obligation) -> Differentiable | None:
    match obligation.goal:
        case Differentiable() as claim:
            return claim
        case Negation(part=Differentiable() as claim):
            return claim
        case _:
            return None


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Look for an operation that may fail to be smooth."""
    del effort  # one look has no budget
    claim = _claimed(obligation)
    assert claim is not None
    obstacle = next((part for part in walk(claim.function) if not _smooth(part)), None)
    if obstacle is not None:
        return silent(NAME, "unsupported", "a kink or the edge of a domain may be met")
    proves = "it is composed of functions that are smooth wherever they have a value"
    negated = isinstance(obligation.goal, Negation)
    return Finding(NAME, Outcome.REFUTED if negated else Outcome.PROVED, proves)


def _smooth(part: Tree) -> bool:
    match part:
        case Apply(operator=Operator.POWER, arguments=(_, Constant(value=k))):
            return k.denominator == 1
        case Apply(operator=Operator.POWER, arguments=(Constant(value=base), _)):
            return base > 0
        case Apply(operator=Operator.POWER):
            return False
        case Apply(operator=operator):
            edged = operator in _EDGED and any(isinstance(p, Variable) for p in walk(part))
            return operator not in KINKED and not edged
        case Piecewise() | Limit() | Derivative():
            return False
        case Term():
            return True
        case _:
            return False
