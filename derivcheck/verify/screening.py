"""A quick look at edits: points at which a repaired line must hold, drawn once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any as Element

from derivcheck import claims
from derivcheck.deciders import sequences, slopes
from derivcheck.deciders._points.pointwise import FIRST, judge
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import Rationals
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language import syntax
from derivcheck.language.obligations import Effort, Pointwise
from derivcheck.language.scope import Scope
from derivcheck.language.terms import Comparison, Condition, Context, Implies, Term, Tree

Read = Callable[[syntax.Node], Condition]

#: what an evaluation says of a name that the points lack
ABSENT = (NoValue, Undetermined, Unsupported, LookupError)

#: random points to draw, and draws without any point before there is none
_POINTS, _DRAWS = 3, 16
#: points beyond which special ones are left to the deciders
_MOST = 12
#: the largest index at which a sum is looked at
_LONGEST = 5


#: a point, and whether it was drawn from at least 2^30 values of every free symbol
Drawn = tuple[Point, bool]


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
            for obligation in claims.obligations(goal, self.scope.context(goal))
            if not obligation.pointwise
            for decider in (sequences, slopes)
            if decider.accepts(obligation)
        )

    def asks_nothing(self, goal: Condition) -> bool:
        """Whether a conclusion holds at random points, which solve no equation."""
        if not isinstance(goal, Implies):
            return False
        statement = Pointwise(goal.right, self.scope.context(goal, *self.scalars.values()))
        seen = [self.judged(statement, point) for point, _ in self.points(statement)]
        return bool(seen) and all(seen)

    def statements(self, goal: Condition) -> Iterator[Pointwise]:
        """What it says point by point."""
        for obligation in claims.obligations(
            goal, self.scope.context(goal, *self.scalars.values())
        ):
            yield from obligation.pointwise

    def judged(self, statement: Pointwise, point: Point) -> bool | None:
        """Whether it holds at a point; None where it has no value, or none is known."""
        try:
            return judge(statement.condition, statement.context, point).holds
        except ABSENT:
            return None

    def points(self, statement: Pointwise) -> list[Drawn]:
        """Admissible points that give a value to every name of the statement."""
        context = statement.context
        key = (frozenset(context.declarations), frozenset(context.recurrences), statement.extra)
        if key not in self.drawn:
            said: tuple[Tree, ...] = (statement.condition, *statement.extra)
            sampled = admissible(
                context,
                (*said, *self.scalars.values()),
                self.effort.seed,
                _POINTS * self.effort.scale,
                purpose="agree",
                extra=statement.extra,
                defined=lambda point: _has_value(statement, point),
                thorough=False,
                tries=_DRAWS,
            )
            drawn = list(zip(sampled.points, sampled.generic, strict=True))
            short = [each for each in drawn if _short(each[0], context)]
            self.drawn[key] = (short or drawn)[:_MOST]
        return self.drawn[key]

    def value(self, name: str, statement: Pointwise, point: Point) -> Element | None:
        """The value of a scalar at a point, if it has one there."""
        context, term = statement.context, self.scalars[name]
        for arithmetic in (Rationals(), Balls(FIRST)):
            try:
                return Evaluator(arithmetic, context, point).value(term)[0][0]
            except ABSENT:
                continue
        return None


def _short(point: Point, context: Context) -> bool:
    """Whether sums and recurrences end soon."""
    indices = [name for name, d in context.declarations.items() if d.kind == "integer"]
    values = [entry for name in indices for row in point.values.get(name, ()) for entry in row]
    return all(isinstance(value, (int, Fraction)) and value <= _LONGEST for value in values)


def _has_value(statement: Pointwise, point: Point) -> bool:
    """Whether the side that is not claimed has a value."""
    if not isinstance(statement.condition, Comparison):
        return True
    left = Comparison("=", statement.condition.left, statement.condition.left)
    try:
        judge(left, statement.context, point)
    except NoValue:
        return False
    except ABSENT:
        return True
    return True
