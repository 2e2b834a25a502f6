"""Conditions of `cases`, `indicator` and ranges: comparisons, chains, `and`, `or`, `not`."""

from __future__ import annotations

from derivcheck.language import syntax
from derivcheck.language.elaboration.comparisons import relate
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Span
from derivcheck.language.terms import All, Any, Condition, Negation


def relation(env: Environment, node: syntax.Relation) -> Condition:
    """`a <= x <= b`, entry by entry."""
    direction(node.relations, node.span)
    sides = [env.term(operand) for operand in node.operands]
    parts = tuple(
        relate(sign, left, right, node.span, entrywise=True, may_be_open=False)
        for sign, left, right in zip(node.relations, sides, sides[1:], strict=False)
    )
    return parts[0] if len(parts) == 1 else All(parts)


def both(env: Environment, node: syntax.And) -> Condition:
    """`P and Q`."""
    return All(tuple(env.condition(operand) for operand in node.operands))


def either(env: Environment, node: syntax.Or) -> Condition:
    """`P or Q`."""
    return Any(tuple(env.condition(operand) for operand in node.operands))


def negation(env: Environment, node: syntax.Not) -> Condition:
    """`not P`."""
    return Negation(env.condition(node.operand))


def direction(relations: tuple[str, ...], span: Span) -> str | None:
    """What a chain says of its ends; None where it says nothing (`a != b != c`)."""
    signs = set(relations)
    up, down, apart = signs & {"<", "<="}, signs & {">", ">="}, "!=" in signs
    if (up and down) or (apart and (up or down)):
        raise LanguageError(
            "DC205",
            "the chain mixes directions: it says nothing of its ends",
            span,
            hint="keep to one of <, <= or >, >=",
        )
    if apart:
        return "!=" if relations.count("!=") == 1 else None
    for strict in ("<", ">", "<=", ">="):
        if strict in signs:
            return strict
    return "="
