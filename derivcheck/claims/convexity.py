"""A function is convex or concave on its domain.

Says: `convex(f, x)`, `concave(f, [x1, x2])`, jointly in the variables that stand in brackets.
Holds when: the domain (declared and natural) is convex and f((x + z)/2) <= (f(x) + f(z))/2 for
any two of its points, for every value of the other symbols. (Midpoint convexity of a
measurable function is convexity: Sierpinski 1920.)
Example: `convex(norm(A@x - b)^2, x)`.
Traps: `1/x^2` has a positive second derivative, but its domain has a hole; jumps and concave
kinks are not seen by second derivatives; parameters keep all their values.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.replacing import replaced, twin
from derivcheck.language.terms import (
    Comparison,
    Condition,
    Context,
    Convex,
    Term,
    add,
    constant,
    divide,
)

KIND = "convexity"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """Convexity, and the inequality at a midpoint of any two points."""
    if not isinstance(goal, Convex):
        return None
    other: dict[str, Term] = {}
    middle: dict[str, Term] = {}
    wider = context
    for variable in goal.variables:
        copy, wider = twin(wider, variable, "2")
        other[variable.name] = copy
        middle[variable.name] = divide(add(variable, copy), constant(2))
    mean = divide(add(goal.function, replaced(goal.function, other)), constant(2))
    relation = Comparison(">=" if goal.concave else "<=", replaced(goal.function, middle), mean)
    names = tuple(v.name for v in (*goal.variables, *other.values()) if hasattr(v, "name"))
    midpoint = Pointwise(relation, wider, kind="midpoint", witness=names)
    return (Obligation(KIND, goal, context, (midpoint,)),)
