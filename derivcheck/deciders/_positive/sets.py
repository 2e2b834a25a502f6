"""Sets of signs: which of -1, 0 and 1 a number may have."""

from __future__ import annotations

from fractions import Fraction

Signs = frozenset[int]
ANY: Signs = frozenset({-1, 0, 1})
NOT_NEGATIVE: Signs = frozenset({0, 1})
NOT_POSITIVE: Signs = frozenset({-1, 0})
POSITIVE: Signs = frozenset({1})
NEGATIVE: Signs = frozenset({-1})
NOTHING: Signs = frozenset({0})

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def sign_of(value: Fraction) -> int:
    """The sign of a number."""
    return (value > 0) - (value < 0)


def beside(relation: str, bound: Fraction) -> Signs:
    """The signs of the numbers in this relation to the bound."""
    match relation:
        case "=":
            return frozenset({sign_of(bound)})
        case "!=":
            return frozenset({-1, 1}) if bound == 0 else ANY
        case ">" | ">=":
            strict = bound > 0 or (bound == 0 and relation == ">")
            return POSITIVE if strict else NOT_NEGATIVE if bound == 0 else ANY
        case _:
            strict = bound < 0 or (bound == 0 and relation == "<")
            return NEGATIVE if strict else NOT_POSITIVE if bound == 0 else ANY


def repeated_sum(body: Signs) -> Signs:
    """A sum of any number of such numbers; an empty sum is 0."""
    if body <= NOT_NEGATIVE:
        return NOT_NEGATIVE
    return NOT_POSITIVE if body <= NOT_POSITIVE else ANY


def repeated_product(body: Signs) -> Signs:
    """A product of any number of such numbers; an empty product is 1."""
    return body | POSITIVE if -1 not in body else ANY
