"""By how much the two sides of a claimed equation differ at a few points."""

from __future__ import annotations

from itertools import chain

from flint import arb

from derivcheck.evaluation.point import Point
from derivcheck.language.obligations import Pointwise
from derivcheck.language.terms import All, Comparison, Condition, Context, Implies
from derivcheck.verify.repair.combining import BALLS
from derivcheck.verify.repair.screening import Screen
from derivcheck.verify.repair.worth import ABSENT

#: points that are drawn; how many of them, with how many values, tell enough
_POINTS, _ENOUGH, _VALUES = 8, 4, 8


class Gaps:
    """A claimed equation, perhaps one that follows from a premise, at a few points.

    `gap` and `given` are left minus right of it and of the premise, entry by entry and point by
    point; empty where one has no values.
    """

    def __init__(self, claim: Comparison, premise: Comparison | None, screen: Screen) -> None:
        self.screen, self.premise = screen, premise
        together: Condition = claim if premise is None else All((premise, claim))
        self.context: Context = screen.context(together)
        self.points: list[Point] = []
        self.gap: list[arb] = []
        for point, _ in screen.random(Pointwise(together, self.context), _POINTS):
            seen = self._at(claim, point)
            if seen is not None and not all(each.contains(0) for each in seen):
                self.points.append(point)
                self.gap += seen
            if len(self.points) >= _ENOUGH and len(self.gap) >= _VALUES:
                break
        self.given = None if premise is None else self.values(premise) or []

    @classmethod
    def of(cls, goal: Condition, screen: Screen) -> Gaps | None:
        """The equations of a goal; None where it has none."""
        match goal:
            case Comparison(relation="="):
                return cls(goal, None, screen)
            case Implies(
                left=Comparison(relation="=") as premise, right=Comparison(relation="=") as claim
            ) if premise.left.shape == claim.left.shape:
                return cls(claim, premise, screen)
            case _:
                return None

    def values(self, goal: Condition) -> list[arb] | None:
        """Left minus right of what is claimed; None where it has no value at some point."""
        claim = goal.right if isinstance(goal, Implies) else goal
        if not isinstance(claim, Comparison):
            return None
        found: list[arb] = []
        for point in self.points:
            seen = self._at(claim, point)
            if seen is None:
                return None
            found += seen
        return found

    def brought(self, goal: Condition) -> list[arb] | None:
        """By how much the difference of both sides is more than that of the claim."""
        values = self.values(goal)
        if values is None or len(values) != len(self.gap):
            return None
        with BALLS.active():
            more = [value - before for value, before in zip(values, self.gap, strict=True)]
        return None if all(each.contains(0) for each in more) else more

    def _at(self, claim: Comparison, point: Point) -> list[arb] | None:
        try:
            evaluator = self.screen.evaluator(self.context, point)
            left, right = evaluator.value(claim.left), evaluator.value(claim.right)
        except ABSENT:
            return None
        with BALLS.active():
            pairs = zip(chain.from_iterable(left), chain.from_iterable(right), strict=False)
            gaps = [arb(a - b) for a, b in pairs]
        return gaps if all(gap.is_finite() for gap in gaps) else None
