"""A point is a minimiser.

Says: `argmin(f, x) = e`, `argmin(f, x, C1, C2) = e` under constraints.
Holds when: e is of its type, satisfies the constraints, and f(e) <= f(x) for every x of its
type that does, for every value of the other symbols. It need not be the only one, nor a point
where f is differentiable.
Example: `argmin(abs(x), x) = 0`.
Traps: a stationary point may be a maximum; feasible and stationary is not minimal; the ridge
solution is a minimiser only for `lambda > 0`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.replacing import mentions, replaced, twin
from derivcheck.language.terms import (
    All,
    Any,
    Comparison,
    Condition,
    Context,
    Minimiser,
    Piece,
    Term,
)

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
    said = (a for a in context.assumptions if mentions(a, frozenset(values)))
    conditions = (*_typed(context, values), *said, *goal.constraints)
    feasible = tuple(Pointwise(replaced(each, values), outside) for each in conditions)
    better = Pointwise(
        Comparison("<=", best, replaced(goal.function, other)),
        wider,
        tuple(replaced(constraint, other) for constraint in goal.constraints),
        kind="better",
        witness=tuple(variable.name for variable in other.values()),  # type: ignore[attr-defined]
    )
    return (Obligation(KIND, goal, context, (*feasible, better)),)


def _typed(context: Context, values: Mapping[str, Term]) -> Iterator[Condition]:
    """That the values lie in the intervals and finite sets of their types."""
    for name, x in values.items():
        declaration = context.declarations.get(name)
        if declaration is None:
            continue
        pieces = [_inside(x, piece) for piece in declaration.pieces]
        if len(pieces) == 1 or (pieces and x.shape.is_scalar):
            yield pieces[0] if len(pieces) == 1 else Any(tuple(pieces))
        if declaration.values and x.shape.is_scalar:
            yield Any(tuple(Comparison("=", x, value) for value in declaration.values))


def _inside(x: Term, piece: Piece) -> Condition:
    ends: list[Condition] = []
    if piece.low is not None:
        ends.append(Comparison(">=" if piece.low_closed else ">", x, piece.low))
    if piece.high is not None:
        ends.append(Comparison("<=" if piece.high_closed else "<", x, piece.high))
    return ends[0] if len(ends) == 1 else All(tuple(ends))


def _without(context: Context, names: frozenset[str]) -> Context:
    """The context without the variables that the minimum ranges over."""
    kept = {name: d for name, d in context.declarations.items() if name not in names}
    assumptions = tuple(a for a in context.assumptions if not mentions(a, names))
    return replace(context, declarations=kept, assumptions=assumptions)
