"""Why the normal form keeps silent: each refusal says what would have to be known or done.

A refusal proves nothing about the claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element

__all__ = ["GaveUp", "NeedSign", "NoValue", "Refusal", "Unsupported"]


class Refusal(Exception):
    """The tower cannot represent an expression."""


class NeedSign(Refusal):
    """A root, absolute value or jump depends on the sign of `element`.

    `Tower.fork(element, ">=")` and `Tower.fork(element, "<=")` together cover every point
    where the refusal came from a root or absolute value (`strict` is False); with `strict`
    the cases are `">"` and `"<"`, and the zeros of `element` are left to the caller.
    """

    def __init__(self, element: Element, strict: bool = False) -> None:
        super().__init__()
        self.element = element
        self.strict = strict

    def __str__(self) -> str:
        return f"the sign of {self.element} is not known"


class NoValue(Refusal):
    """The expression has no value anywhere on the region: a zero denominator, a log of -1."""


class Unsupported(Refusal):
    """No rule of the tower says anything about this expression."""


class GaveUp(Refusal):
    """The expression grew beyond the limit of terms."""
