"""A quick look at edits: points at which a repaired line must hold, drawn once for all of them.

An evaluator is kept for each point, so that of a line that shares its parts with others only
the changed ones are evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from typing import Any as Element

from derivcheck import claims
from derivcheck.deciders import sequences, slopes
from derivcheck.deciders._points.pointwise import PRECISIONS, Judgement, compared, judge
from derivcheck.evaluation.arithmetic import NoValue, Undetermined
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling.points import Sampler, admissible
from derivcheck.evaluation.scope import names
from derivcheck.language import syntax
from derivcheck.language.obligations import Effort, Pointwise
from derivcheck.language.operators import KINKED
from derivcheck.language.scope import Scope
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Condition,
    Context,
    Implies,
    Iterated,
    Piecewise,
    Term,
    Tree,
    walk,
)
from derivcheck.verify.repair.worth import ABSENT, Worth

Read = Callable[[syntax.Node], Condition]

#: random points to draw, and draws without any point before there is none
_POINTS, _DRAWS = 3, 16
#: points beyond which special ones are left to the deciders
_MOST = 12
#: the largest index at which a sum is looked at
_LONGEST = 5

#: a point, and whether it was drawn from at least 2^30 values of every free symbol
Drawn = tuple[Point, bool]

_LADDER = tuple(Balls(bits) for bits in PRECISIONS)


@dataclass
class Screen:
    """Points of a claim for every proposition that uses no other names."""

    scope: Scope
    effort: Effort
    #: scalars whose values are compared with a lost factor
    scalars: Mapping[str, Term] = field(default_factory=dict)
    #: for each set of names and free assumptions the points that were drawn
    drawn: dict[object, list[Drawn]] = field(default_factory=dict)
    #: whether some line was seen to fail, so that points can judge lines of this kind
    judging: bool = False
    #: what the names of a proposition mean, by these names
    contexts: dict[frozenset[str], Context] = field(default_factory=dict)
    evaluators: dict[tuple[int, int, int], tuple[Point, Evaluator]] = field(default_factory=dict)

    def holds(self, goal: Condition) -> bool:
        """Whether a proposition holds wherever it was looked at, and says something there.

        It must have values at random points; boundaries may be outside its domain. True, too,
        where nothing can be said: this is no verdict.
        """
        for statement in self.statements(goal):
            drawn = self.points(statement)
            for at, (point, generic) in enumerate(drawn):
                seen = self.judged(statement, point)
                if seen is False:
                    # what this point shows of one edit it will show of others
                    drawn.insert(0, drawn.pop(at))
                    self.judging = True
                    return False
                if seen is None and generic and self.judging:
                    return False
        return not (self.asks_nothing(goal) or self.strays(goal))

    def strays(self, goal: Condition) -> bool:
        """Whether numbers speak against a limit or an order, which no single point decides."""
        effort = replace(self.effort, proved=True)
        return any(
            decider.decide(obligation, effort).reason == "gave_up"
            for obligation in claims.obligations(goal, self.context(goal))
            if not obligation.pointwise
            for decider in (sequences, slopes)
            if decider.accepts(obligation)
        )

    def asks_nothing(self, goal: Condition) -> bool:
        """Whether a conclusion holds at random points, which solve no equation."""
        if not isinstance(goal, Implies):
            return False
        statement = Pointwise(goal.right, self.context(goal))
        seen = [self.judged(statement, point) for point, _ in self.points(statement)]
        return bool(seen) and all(seen)

    def statements(self, goal: Condition) -> Iterator[Pointwise]:
        """What it says point by point."""
        for obligation in claims.obligations(goal, self.context(goal)):
            for each in obligation.pointwise:
                if isinstance(each.condition, Implies):
                    # random points solve no equation: those where the premise holds tell more
                    yield replace(each, extra=(*each.extra, each.condition.left))
                yield each

    def context(self, goal: Condition) -> Context:
        """What its names and the scalars mean."""
        scalars = self.scalars.values()
        if not isinstance(goal, Comparison):
            return self.scope.context(goal, *scalars)
        used = names(goal.left) | names(goal.right)
        if used not in self.contexts:
            self.contexts[used] = self.scope.context(goal, *scalars)
        return self.contexts[used]

    def judged(self, statement: Pointwise, point: Point) -> bool | None:
        """Whether it holds at a point; None where it has no value, or none is known."""
        try:
            if isinstance(statement.condition, Comparison):
                return self.compared(statement.condition, statement.context, point).holds
            return judge(statement.condition, statement.context, point).holds
        except ABSENT:
            return None

    def compared(self, claim: Comparison, context: Context, point: Point) -> Judgement:
        """Both sides at a point, to as many digits as it takes."""
        judgement = Judgement(None)
        for at in range(len(_LADDER)):
            try:
                judgement = compared(claim, self.evaluator(context, point, at))
            except Undetermined:
                continue
            if judgement.holds is not None:
                break
        return judgement

    def evaluator(self, context: Context, point: Point, at: int = 0) -> Evaluator:
        """The evaluator at a point, which knows what it evaluated before."""
        key = (at, id(context), id(point))
        known = self.evaluators.get(key)
        if known is None or known[0] is not point or known[1].context is not context:
            known = (point, Evaluator(_LADDER[at], context, point))
            self.evaluators[key] = known
        return known[1]

    def points(self, statement: Pointwise) -> list[Drawn]:
        """Admissible points that give a value to every name of the statement."""
        context = statement.context
        key = (frozenset(context.declarations), frozenset(context.recurrences), statement.extra)
        if key not in self.drawn:
            branches = _has_branches(statement.condition)
            drawn = self._special(statement) if branches else self.random(statement)
            short = [each for each in drawn if _short(each[0], context)]
            self.drawn[key] = (short or drawn)[:_MOST]
        return self.drawn[key]

    def random(self, statement: Pointwise, count: int = _POINTS) -> list[Drawn]:
        """A few random points, which show nearly every wrong line to be wrong."""
        said: tuple[Tree, ...] = (statement.condition, *statement.extra)
        sampler = Sampler(
            statement.context,
            (*said, *self.scalars.values()),
            self.effort.seed,
            "agree",
            extra=statement.extra,
            defined=lambda point: self._has_value(statement, point),
            thorough=False,
            random=True,
        )
        draws = islice(sampler.points(count * self.effort.scale), _DRAWS)
        found = ((point, generic) for point, generic in draws if point is not None)
        indices = any(d.kind == "integer" for d in statement.context.declarations.values())
        return list(islice(found, _MOST if indices else count * self.effort.scale))

    def _special(self, statement: Pointwise) -> list[Drawn]:
        """Random points, and boundaries with what lies between them."""
        said: tuple[Tree, ...] = (statement.condition, *statement.extra)
        sampled = admissible(
            statement.context,
            (*said, *self.scalars.values()),
            self.effort.seed,
            _POINTS * self.effort.scale,
            purpose="agree",
            extra=statement.extra,
            defined=lambda point: self._has_value(statement, point),
            thorough=False,
            tries=_DRAWS,
        )
        return list(zip(sampled.points, sampled.generic, strict=True))

    def _has_value(self, statement: Pointwise, point: Point) -> bool:
        """Whether the side that is not claimed has a value."""
        if isinstance(statement.condition, Comparison):
            try:
                self.evaluator(statement.context, point).value(statement.condition.left)
            except NoValue:
                return False
            except ABSENT:
                return True
        return True

    def worths(self, goal: Condition) -> Iterator[Worth]:
        """The places of an equation at its points, random ones first."""
        if isinstance(goal, Comparison) and goal.relation == "=":
            for statement in self.statements(goal):
                for point, generic in sorted(self.points(statement), key=lambda each: not each[1]):
                    evaluator = self.evaluator(statement.context, point)
                    yield Worth(goal, self.scope, evaluator, generic)

    def value(self, name: str, context: Context, point: Point) -> Element | None:
        """The value of a scalar at a point, if it has one there."""
        try:
            return self.evaluator(context, point).value(self.scalars[name])[0][0]
        except ABSENT:
            return None


def _has_branches(condition: Condition) -> bool:
    """Whether it is an equation of which random points may see some branches only."""
    if not isinstance(condition, Comparison) or condition.relation != "=":
        return False
    return any(
        isinstance(part, Piecewise)
        or (isinstance(part, Apply) and part.operator in KINKED)
        or (isinstance(part, Iterated) and part.kind in ("max", "min"))
        for part in walk(condition)
    )


def _short(point: Point, context: Context) -> bool:
    """Whether sums and recurrences end soon."""
    indices = [name for name, d in context.declarations.items() if d.kind == "integer"]
    values = [entry for name in indices for row in point.values.get(name, ()) for entry in row]
    return all(isinstance(value, (int, Fraction)) and value <= _LONGEST for value in values)
