"""Propositions joined by `and`, `or`, `not`, or said for every value of a name.

Says: `P and Q`, `P or Q`, `not P`, `P for every c`, `a = b = c`.
Holds when: it is true at every admissible point. `P and Q` is two obligations; `not P` says
that P fails at every admissible point, for propositions about a function (`not convex(f, x)`)
that P is false.
Example: `not convex(x^2*y^2, [x, y])`.
Traps: `not` stands inside "for every admissible assignment": `not x = 1` is false, for it
fails at x = 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck import claims
from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.terms import (
    All,
    Any,
    Comparison,
    Condition,
    Context,
    ForAll,
    ForRange,
    InSpace,
    Limit,
    Negation,
    walk,
)

KIND = "combination"
RANK = 40

_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """One obligation a part for `and` and `for every`; the whole otherwise."""
    match goal:
        case All(parts=parts):
            return [each for part in parts for each in claims.obligations(part, context)]
        case ForAll(part=part):
            return claims.obligations(part, context)
        case Negation(part=Comparison() as part) if any(isinstance(p, Limit) for p in walk(part)):
            # without a limit both `= c` and `!= c` are false
            denied = tuple(claims.obligations(part, context))
            return (Obligation("negation", goal, context, denied=denied),)
        case Negation(part=Comparison(relation=relation, left=left, right=right)) if (
            left.shape.is_scalar
        ):
            opposite = Comparison(_OPPOSITE[relation], left, right)  # type: ignore[arg-type]
            return claims.obligations(opposite, context)
        case Negation(part=Negation(part=part)):
            return claims.obligations(part, context)
        case Any() | ForRange() | Negation(part=Comparison() | All() | Any() | InSpace()):
            return (Obligation(KIND, goal, context, (Pointwise(goal, context),)),)
        case Negation(part=part):
            denied = tuple(claims.obligations(part, context))
            return (Obligation("negation", goal, context, denied=denied),)
        case _:
            return None
