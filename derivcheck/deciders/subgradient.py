"""Success proves that a term is a subgradient, or that an interval is all of them.

A function of one scalar that is convex has the numbers between its one-sided slopes as
subgradients, and whether convex or not no others (`_between`). Else the term is the gradient
of a smooth convex function that lies below and touches (`_supports`). Silence means that no
way closed. A refutation is an exact slope of a convex function that the interval leaves out.
"""

from __future__ import annotations

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.deciders._facts.signs import impossible
from derivcheck.deciders._facts.told import told
from derivcheck.deciders._inequalities.inequalities import nonnegative
from derivcheck.deciders._slopes.between import Slopes, between, interior, outside, place
from derivcheck.deciders._slopes.supports import contact, supported
from derivcheck.deciders._slopes.wider import left_out
from derivcheck.deciders.convexity import convex
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.terms import (
    Comparison,
    Context,
    SequenceMember,
    SubdifferentialIs,
    Subgradient,
    subtract,
    walk,
)

NAME = "subgradient"
ROUTE = "symbolic"
COST = 16


def accepts(obligation: Obligation) -> bool:
    """Subgradients and subdifferentials."""
    return isinstance(obligation.goal, (Subgradient, SubdifferentialIs))


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """The ways, one after the other."""
    goal, context = obligation.goal, obligation.context
    if impossible(told(context)):
        return silent(NAME, "vacuous", "no admissible point is the one that is named")
    try:
        if isinstance(goal, SubdifferentialIs):
            proof = _whole(goal, context)
        else:
            assert isinstance(goal, Subgradient)
            proof = (
                _between_slopes(goal, context)
                or _touching(goal, context)
                or _inequality(obligation)
            )
    except UnsupportedDifferential as missing:
        return silent(NAME, "unsupported", str(missing))
    if proof is None and isinstance(goal, SubdifferentialIs):
        return _too_small(goal, context, effort)
    if proof is None:
        return silent(NAME, "gave_up", "no rule shows it")
    sizes = "all" if context.sizes else None
    return Finding(NAME, Outcome.PROVED, proof, sizes=sizes, evidence={"proof": proof})  # type: ignore[arg-type]


def _whole(goal: SubdifferentialIs, context: Context) -> str | None:
    """No subgradient lies outside of the interval."""
    function = eliminate(goal.function)
    if not interior(goal.variable, goal.point, context):
        return None
    at = place(function, goal.variable, goal.point, goal.low, goal.high, context)
    if at is None or not Slopes(outside).hold(at):
        return None
    return "the slopes on both sides of the point lie in the interval"


def _too_small(goal: SubdifferentialIs, context: Context, effort: Effort) -> Finding:
    """A slope of a convex function that the interval leaves out."""
    shown = convex(eliminate(goal.function), (goal.variable,), context)
    example = None if shown is None else left_out(goal, context, effort)
    if example is None:
        return silent(NAME, "gave_up", "it is not shown that there are no other subgradients")
    proves = f"the function is convex ({shown}), and its slope on one side is left out"
    return Finding(NAME, Outcome.REFUTED, proves, counterexample=example, exact=True)


def _between_slopes(goal: Subgradient, context: Context) -> str | None:
    """A convex function of one scalar: between its slopes."""
    function = eliminate(goal.function)
    element = eliminate(goal.element)
    at = place(function, goal.variable, goal.point, element, element, context)
    if at is None:
        return None
    shown = convex(function, (goal.variable,), context)
    if shown is None or not Slopes(between).hold(at):
        return None
    return f"between the slopes on both sides of a convex function ({shown})"


def _touching(goal: Subgradient, context: Context) -> str | None:
    """The gradient of a minorant."""
    function, element = eliminate(goal.function), eliminate(goal.element)
    at = contact(function, goal.variable, goal.point, element, context)
    if at is None or not supported(at):
        return None
    return "the gradient of a smooth convex function that lies below and touches"


def _inequality(obligation: Obligation) -> str | None:
    """The supporting inequality itself."""
    (statement,) = obligation.pointwise
    if any(isinstance(part, SequenceMember) for part in walk(obligation.goal)):
        return None
    relation = statement.condition
    assert isinstance(relation, Comparison)
    gap = eliminate(subtract(relation.left, relation.right))
    found = nonnegative(gap, statement.context)
    return None if found is None else f"the supporting inequality holds ({found})"
