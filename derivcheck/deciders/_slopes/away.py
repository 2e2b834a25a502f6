"""One-sided slopes of a convex function of a scalar at a point.

Success proves that the slopes point away from the point: at most 0 before it and at least 0
after it, on every region of the parameters. For a convex function that makes it a minimum.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.deciders._facts.signs import impossible
from derivcheck.deciders._facts.solving import solution_for_zero
from derivcheck.deciders._facts.told import told
from derivcheck.deciders._intervals.univariate import bounds
from derivcheck.deciders._kinks.kinks import atoms, on_side
from derivcheck.deciders._kinks.onesided import one_sided, undecided
from derivcheck.deciders._positive import Facts
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import ZERO, Comparison, Context, Term, Variable, subtract

#: regions of the parameters looked at before giving up
_MOST = 40


def slopes_point_away(
    function: Term, variable: Variable, point: Term, region: Context, outside: Context
) -> bool:
    """Whether no slope at the point leads down; `outside` speaks of the parameters alone."""
    return _Slopes(variable, region).point_away(function, point, outside)


class _Slopes:
    def __init__(self, variable: Variable, region: Context) -> None:
        self.variable = variable
        self.region = region
        self.left = _MOST

    def point_away(self, function: Term, point: Term, context: Context) -> bool:
        """Region by region, cut where the sign of an atom at the point is not known."""
        self.left -= 1
        if self.left < 0:
            return False
        facts = Facts(context)
        atom = next(atoms(point, context.declarations.keys()), None)
        atom = atom or undecided(function, self.variable, point, facts)
        if atom is None:
            return all(self._away(function, point, facts, side) for side in (1, -1))
        signs = facts.signs(atom)
        if len(signs) == 1:
            there = on_side(point, atom, next(iter(signs)))
            assert isinstance(there, Term)
            return there != point and self.point_away(function, there, context)
        return all(self._on_side(atom, sign, function, point, context) for sign in signs)

    def _on_side(
        self, atom: Term, sign: int, function: Term, point: Term, context: Context
    ) -> bool:
        there = on_side(point, atom, sign)
        assert isinstance(there, Term)
        if sign:
            condition = Comparison(">" if sign > 0 else "<", atom, ZERO)
            inside = replace(context, assumptions=(*context.assumptions, condition))
            return impossible(told(inside)) or self.point_away(function, there, inside)
        solved = solution_for_zero(atom, context)
        if solved is None:
            return False
        values = {solved.variable.name: solved.value}
        assumptions = tuple(replaced(a, values) for a in context.assumptions)
        narrower = solved.restrict(replace(context, assumptions=assumptions))
        return self.point_away(replaced(function, values), replaced(there, values), narrower)

    def _away(self, function: Term, point: Term, facts: Facts, side: int) -> bool:
        if self._at_end(point, facts, side):
            return True
        slope = one_sided(function, self.variable, point, facts, side)
        if slope is None:
            return False
        return facts.nonnegative(slope) if side > 0 else facts.nonpositive(slope)

    def _at_end(self, point: Term, facts: Facts, side: int) -> bool:
        """Whether no feasible point lies on this side."""
        lows, highs = bounds(self.variable, self.region)
        ends = highs if side > 0 else lows
        return any(facts.signs(subtract(point, end)) <= {0} for end in ends)
