"""A function is differentiable, everywhere or at a point.

Says: `differentiable(f, x = 0)`, `differentiable(f, x)`.
Holds when: the difference quotient has a limit there, the same from every side.
Example: `differentiable(x*abs(x), x = 0)`.
Traps: a kink of a part need not be one of the whole; the function needs a value there.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation
from derivcheck.language.terms import Condition, Context, Differentiable

KIND = "differentiability"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """The statement, decided by one-sided expansions."""
    return (Obligation(KIND, goal, context),) if isinstance(goal, Differentiable) else None
