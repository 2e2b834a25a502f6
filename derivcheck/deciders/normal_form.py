"""Success proves an equality, for every size where sizes occur, by one normal form.

Both sides become sums of index contractions over a field of elementary functions (Laue,
Mitterreiter and Giesen, NeurIPS 2018, for the contractions; a tower of exponentials,
logarithms and radicals for the scalars), and their difference is the zero of that field.
Silence (another normal form, an unknown sign, an operator without a rule) proves nothing.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.calculus.contraction.proof import Undecided
from derivcheck.calculus.contraction.proof import prove as prove_identity
from derivcheck.calculus.differentials import UnsupportedDifferential
from derivcheck.calculus.tower import Refusal
from derivcheck.deciders._arrays.generalised import generalised
from derivcheck.deciders._facts.domain import conditions
from derivcheck.deciders._facts.premises import solved_assumptions
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import Comparison, Context

NAME = "normal_form"
ROUTE = "symbolic"
COST = 10


def accepts(obligation: Obligation) -> bool:
    """Equalities."""
    goal = obligation.goal
    return isinstance(goal, Comparison) and goal.relation == "="


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Reduce the difference of both sides to zero."""
    goal = obligation.goal
    assert isinstance(goal, Comparison)
    found = prove(goal, obligation.context, thorough=not effort.refuted)
    if found.conditions and not effort.brief:
        told = conditions(goal, obligation.context)
        found = found if told is None else replace(found, conditions=told)
    return found


def prove(goal: Comparison, context: Context, *, thorough: bool = True) -> Finding:
    """The equality under the assumptions of the context; at once, or after every detour."""
    values, context = solved_assumptions(context, goal)
    if values:
        goal = replaced(goal, values)
    try:
        free = generalised(goal, context)
    except UnsupportedDifferential:
        free = None
    if free is not None and thorough:
        # fewer cases, where the functions' values are all that matters
        found = _reduced(*free, thorough)
        if found.outcome is Outcome.PROVED:
            return found
    return _reduced(goal, context, thorough)


def _reduced(goal: Comparison, context: Context, thorough: bool) -> Finding:
    try:
        proof = prove_identity(goal.left, goal.right, context, thorough=thorough)
    except (Undecided, Refusal, UnsupportedDifferential, ZeroDivisionError) as refusal:
        return silent(NAME, "gave_up", str(refusal))
    if proof.conditions:
        return silent(NAME, "gave_up", f"proved only where {', '.join(proof.conditions)}")
    return Finding(
        NAME,
        Outcome.PROVED,
        f"both sides are {proof.normal_form}",
        sizes=proof.sizes,
        conditions=proof.implied,
        evidence={"normal_form": proof.normal_form},
    )
