"""A point is a minimiser.

Says: `argmin(f, x) = e`, `argmin(f, x, C1, C2) = e` under constraints.
Holds when: e satisfies the constraints and f(e) <= f(x) for every x of its type that does, for
every value of the other symbols. It need not be the only one, nor a point where f is
differentiable.
Example: `argmin(abs(x), x) = 0`.
Traps: a stationary point may be a maximum; feasible and stationary is not minimal; the ridge
solution is a minimiser only for `lambda > 0`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.replacing import replaced, twin
from derivcheck.language.terms import Comparison, Condition, Context, Minimiser, Term

KIND = "minimum"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """Feasibility, and the comparison with any other feasible point."""
    if not isinstance(goal, Minimiser):
        return None
    values: dict[str, Term] = {
        variable.name: value for variable, value in zip(goal.variables, goal.values, strict=True)
    }
    outside = _without(context, frozenset(values))
    wider = context
    other: dict[str, Term] = {}
    for variable in goal.variables:
        other[variable.name], wider = twin(wider, variable, "2")
    wider = _without(wider, frozenset(values))
    best = replaced(goal.function, values)
    feasible = tuple(
        Pointwise(replaced(constraint, values), outside) for constraint in goal.constraints
    )
    better = Pointwise(
        Comparison("<=", best, replaced(goal.function, other)),
        wider,
        tuple(replaced(constraint, other) for constraint in goal.constraints),
        kind="better",
        witness=tuple(variable.name for variable in other.values()),  # type: ignore[attr-defined]
    )
    return (Obligation(KIND, goal, context, (*feasible, better)),)


def _without(context: Context, names: frozenset[str]) -> Context:
    """The context without the variables that the minimum ranges over."""
    from derivcheck.language.replacing import mentions

    kept = {name: d for name, d in context.declarations.items() if name not in names}
    assumptions = tuple(a for a in context.assumptions if not mentions(a, names))
    return replace(context, declarations=kept, assumptions=assumptions)
