"""Success proves the order of a remainder, by its expansion at the point.

With a = p + h both sides are expanded in h, derivatives of unknown functions being symmetric
tensors (Taylor's theorem). `f - g = O(h^k)` holds if every coefficient below h^k is 0 for all
parameters, by the normal form; a coefficient that is not 0 at an exact admissible value of the
parameters refutes it. Silence where a part has no expansion for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil

from derivcheck.calculus.contraction.kinks import has_kink
from derivcheck.calculus.differentials import UnsupportedDifferential
from derivcheck.calculus.differentials.tangents import zero
from derivcheck.calculus.tower import Refusal
from derivcheck.deciders import ball
from derivcheck.deciders._limits.approach import Approach, approaches
from derivcheck.deciders._limits.expansions import Expander, Unexpandable
from derivcheck.deciders._limits.series import Coefficient
from derivcheck.language.obligations import (
    Effort,
    Finding,
    Obligation,
    Outcome,
    Pointwise,
    equation,
    silent,
)
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Constant, Order, Term, add, subtract

NAME = "expansions"
ROUTE = "symbolic"
COST = 16

#: orders above this one are not looked at
_MOST = 8


def accepts(obligation: Obligation) -> bool:
    """Orders of remainders."""
    return isinstance(obligation.goal, Order)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Expand from both sides at once, else side by side."""
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Order)
    if has_kink(goal.left) or has_kink(goal.right):
        return silent(NAME, "unsupported", "a derivative across a kink")
    message = ""
    for together in (True, False):
        try:
            for approach in approaches(goal, context, together):
                found = _along(goal, approach, effort)
                if found.outcome is not Outcome.PROVED:
                    return found
        except (Unexpandable, UnsupportedDifferential, Refusal, ZeroDivisionError) as refusal:
            message = str(refusal)
            continue
        return found
    return silent(NAME, "unsupported", message)


def _along(goal: Order, approach: Approach, effort: Effort) -> Finding:
    """The coefficients below the gauge, one after the other."""
    expander = approach.expander
    order = _order(expander, approach.of(goal.gauge))
    if order > _MOST:
        raise Unexpandable(f"an order above {_MOST}")
    written = subtract(goal.left, goal.right)
    for exponent, coefficient in _below(expander, approach.of(written), ceil(order)):
        if expander.vanishes(coefficient):
            continue
        example = nonzero_at(coefficient, approach, written, effort)
        if example is not None and example.counterexample is not None:
            words = f"the remainder has a term of order {exponent} below the gauge's {order}"
            shown = replace(
                example.counterexample,
                kind="sequence",
                sentence=f"{words}: its coefficient is not 0 {example.counterexample.sentence}",
            )
            return Finding(NAME, Outcome.REFUTED, words, counterexample=shown)
        return silent(NAME, "gave_up", f"the coefficient of order {exponent} was not found 0")
    words = f"the coefficients of the remainder below order {order} are 0"
    return Finding(NAME, Outcome.PROVED, words, sizes="all", evidence={"order": str(order)})


def _below(expander: Expander, remainder: Term, order: int) -> Iterator[tuple[int, Coefficient]]:
    found = expander.expand(remainder, order)
    for exponent in range(found.valuation, min(order, found.precision)):
        yield exponent, found[exponent]


def nonzero_at(
    coefficient: Coefficient, approach: Approach, written: Term, effort: Effort
) -> Finding | None:
    """Admissible parameters with a certainly non-zero coefficient, `written` having a value."""
    if coefficient is None or not approach.reached:
        return None
    near = approach.near(written)
    claim = equation(add(coefficient, subtract(near, near)), zero(coefficient.shape))
    context = approach.expander.context
    same = Obligation("identity", claim, context, (Pointwise(claim, context),))
    found = ball.decide(same, effort)
    return found if found.outcome is Outcome.REFUTED else None


def _order(expander: Expander, gauge: Term) -> Fraction:
    """The exponent k of a gauge c h^k with c != 0; abs(h) counts as h."""
    if not expander.depends(gauge):
        if not expander.facts.nonzero(gauge):
            raise Unexpandable("the gauge may be 0")
        return Fraction(0)
    match gauge:
        case Apply(operator=Operator.ABS | Operator.NEGATE, arguments=(a,)):
            return _order(expander, a)
        case Apply(operator=Operator.SQRT, arguments=(a,)):
            return _order(expander, a) / 2
        case Apply(operator=Operator.POWER, arguments=(a, Constant(value=p))):
            return p * _order(expander, a)
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)):
            return _order(expander, a) + _order(expander, b)
        case Apply(operator=Operator.DIVIDE, arguments=(a, b)):
            return _order(expander, a) - _order(expander, b)
    return Fraction(expander.leading(gauge).valuation)
