"""The order of a remainder.

Says: `f = g + O(a^2) as a -> 0`.
Holds when: `f - g` divided by the gauge stays bounded near the point, for every admissible
value of everything else; the bound may depend on it.
Example: `exp(a) = 1 + a + O(a^2) as a -> 0`.
Traps: `O` is an upper bound: a better order is true, a logarithm more is false.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation
from derivcheck.language.terms import Condition, Context, Order

KIND = "order"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """The statement as a whole; no single point decides it."""
    return (Obligation(KIND, goal, context),) if isinstance(goal, Order) else None
