"""The ways in which a variable tends to its point, each as a small h.

x = p + h for both sides at once; h > 0 in x = p + h and x = p - h for one side; x = 1/h and
x = -1/h at infinity. Assumptions on the variable itself are left out: near its point they hold
or the claim says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from derivcheck.calculus.differentials import eliminate
from derivcheck.calculus.differentials.tangents import names
from derivcheck.deciders._facts.bounds import LINE, intervals, rational
from derivcheck.deciders._limits.expansion_rules import expanded_by_rule
from derivcheck.deciders._limits.expansions import Expander, Unexpandable
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    UNIT,
    Context,
    Limit,
    Order,
    Term,
    Variable,
    add,
    constant,
    divide,
    negate,
    subtract,
)

SMALL = Variable(SCALAR, "h!")

#: where a claim must have values for its parameters to count
NEAR = Fraction(1, 1024)


@dataclass(frozen=True, slots=True)
class Approach:
    """One way to the point: what stands for the variable, and the context without it."""

    value: Term
    variable: Variable
    expander: Expander
    #: whether points of the context come near the point in this way
    reached: bool

    def of(self, term: Term) -> Term:
        """The term in h; raises `Unexpandable` where the variable is a subscript or a size."""
        small = eliminate(replaced(eliminate(term), {self.variable.name: self.value}))
        if self.variable.name in names((small,)) - names((self.value,)):
            raise Unexpandable(f"{self.variable.name} stands in a subscript or a size")
        return small

    def near(self, term: Term) -> Term:
        """The term at a point near the limit point, as it is written."""
        close = replaced(self.value, {SMALL.name: constant(NEAR)})
        return replaced(term, {self.variable.name: close})


def approaches(goal: Limit | Order, context: Context, together: bool) -> Iterator[Approach]:
    """Every way that the claim speaks of; with `together` both sides as one where they are."""
    point, name = goal.point, goal.variable.name
    inside = _without(context, name)
    if isinstance(point, str):
        large = divide(UNIT, SMALL)
        values = [(large if point == "oo" else negate(large), True, 1 if point == "oo" else -1)]
    elif goal.side == "" and together:
        values = [(add(point, SMALL) if rational(point) != 0 else SMALL, False, 0)]
    else:
        signs = [1, -1] if goal.side == "" else [1 if goal.side == "+" else -1]
        values = [
            (add(point, SMALL) if sign > 0 else subtract(point, SMALL), True, sign)
            for sign in signs
        ]
    for value, positive, sign in values:
        expander = Expander(SMALL, inside, positive, expanded_by_rule)
        yield Approach(value, goal.variable, expander, _reached(goal, context, sign))


def _without(context: Context, name: str) -> Context:
    declarations = {key: d for key, d in context.declarations.items() if key != name}
    kept = tuple(a for a in context.assumptions if not mentions(a, {name}))
    return replace(context, declarations=declarations, assumptions=kept)


def _reached(goal: Limit | Order, context: Context, sign: int) -> bool:
    """Whether the variable is free to come near its point from this side (0: from either)."""
    name = goal.variable.name
    if any(mentions(a, {name}) for a in context.assumptions):
        return False
    declaration = context.declarations.get(name)
    if declaration is None:
        return True
    interval = intervals(context).get(name, LINE)
    if isinstance(goal.point, str):
        return (interval.high if goal.point == "oo" else interval.low) is None
    if declaration.kind != "real" or declaration.values:
        return False
    if not declaration.pieces:
        return True
    point = rational(goal.point)
    if point is None or len(declaration.pieces) != 1:
        return False
    above = (interval.low is None or interval.low <= point) and (
        interval.high is None or interval.high > point
    )
    below = (interval.high is None or interval.high >= point) and (
        interval.low is None or interval.low < point
    )
    return above if sign > 0 else below if sign < 0 else above or below
