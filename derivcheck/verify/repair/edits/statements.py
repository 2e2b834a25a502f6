"""Slips with a whole proposition: the wrong way round, too strict, a `not` too many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.language import syntax

_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_WEAKER = {"<": "<=", ">": ">="}


def is_bound(line: syntax.Node) -> bool:
    """Whether a line compares two sides by order, neither of them a number."""
    match line:
        case syntax.Relation(operands=(left, right), relations=(relation,)):
            return relation in _TURNED and not any(
                isinstance(side, syntax.Number) for side in (left, right)
            )
        case syntax.Step(relation=relation):
            return relation in _TURNED
        case _:
            return False


def statements(line: syntax.Node) -> Iterator[tuple[str, syntax.Node, str]]:
    """Other statements about the same expressions."""
    match line:
        case syntax.Not(operand=operand):
            yield "term", operand, "not does not belong there"
        case syntax.Predicate(name="convex" | "concave" as name):
            other = "concave" if name == "convex" else "convex"
            yield "relation", replace(line, name=other), f"{other} instead of {name}"
        case syntax.Relation(relations=("!=",)):
            yield "relation", replace(line, relations=("=",)), "= instead of !="
        case syntax.Relation(relations=(relation,)):
            for table in (_WEAKER, _TURNED):
                if relation in table:
                    other = table[relation]
                    words = f"{other} instead of {relation}"
                    yield "relation", replace(line, relations=(other,)), words
        case syntax.Relation(relations=("=", "=")):
            left, _, right = line.operands
            ends = replace(line, operands=(left, right), relations=("=",))
            yield "term", ends, "the side between does not belong there"
        case syntax.Implication(left=left, right=right, both=False):
            yield "order", replace(line, left=right, right=left), "the implication is turned round"
        case syntax.Step(relation=relation) if relation in _WEAKER or relation in _TURNED:
            other = _WEAKER.get(relation, _TURNED[relation])
            yield "relation", replace(line, relation=other), f"{other} instead of {relation}"
