"""Success proves that a function is, or is not, differentiable where the claim says so.

Compositions of functions that are smooth wherever they have a value are differentiable there
(chain rule), and so are those whose operations are smooth at the arguments they get. A function
of one scalar with kinks is cut at them: there it is differentiable if the slopes from both sides
are the same (`_one_slope`). The negation is refuted by the same proof; slopes that differ for
every parameter prove it.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.deciders._facts.definedness import total
from derivcheck.deciders._minima.stationary import smooth_at
from derivcheck.deciders._positive import Facts
from derivcheck.deciders._slopes.one_slope import different, equal, slopes
from derivcheck.deciders._slopes.pieces import Open, cut
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.operators import KINKED, Operator
from derivcheck.language.replacing import mentions
from derivcheck.language.terms import (
    Apply,
    Constant,
    Context,
    Declaration,
    Derivative,
    Differentiable,
    Limit,
    Negation,
    Piecewise,
    Term,
    Tree,
    Variable,
    constant,
    walk,
)

NAME = "smoothness"
ROUTE = "symbolic"
COST = 11

#: not differentiable at some edge of their domain
_EDGED = frozenset(
    {Operator.SQRT, Operator.ASIN, Operator.ACOS, Operator.ACOSH, Operator.NORM}
    | {Operator.PSEUDOINVERSE, Operator.RANK}
)


def accepts(obligation: Obligation) -> bool:
    """Claims that a function is, or is not, differentiable."""
    return _claimed(obligation) is not None


def _claimed(obligation: Obligation) -> Differentiable | None:
    match obligation.goal:
        case Differentiable() as claim:
            return claim
        case Negation(part=Differentiable() as claim):
            return claim
        case _:
            return None


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Look at the operations, then at the slopes."""
    del effort  # the ways have their own limits
    claim = _claimed(obligation)
    assert claim is not None
    negated = isinstance(obligation.goal, Negation)
    how = _how(claim, obligation.context)
    if how:
        return Finding(NAME, Outcome.REFUTED if negated else Outcome.PROVED, how)
    if negated and _bent(claim, obligation.context):
        return Finding(NAME, Outcome.PROVED, "the slopes from both sides differ")
    return silent(NAME, "unsupported", "a kink or the edge of a domain may be met")


def _how(claim: Differentiable, context: Context) -> str:
    """What proves that the function is differentiable; empty where nothing does."""
    if all(_smooth(part) for part in walk(claim.function)):
        return "it is composed of functions that are smooth wherever they have a value"
    if _smooth_there(claim, context):
        return "it is composed of functions that are smooth at the arguments they get"
    if not claim.variable.shape.is_scalar or claim.variable.indices:
        return ""
    if claim.point is not None:
        found = slopes(claim.function, claim.variable, claim.point, context)
        if found is not None and equal(found, context):
            return "the slopes from both sides are the same"
        context = _on_line(claim.variable, context)
    return _piecewise(claim, context)


def _on_line(variable: Variable, context: Context) -> Context:
    """The context with the variable free to be any real number."""
    declared = {n: d for n, d in context.declarations.items() if n != variable.name}
    declared[variable.name] = Declaration(variable.name, "real", variable.shape)
    kept = tuple(a for a in context.assumptions if not mentions(a, {variable.name}))
    return replace(context, declarations=declared, assumptions=kept)


def _smooth_there(claim: Differentiable, context: Context) -> bool:
    """Whether every operation is smooth at what it is applied to, at the point or everywhere."""
    try:
        function, facts = eliminate(claim.function), Facts(context)
    except UnsupportedDifferential:
        return False
    if claim.point is None:
        return total(function, facts, smooth=True)
    return smooth_at(function, {claim.variable.name: claim.point}, facts)


def _bent(claim: Differentiable, context: Context) -> bool:
    """Whether the slopes at the point differ whatever the parameters are."""
    if claim.point is None or not claim.variable.shape.is_scalar or claim.variable.indices:
        return False
    found = slopes(claim.function, claim.variable, claim.point, context)
    return found is not None and different(found, context)


def _piecewise(claim: Differentiable, context: Context) -> str:
    """Smooth on every piece of an open interval, with one slope at every cut."""
    function, variable, point = claim.function, claim.variable, claim.point
    try:
        found = cut(eliminate(function), variable, context)
    except (Open, UnsupportedDifferential):
        return ""
    if found.whole.low_closed or found.whole.high_closed:
        return ""
    if point is not None and (found.whole.low, found.whole.high) != (None, None):
        return ""
    if not all(total(each.term, found.facts_on(each), smooth=True) for each in found.pieces):
        return ""
    for each in found.pieces[1:]:
        assert each.interval.low is not None
        both = slopes(function, variable, constant(each.interval.low), found.context)
        if both is None or not equal(both, found.context):
            return ""
    return f"{len(found.pieces)} smooth pieces that meet with the same slopes"


def _smooth(part: Tree) -> bool:
    match part:
        case Apply(operator=Operator.POWER, arguments=(_, Constant(value=k))):
            return k.denominator == 1
        case Apply(operator=Operator.POWER, arguments=(Constant(value=base), _)):
            return base > 0
        case Apply(operator=Operator.POWER):
            return False
        case Apply(operator=operator):
            edged = operator in _EDGED and any(isinstance(p, Variable) for p in walk(part))
            return operator not in KINKED and not edged
        case Piecewise() | Limit() | Derivative():
            return False
        case Term():
            return True
        case _:
            return False
