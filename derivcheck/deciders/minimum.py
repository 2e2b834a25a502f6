"""Success proves that a point is feasible and that no feasible point has a smaller value.

Ways, after feasibility: f is convex with a gradient at e that vanishes, or is orthogonal to
every feasible step under linear equations (the first-order condition; Boyd and Vandenberghe,
Convex Optimization, section 4.2.3); for one scalar, the slopes of a convex f at e point away
from it; the difference f(z) - f(e) is nowhere negative, for one scalar also on either side of
e; for one scalar constraint, a multiplier or one symbol solved; a sum over entries, entry by
entry. Where e has no value nothing is
claimed. Silence means that no way closed.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.calculus.differentials import UnsupportedDifferential
from derivcheck.deciders._inequalities.inequalities import nonnegative
from derivcheck.deciders._minima.entries import by_entry
from derivcheck.deciders._minima.minimisation import Minimisation
from derivcheck.deciders._minima.multiplier import by_elimination, by_multiplier
from derivcheck.deciders._minima.stationary import orthogonal, proved, smooth_at, stationary
from derivcheck.deciders._slopes.away import slopes_point_away
from derivcheck.deciders.convexity import convex
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import ZERO, Comparison, Minimiser, subtract

NAME = "minimum"
ROUTE = "symbolic"
COST = 35


def accepts(obligation: Obligation) -> bool:
    """Claims that a point is a minimiser."""
    return isinstance(obligation.goal, Minimiser)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Feasibility, then one of the ways to optimality."""
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Minimiser)
    try:
        problem = Minimisation(goal, context)
        single = by_entry(replace(goal, function=problem.function), context)
        if single is not None:
            found = decide(replace(obligation, goal=single[0], context=single[1]), effort)
            if found.outcome is Outcome.PROVED:
                return replace(found, proves=f"entry by entry, {found.proves}", sizes="all")
        missing = problem.infeasible()
        if missing:
            return silent(NAME, "gave_up", missing)
        proof = optimality(problem)
    except UnsupportedDifferential as unsupported:
        return silent(NAME, "unsupported", str(unsupported))
    if proof is None:
        return silent(NAME, "gave_up", "no way shows that no feasible point is better")
    return Finding(
        NAME,
        Outcome.PROVED,
        f"the point is feasible and no other is better: {proof}",
        sizes="all" if context.sizes else None,
        evidence={"proof": proof},
    )


def optimality(problem: Minimisation) -> str | None:
    """What shows that no feasible point is better."""
    ways = (by_convexity, by_difference, by_multiplier, by_elimination)
    return next(filter(None, (way(problem) for way in ways)), None)


def by_difference(problem: Minimisation) -> str | None:
    """f(z) - f(e) >= 0 for every feasible z."""
    others, context = problem.other_point()
    best = replaced(problem.function, problem.values)
    other = replaced(problem.function, others)
    gap = other if proved(best, ZERO, problem.outside) else subtract(other, best)
    found = nonnegative(gap, context)
    if found is not None:
        return f"the difference is nowhere negative ({found})"
    if problem.scalar is None:
        return None
    z, e = others[problem.scalar.name], problem.values[problem.scalar.name]
    sides = (Comparison("<", z, e), Comparison(">", z, e))
    for side in sides:
        if nonnegative(gap, replace(context, assumptions=(*context.assumptions, side))) is None:
            return None
    return "the difference is nowhere negative on either side of the point"


def by_convexity(problem: Minimisation) -> str | None:
    """The first-order condition, which is sufficient for a convex function."""
    f, variables, values = problem.function, problem.variables, problem.values
    if convex(f, variables, problem.region) is None:
        return None
    if smooth_at(f, values, problem.facts):
        if stationary(f, variables, values, problem.outside):
            return "convex, and the gradient vanishes there"
        if orthogonal(f, variables, values, problem.constraints, problem.outside):
            return "convex, and the gradient is orthogonal to every feasible step"
    scalar = problem.scalar
    if scalar is not None:
        point = values[scalar.name]
        if slopes_point_away(f, scalar, point, problem.region, problem.outside):
            return "convex, and the slopes on both sides point away from it"
    return None
