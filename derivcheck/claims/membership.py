"""A vector lies in a space.

Says: `v in span(a, b)`, `x in colspace(A)`, `x in rowspace(A)`.
Holds when: at every admissible point the vector is a combination of the spanning columns.
Example: `X'@(X@w - t) in rowspace(X)`.
Traps: generic is not everywhere: at singular or zero matrices the space is smaller.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.terms import Condition, Context, InSpace

KIND = "membership"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """Membership, which exact elimination decides at a point."""
    if not isinstance(goal, InSpace):
        return None
    return (Obligation(KIND, goal, context, (Pointwise(goal, context, kind="annihilator"),)),)
