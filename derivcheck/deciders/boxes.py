"""Success proves an inequality between scalars on a bounded box, by rigorous enclosures.

Every symbol that occurs lies between rational numbers. A kink that enters the difference
downwards (`c - abs(u)`) gives two branches, each of which has to be nowhere negative; the box
is cut until the natural or the mean-value enclosure of every part lies on the right side
(Moore, Interval Analysis, 1966). A bound that is touched, and a part without an enclosure,
are silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from derivcheck.deciders._facts.bounds import LINE, intervals
from derivcheck.deciders._inequalities.inequalities import concave_branches
from derivcheck.deciders._kinks.subdivision import Box, Subdivision
from derivcheck.deciders._positive import Facts
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.terms import (
    Comparison,
    Context,
    Entry,
    Index,
    SequenceMember,
    Term,
    Unknown,
    Variable,
    subtract,
    walk,
)

NAME = "boxes"
ROUTE = "symbolic"
COST = 24

#: symbols a box may have, boxes looked at in each branch, branches
_SIDES = 2
_MOST = 1500
_BRANCHES = 8


def accepts(obligation: Obligation) -> bool:
    """Inequalities between scalars whose symbols all lie between rational numbers."""
    goal = obligation.goal
    if not isinstance(goal, Comparison) or goal.relation not in ("<", "<=", ">", ">="):
        return False
    scalar = goal.left.shape.is_scalar and goal.right.shape.is_scalar
    return scalar and _box(goal, obligation.context) is not None


def _box(goal: Comparison, context: Context) -> tuple[Sequence[Variable], Box] | None:
    """The symbols and their closed intervals; None where one is unbounded or no scalar."""
    free = (Index, Entry, SequenceMember, Unknown)
    found: dict[str, Variable] = {}
    for part in walk(goal):
        if isinstance(part, free):
            return None
        if isinstance(part, Variable):
            if not part.shape.is_scalar or part.indices or part.family:
                return None
            found[part.name] = part
    if not 1 <= len(found) <= _SIDES:
        return None
    variables = [found[name] for name in sorted(found)]
    bounds = intervals(context)
    sides: list[tuple[Fraction, Fraction]] = []
    for variable in variables:
        interval = bounds.get(variable.name, LINE)
        if interval.low is None or interval.high is None or interval.empty:
            return None
        sides.append((interval.low, interval.high))
    return variables, tuple(sides)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Cut the box until every part is settled or the budget is spent."""
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Comparison)
    found = _box(goal, context)
    assert found is not None
    variables, box = found
    below, above = goal.left, goal.right
    if goal.relation in (">", ">="):
        below, above = above, below
    strict = goal.relation in ("<", ">")
    parts = 0
    for branch in _branches(subtract(above, below), Facts(context)):
        search = Subdivision(branch, variables, context)
        if not search.nonnegative(box, strict, _MOST * effort.scale):
            return silent(NAME, "gave_up", "the enclosures did not settle the whole box")
        parts += search.boxes
    return Finding(
        NAME,
        Outcome.PROVED,
        f"the inequality holds on each of {parts} boxes that cover the domain",
        sizes="all",
        evidence={"boxes": parts},
    )


def _branches(term: Term, facts: Facts) -> Iterator[Term]:
    """Terms whose minimum the term is; the term itself where there are too many."""
    open_ones, done = [term], []
    while open_ones:
        top = open_ones.pop()
        pair = concave_branches(top, facts)
        if pair is None:
            done.append(top)
        else:
            open_ones += pair
        if len(open_ones) + len(done) > _BRANCHES:
            return iter([term])
    return iter(done)
