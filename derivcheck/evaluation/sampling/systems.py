"""The equations inside a proposition, to be solved for candidate points (soundness R11)."""

from __future__ import annotations

from derivcheck.language.terms import (
    All,
    Any,
    Comparison,
    Condition,
    ForAll,
    Implies,
    Negation,
)


def systems(condition: Condition) -> list[tuple[Comparison, ...]]:
    """The equations that make a condition true, one tuple for each alternative."""
    match condition:
        case Comparison(relation="="):
            return [(condition,)]
        case All(parts=parts):
            joined: list[tuple[Comparison, ...]] = [()]
            for part in parts:
                joined = [a + b for a in joined for b in systems(part) or [()]][:8]
            return [system for system in joined if system]
        case Any(parts=parts):
            return [system for part in parts for system in systems(part)]
        case Implies():
            return [*systems(condition.left), *systems(condition.right)]
        case Negation(part=part) | ForAll(part=part):
            return systems(part)
        case _:
            return []
