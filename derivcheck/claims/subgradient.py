"""An expression is a subgradient, or an interval is the whole subdifferential.

Says: `g in subdiff(f, x)`; `g in subdiff(f, x = 0)`; `subdiff(f, x = 0) = [-1, 1]`.
Holds when: f(z) >= f(x) + g'@(z - x) for every z of the domain, at every admissible x, kinks
included; for an interval, when these and only these numbers do at the point. An interval
whose ends change places is the empty set.
Example: `sign(x) in subdiff(abs(x), x)`.
Traps: where f is not convex the set may be empty; the value printed at a kink counts; at an
end of the domain the set is not bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import Rationals
from derivcheck.language.admitting import admitted
from derivcheck.language.obligations import Obligation, Pointwise
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import replaced, twin
from derivcheck.language.terms import (
    Comparison,
    Condition,
    Context,
    SequenceMember,
    SubdifferentialIs,
    Subgradient,
    Substitution,
    Term,
    Variable,
    add,
    multiply,
    scalar_of,
    subtract,
    walk,
)

KIND = "subgradient"
RANK = 10


def obligations(goal: Condition, context: Context) -> Sequence[Obligation] | None:
    """The supporting inequality with any other point; for an interval, that of both ends."""
    match goal:
        case Subgradient():
            return (_supporting(goal, context),)
        case SubdifferentialIs(function=f, variable=variable, point=point):
            at = admitted(context, variable, point)
            low, high = (replaced(end, {variable.name: point}) for end in (goal.low, goal.high))
            whole = Obligation(KIND, replace(goal, low=low, high=high), at)
            order = _ordered(low, high, context)
            if order is False:
                return (whole,)
            if order is None:
                context = _under(context, (Comparison("<=", low, high),))
            ends = (Subgradient(end, f, variable, point) for end in dict.fromkeys((low, high)))
            return (*(_supporting(end, context) for end in ends), whole)
        case _:
            return None


def _supporting(goal: Subgradient, context: Context) -> Obligation:
    """f(z) >= f(x) + g'@(z - x)"""
    f, variable, element, point = goal.function, goal.variable, goal.element, goal.point
    copy, wider = twin(context, variable, "2")
    here: Term = variable
    if point is not None:
        here = point
        element = replaced(element, {variable.name: point})
        wider = admitted(wider, variable, point)
        context = admitted(context, variable, point)
    slope = multiply(element, subtract(copy, here))
    if not slope.shape.is_scalar:
        slope = scalar_of(Operator.SUM, slope)
    support = add(_at(f, variable, here), slope)
    relation = Comparison(">=", _at(f, variable, copy), support)
    supporting = Pointwise(relation, wider, kind="inequality", witness=(copy.name,))
    return Obligation(KIND, replace(goal, element=element), context, (supporting,))


def _ordered(low: Term, high: Term, context: Context) -> bool | None:
    """Whether low <= high, for numbers; None where symbols decide."""
    try:
        return Evaluator(Rationals(), context, Point()).holds(Comparison("<=", low, high))
    except (NoValue, Undetermined, Unsupported):
        return None


def _at(function: Term, variable: Variable, value: Term) -> Term:
    """The function where the variable has a value, also in what a recurrence says."""
    if any(isinstance(part, SequenceMember) for part in walk(function)):
        return Substitution(function.shape, function, ((variable, value),))
    return replaced(function, {variable.name: value})


def _under(context: Context, conditions: Sequence[Condition]) -> Context:
    return replace(context, assumptions=(*context.assumptions, *conditions))
