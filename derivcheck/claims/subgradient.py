"""An expression is a subgradient, or an interval is the whole subdifferential.

Says: `g in subdiff(f, x)`; `subdiff(f, x = 0) = [-1, 1]`.
Holds when: f(z) >= f(x) + g'@(z - x) for every z of the domain, at every admissible x, kinks
included; for an interval, when these and only these numbers do at the point.
Example: `sign(x) in subdiff(abs(x), x)`.
Traps: where f is not convex the set may be empty; the value printed at a kink counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import replaced, twin
from derivcheck.language.terms import (
    Comparison,
    Condition,
    Context,
    Subgradient,
    SubdifferentialIs,
    Term,
    add,
    multiply,
    scalar_of,
    subtract,
)

KIND = "subgradient"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """The supporting inequality with any other point."""
    match goal:
        case Subgradient(function=f, variable=variable, element=element, point=point):
            copy, wider = twin(context, variable, "2")
            here: Term = variable
            if point is not None:
                here = point
                element = replaced(element, {variable.name: point})
            slope = multiply(element, subtract(copy, here))
            if not slope.shape.is_scalar:
                slope = scalar_of(Operator.SUM, slope)
            support = add(replaced(f, {variable.name: here}), slope)
            relation = Comparison(">=", replaced(f, {variable.name: copy}), support)
            supporting = Pointwise(relation, wider, kind="inequality", witness=(copy.name,))
            return (Obligation(KIND, goal, context, (supporting,)),)
        case SubdifferentialIs():
            return (Obligation(KIND, goal, context),)
        case _:
            return None
