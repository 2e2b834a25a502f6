"""An inequality on the whole domain.

Says: `a <= b`, `a < b`, `a >= b`, `a > b`, `a != b`; between vectors entry by entry, `a != b`
between arrays that some entry differs.
Holds when: it is true at every admissible point at which both sides have a value.
Example: `sqrt(x*y) <= (x + y)/2` for `x >= 0`, `y >= 0`.
Traps: a strict inequality fails where both sides are equal, and no sample can support it.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.terms import Comparison, Condition, Context

KIND = "inequality"
RANK = 30


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """The inequality itself."""
    match goal:
        case Comparison(relation="<" | "<=" | ">" | ">=" | "!="):
            return (Obligation(KIND, goal, context, (Pointwise(goal, context),)),)
        case _:
            return None
