"""Two expressions are equal.

Says: `a = b`, also between vectors and matrices; `a = b = c` says it of neighbours and ends.
Holds when: both sides are equal at every admissible point at which both have a value.
Example: `norm(A)^2 = tr(A'@A)`.
Traps: a claim speaks only of points where both sides have values (`log(x^2) = 2*log(x)` holds,
since the right side lives on x > 0); `sqrt(x^2) = x` fails at x = -1.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.terms import Comparison, Condition, Context

KIND = "identity"
RANK = 30


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """The equality itself."""
    match goal:
        case Comparison(relation="="):
            return (Obligation(KIND, goal, context, (Pointwise(goal, context),)),)
        case _:
            return None
