"""A derivative, gradient, Jacobian or Hessian equals an expression.

Says: `d(f, x) = e`, `grad(f, X) = E`, `jac(y, x) = J`, `hess(f, x) = H`, `D(f, X, dX) = e`,
`deriv(y, x) = e` with a declared layout.
Holds when: both sides are equal at every admissible point at which both have a value. A
derivative has a value where the difference quotient of the function itself has a limit, from
both sides.
Example: `d(tanh(x), x) = 1 - tanh(x)^2`.
Traps: at a kink there is no derivative, so nothing is claimed there (use `in subdiff`);
`grad` is shaped like the variable, `jac` has a row per component; entries of a symmetric
matrix are differentiated as if they were independent.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.terms import Comparison, Condition, Context, Derivative, walk

KIND = "derivative"
RANK = 20


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """The equality itself."""
    match goal:
        case Comparison(relation="=") if any(isinstance(part, Derivative) for part in walk(goal)):
            return (Obligation(KIND, goal, context, (Pointwise(goal, context),)),)
        case _:
            return None
