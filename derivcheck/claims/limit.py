"""A limit exists and equals an expression.

Says: `lim(f, t -> oo) = c`, `lim(f, x -> 0+) = c`, `lim(f, x -> a) = c` from both sides.
Holds when: for every admissible value of everything else the limit exists and equals `c`. An
index runs through the integers.
Example: `lim(1/(1 - beta^t), t -> oo) = 1` for `beta` in (0, 1).
Traps: parameters keep all their values (`lim(x^a, x -> 0+) = 0` fails at `a = 0`); two-sided
unless said.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation
from derivcheck.language.terms import Comparison, Condition, Context, Limit, walk

KIND = "limit"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """The statement as a whole; no single point decides it."""
    match goal:
        case Comparison() if any(isinstance(part, Limit) for part in walk(goal)):
            return (Obligation(KIND, goal, context),)
        case _:
            return None
