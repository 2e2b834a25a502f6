"""The type of an expression.

Says: `shape(e) = [d, n]`, `shape(v) = [n]`.
Holds when: the expression has a meaning and these are its rows and columns, as expressions in
the sizes.
Example: `shape(W@X) = [m, n]`.
Traps: sizes are compared as symbols: `n` and `m` differ, whatever numbers are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.terms import Condition, Context, HasShape

KIND = "shape"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """The statement, on symbols and for arrays of drawn sizes."""
    if not isinstance(goal, HasShape):
        return None
    return (Obligation(KIND, goal, context, (Pointwise(goal, context),)),)
