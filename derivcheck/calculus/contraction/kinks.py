"""Which derivatives are taken across kinks."""

from __future__ import annotations

from derivcheck.calculus.differentials.tangents import depends
from derivcheck.language.operators import KINKED
from derivcheck.language.terms import (
    Apply,
    Derivative,
    Iterated,
    Piecewise,
    Substitution,
    Tree,
    walk,
)


def has_kink(node: Tree) -> bool:
    """Whether something is differentiated that may have a kink or jump in its variable."""
    return any(isinstance(part, Derivative) and across_kink(part) for part in walk(node))


def across_kink(derivative: Derivative) -> bool:
    """Whether the differentiated function may have a kink or jump in the variable."""
    return _kinked(derivative.body, derivative.variable.name)


def _kinked(body: Tree, name: str) -> bool:
    substituted = any(isinstance(part, Substitution) for part in walk(body))
    moving = frozenset({name})
    for part in walk(body):
        match part:
            case Apply(operator=operator) if operator in KINKED:
                kinked: tuple[Tree, ...] = part.arguments
            case Piecewise(branches=branches):
                kinked = tuple(condition for condition, _ in branches)
            case Iterated(kind="max" | "min"):
                kinked = (part.body,)
            case _:
                continue
        if substituted or any(depends(argument, moving) for argument in kinked):
            return True
    return False
