"""Two equations have the same solutions, or one follows from the other.

Says: `E1 <=> E2 for x`, `E1 => E2`; equations and inequalities joined by `and`, `or`, `not`.
Holds when: at every admissible value of the other symbols the two have the same solutions in
the unknown (for `=>`: every solution of the first solves the second). Without an unknown the
two are compared at every assignment.
Example: `grad(L, theta) = 0 <=> X'@y = (X'@X + lambda*I)@theta` with unknown `theta`.
Traps: dividing by `x` loses `x = 0`, squaring gains solutions; an equation without a value
does not hold there; a parameter for which a side has no value whatever the unknown is, is
excluded and told.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.terms import Condition, Context, Implies

KIND = "equation"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """The statement, tested point by point as a condition."""
    if not isinstance(goal, Implies):
        return None
    return (Obligation(KIND, goal, context, (Pointwise(goal, context, kind="solution"),)),)
