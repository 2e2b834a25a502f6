"""Curvature of smooth scalar terms by their second derivatives.

Success proves that the term is convex on the region of the context, whose points where it has a
value form a convex set. The term is smooth inside: every logarithm, root and divisor is settled
there, or is an affine condition with a rational slope that cuts the region. On closed ends
the inequality follows by continuity. The second derivative is nowhere negative: by pivots and
minors for scalars (Sylvester), along a generic direction for arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from derivcheck.calculus.differentials import (
    Tangent,
    UnsupportedDifferential,
    differential,
)
from derivcheck.deciders._curvature.regions import opened
from derivcheck.deciders._curvature.slater import has_point
from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.definedness import NoRule, continuous, needs
from derivcheck.deciders._facts.solving import linear
from derivcheck.deciders._positive import Facts
from derivcheck.language.replacing import fresh
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Comparison,
    Condition,
    Context,
    Declaration,
    Term,
    Variable,
    add,
    multiply,
    subtract,
)

#: more scalars than this are not tried
_MOST = 4


def convex_by_hessian(term: Term, variables: Sequence[Variable], context: Context) -> bool:
    """True proves that the term is convex in the variables; the region must be convex."""
    if not term.shape.is_scalar or not continuous(term):
        return False
    inside = interior(term, variables, context)
    if inside is None:
        return False
    facts = Facts(inside)
    try:
        if all(v.shape.is_scalar and not v.indices for v in variables):
            return len(variables) <= _MOST and _by_minors(term, variables, facts)
        return _along_direction(term, variables, facts)
    except UnsupportedDifferential:
        return False


def interior(term: Term, variables: Sequence[Variable], context: Context) -> Context | None:
    """The open region on which the term is smooth, if all of the term's domain lies around it."""
    open_region = opened(context, variables)
    facts = Facts(open_region)
    cuts: list[Condition] = []
    try:
        for need in needs(term, smooth=True):
            if facts.holds(need.relation, need.argument):
                continue
            if not need.exact or need.relation != ">" or not _slanted(need.argument, variables):
                return None
            cuts.append(Comparison(">", need.argument, ZERO))
    except NoRule:
        return None
    region = replace(open_region, assumptions=(*open_region.assumptions, *cuts))
    changed = bool(cuts) or open_region != context
    return region if not changed or has_point(region, variables) else None


def _slanted(argument: Term, variables: Sequence[Variable]) -> bool:
    """Whether an argument is affine in scalars, with rational coefficients not all 0."""
    slopes = []
    rest = argument
    for variable in variables:
        found = linear(rest, variable.name)
        if found is None or rational(found[0]) is None:
            return False
        slopes.append(rational(found[0]))
        rest = found[1]
    return any(slopes)


# The second derivative --------------------------------------------------------------------


def _by_minors(term: Term, variables: Sequence[Variable], facts: Facts) -> bool:
    """Leading minors positive, or all principal minors not negative (Sylvester's criterion)"""
    hessian = second_derivatives(term, variables)
    n = len(variables)
    if all(facts.positive(_minor(hessian, range(k))) for k in range(1, n + 1)):
        return True
    places = (c for k in range(1, n + 1) for c in combinations(range(n), k))
    return all(facts.nonnegative(_minor(hessian, place)) for place in places)


def second_derivatives(term: Term, variables: Sequence[Variable]) -> list[list[Term]]:
    """The matrix of second derivatives by scalars, each entry a term."""
    first = [differential(term, {v.name: Tangent(UNIT)}) for v in variables]
    return [[differential(slope, {v.name: Tangent(UNIT)}) for v in variables] for slope in first]


def _minor(matrix: list[list[Term]], places: Sequence[int]) -> Term:
    """The determinant of the rows and columns at the places, by the first row."""
    if len(places) == 1:
        return matrix[places[0]][places[0]]
    return _determinant([[matrix[i][j] for j in places] for i in places])


def _determinant(rows: list[list[Term]]) -> Term:
    if len(rows) == 1:
        return rows[0][0]
    total: Term = ZERO
    for j, entry in enumerate(rows[0]):
        if entry == ZERO:
            continue
        smaller = [[*row[:j], *row[j + 1 :]] for row in rows[1:]]
        product = multiply(entry, _determinant(smaller))
        total = subtract(total, product) if j % 2 else _plus(total, product)
    return total


def _plus(a: Term, b: Term) -> Term:
    return b if a == ZERO else add(a, b)


def _along_direction(term: Term, variables: Sequence[Variable], facts: Facts) -> bool:
    """The second derivative along any direction, as a term in a fresh direction."""
    if any(variable.indices for variable in variables):
        return False
    context = facts.context
    tangents: dict[str, Tangent] = {}
    for variable in variables:
        name = fresh(f"d{variable.name}", context)
        declared = Declaration(name, "real", variable.shape)
        context = replace(context, declarations={**context.declarations, name: declared})
        tangents[variable.name] = Tangent(Variable(variable.shape, name))
    bend = differential(differential(term, tangents), tangents)
    return Facts(context).nonnegative(bend)
