"""Whether the slopes of a scalar function from both sides of a point exist, and are the same.

First by branches: just beside the point the function is a formula that is smooth there and has
the function's own value at it, so that its derivative is the one-sided slope. Else by the
definition: the limits of the difference quotient from the left and from the right.
"""

from __future__ import annotations

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.deciders._kinks.onesided import Open, branch_beside, one_sided, sign_beside
from derivcheck.deciders._limits.expansions import Unexpandable
from derivcheck.deciders._limits.limit_values import limit_values
from derivcheck.deciders._minima.stationary import proved
from derivcheck.deciders._positive import Facts
from derivcheck.deciders._slopes.gluing import resolved, same
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Context,
    Limit,
    Term,
    Tree,
    Variable,
    divide,
    multiply,
    rebuild,
    subtract,
)

Slopes = tuple[Term, Term]


def slopes(function: Term, variable: Variable, point: Term, context: Context) -> Slopes | None:
    """The slopes from the left and from the right; None where one is not found."""
    if mentions(point, {variable.name}):
        return None
    try:
        plain = eliminate(function)
    except UnsupportedDifferential:
        return None
    facts = Facts(context)
    here = resolved(replaced(plain, {variable.name: point}), facts)
    if here is None:
        return None
    found = _by_branches(plain, variable, point, here, facts)
    return found or _by_definition(plain, variable, point, here, context)


def equal(found: Slopes, context: Context) -> bool:
    """Whether both slopes are the same for every parameter."""
    left, right = found
    return left == right or proved(left, right, context)


def different(found: Slopes, context: Context) -> bool:
    """Whether the slopes differ for every parameter."""
    return 0 not in Facts(context).signs(subtract(*found))


def _by_branches(
    function: Term, variable: Variable, point: Term, here: Term, facts: Facts
) -> Slopes | None:
    sides: list[Term] = []
    for side in (-1, 1):
        try:
            branch = branch_beside(function, variable, point, facts, side)
            branch = _without_flat_powers(branch, variable, point, facts, side)
        except Open:
            return None
        slope = one_sided(branch, variable, point, facts, side)
        if slope is None or not same(here, replaced(branch, {variable.name: point}), facts):
            return None
        sides.append(slope)
    return sides[0], sides[1]


def _without_flat_powers(
    branch: Term, variable: Variable, point: Term, facts: Facts, side: int
) -> Term:
    """u^k with k > 1, where u vanishes at the point and is positive beside it, made 0.

    Its value and its one-sided slope are 0 there; smoothness of what is around it is still
    looked at, at that value.
    """

    def change(part: Tree) -> Tree:
        match part:
            case Apply(operator=Operator.POWER, arguments=(u, k)) if (
                mentions(u, {variable.name})
                and not mentions(k, {variable.name})
                and facts.positive(subtract(k, UNIT))
                and facts.signs(replaced(u, {variable.name: point})) <= {0}
                and sign_beside(u, variable, point, facts, side) > 0
            ):
                return multiply(ZERO, subtract(variable, point))
        return rebuild(part, change)

    changed = change(branch)
    assert isinstance(changed, Term)
    return changed


def _by_definition(
    function: Term, variable: Variable, point: Term, here: Term, context: Context
) -> Slopes | None:
    quotient = divide(subtract(function, here), subtract(variable, point))
    sides: list[Term] = []
    for side in ("-", "+"):
        try:
            found = list(
                limit_values(Limit(quotient.shape, quotient, variable, point, side), context)
            )
        except Unexpandable:
            return None
        if len(found) != 1 or found[0].limit is None or not found[0].certain:
            return None
        sides.append(found[0].limit)
    return sides[0], sides[1]
