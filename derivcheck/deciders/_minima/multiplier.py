"""A minimum under one scalar constraint, by a multiplier or by solving the constraint.

If f + mu h is smallest at e over all points of the declared type, and h(e) = 0, then e is a
minimum of f among the points with h = 0; with mu >= 0 also among those with h <= 0 (Lagrangian
sufficiency; Boyd and Vandenberghe, Convex Optimization, section 5.5.3).
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.solving import solution_for_zero
from derivcheck.deciders._inequalities.inequalities import nonnegative
from derivcheck.deciders._minima.minimisation import Minimisation
from derivcheck.deciders._minima.stationary import proved, slope_along
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Comparison,
    Term,
    add,
    constant,
    multiply,
    subtract,
)


def by_multiplier(problem: Minimisation) -> str | None:
    """f + mu h - f(e) is nowhere negative, with the multiplier that e itself gives."""
    h = _constraint(problem)
    if h is None or not proved(replaced(h, problem.values), ZERO, problem.outside):
        return None
    multiplier = _multiplier(problem, h)
    if multiplier is None:
        return None
    if problem.constraints[0].relation != "=" and multiplier < 0:  # type: ignore[attr-defined]
        return None
    lagrangian = add(problem.function, multiply(constant(multiplier), h))
    others, context = problem.other_point()
    gap = subtract(replaced(lagrangian, others), replaced(problem.function, problem.values))
    feasible = replaced(problem.constraints[0], others)
    free = replace(context, assumptions=tuple(a for a in context.assumptions if a != feasible))
    if nonnegative(gap, free) is None:
        return None
    return f"f + {multiplier} times the constraint is smallest there"


def by_elimination(problem: Minimisation) -> str | None:
    """The difference f(z) - f(e), one symbol of z solved from the constraint."""
    h = _constraint(problem)
    if h is None or problem.constraints[0].relation != "=":  # type: ignore[attr-defined]
        return None
    others, context = problem.other_point()
    names = {str(getattr(other, "name", "")) for other in others.values()}
    moved = {name: d for name, d in context.declarations.items() if name in names}
    solved = solution_for_zero(replaced(h, others), replace(context, declarations=moved))
    if solved is None:
        return None
    values = {solved.variable.name: solved.value}
    gap = subtract(
        replaced(replaced(problem.function, others), values),
        replaced(problem.function, problem.values),
    )
    narrower = tuple(replaced(a, values) for a in context.assumptions)
    inside = solved.restrict(replace(context, assumptions=narrower))
    if nonnegative(gap, inside) is None:
        return None
    return "the difference is nowhere negative on the constraint"


def _constraint(problem: Minimisation) -> Term | None:
    """h of the only constraint h = 0 or h <= 0, between scalars."""
    match problem.constraints:
        case (Comparison(relation="=" | "<=", left=left, right=right),):
            pass
        case (Comparison(relation=">=", left=right, right=left),):
            pass
        case _:
            return None
    return subtract(left, right) if left.shape.is_scalar and right.shape.is_scalar else None


def _multiplier(problem: Minimisation, h: Term) -> Fraction | None:
    """mu with grad f + mu grad h = 0 at e, from the first scalar by which h changes there."""
    for variable in problem.variables:
        if not variable.shape.is_scalar:
            return None
        slopes = (slope_along(each, {variable.name: UNIT}) for each in (problem.function, h))
        first, second = (rational(replaced(slope, problem.values)) for slope in slopes)
        if first is not None and second:
            return -first / second
    return None
