"""Conditions on a region: `element relation 0`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element

__all__ = ["Condition", "Relation"]

Relation = Literal[">", ">=", "!=", "<", "<="]


@dataclass(frozen=True, slots=True)
class Condition:
    """`element relation 0`, needed for what the tower proves.

    implied: it holds at every admissible point, because an expression has no value otherwise;
    a proof under conditions that are not implied says nothing at the other points.
    """

    element: Element
    relation: Relation
    implied: bool
    reason: str

    def __str__(self) -> str:
        return f"{self.element} {self.relation} 0"
