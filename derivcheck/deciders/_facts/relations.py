"""Relations between scalars by the sign of left minus right, and conditions as alternatives."""

from __future__ import annotations

from derivcheck.deciders._facts.definedness import NoRule
from derivcheck.language.terms import All, Any, Comparison, Condition, Term, subtract

#: the signs of left - right with which a relation holds
SIGNS = {
    "=": frozenset({0}),
    "!=": frozenset({1, -1}),
    "<": frozenset({-1}),
    "<=": frozenset({0, -1}),
    ">": frozenset({1}),
    ">=": frozenset({0, 1}),
}


def fails(relation: str, sign: int | None) -> bool:
    """Whether a known sign of left - right makes the relation false."""
    return sign is not None and sign not in SIGNS[relation]


def is_scalar_inequality(goal: Condition) -> bool:
    """Whether it says which of two scalars is less."""
    if not isinstance(goal, Comparison) or goal.relation not in ("<", "<=", ">", ">="):
        return False
    return goal.left.shape.is_scalar and goal.right.shape.is_scalar


def gap(inequality: Comparison) -> tuple[Term, bool]:
    """The larger side minus the smaller one, and whether it must not be 0."""
    below, above = inequality.left, inequality.right
    if inequality.relation in (">", ">="):
        below, above = above, below
    return subtract(above, below), inequality.relation in ("<", ">")


def alternatives(condition: Condition) -> list[tuple[Comparison, ...]]:
    """The condition as alternatives, each a list of comparisons that hold together.

    Raises `NoRule` for quantifiers.
    """
    match condition:
        case Comparison():
            return [(condition,)]
        case Any(parts=parts):
            return [found for part in parts for found in alternatives(part)]
        case All(parts=parts):
            joined: list[tuple[Comparison, ...]] = [()]
            for part in parts:
                joined = [(*a, *b) for a in joined for b in alternatives(part)]
            return joined
        case _:
            raise NoRule("a condition with quantifiers")
