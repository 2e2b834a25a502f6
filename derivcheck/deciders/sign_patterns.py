"""Success proves that one scalar condition follows from another, region by region.

The regions are the signs that the factors and kinks of the statement can have together. On each
of them the premise is false, or the conclusion is true, or it follows from the premise by rules
of signs and by increasing functions: f(a) < f(b) where a < b. A comparison without a value does
not hold. Silence means that some region stays open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.deciders._facts.definedness import NoRule, total
from derivcheck.deciders._facts.signs import impossible
from derivcheck.deciders._facts.solving import solution_for_zero
from derivcheck.deciders._facts.told import told
from derivcheck.deciders._inequalities.truths import follows
from derivcheck.deciders._kinks.kinks import atoms, on_side
from derivcheck.deciders._positive import Facts
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import (
    ZERO,
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Constant,
    Context,
    Implies,
    Term,
    subtract,
    walk,
)

NAME = "sign_patterns"
ROUTE = "symbolic"
COST = 14

#: regions looked at, factors whose signs are told apart, regions with a search for a proof
_MOST, _DEEPEST, _SEARCHES = 81, 4, 6

_O = Operator
_CONDITIONS = (Implies, Comparison, All, Any)


def accepts(obligation: Obligation) -> bool:
    """Implications and equivalences between comparisons of scalars."""
    goal = obligation.goal
    if not isinstance(goal, Implies):
        return False
    return all(
        part.shape.is_scalar if isinstance(part, Term) else isinstance(part, _CONDITIONS)
        for part in walk(goal)
    )


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Region by region."""
    del effort  # the regions are counted
    goal, context = obligation.goal, obligation.context
    assert isinstance(goal, Implies)
    try:
        plain = replace(goal, left=eliminate(goal.left), right=eliminate(goal.right))
        regions = _Regions()
        if not regions.settle(_Goal(plain.left, plain.right, goal.both), context, _DEEPEST):
            return silent(NAME, "gave_up", "some region of signs stays open")
    except (NoRule, UnsupportedDifferential) as missing:
        return silent(NAME, "unsupported", str(missing))
    if not regions.closed:
        return silent(NAME, "vacuous", "no region has a point")
    words = f"it follows on each of {regions.closed} regions of signs"
    return Finding(NAME, Outcome.PROVED, words)


@dataclass(frozen=True, slots=True)
class _Goal:
    """Two conditions; `both` where each must follow from the other."""

    left: Condition
    right: Condition
    both: bool

    def directions(self) -> Iterator[tuple[Condition, Condition]]:
        """Premise and conclusion, both ways where both are claimed."""
        yield self.left, self.right
        if self.both:
            yield self.right, self.left

    def put(self, values: dict[str, Term]) -> _Goal:
        return _Goal(replaced(self.left, values), replaced(self.right, values), self.both)

    def beside(self, atom: Term, sign: int) -> _Goal:
        left, right = on_side(self.left, atom, sign), on_side(self.right, atom, sign)
        assert isinstance(left, Condition)
        assert isinstance(right, Condition)
        return _Goal(left, right, self.both)


class _Regions:
    def __init__(self) -> None:
        self.left, self.searches = _MOST, _SEARCHES
        self.closed = 0

    def settle(self, goal: _Goal, context: Context, depth: int) -> bool:
        """Whether the goal holds on the region, cut further where its sides are not known."""
        self.left -= 1
        if self.left < 0:
            return False
        context = told(context)
        if impossible(context):
            return True
        self.searches -= 1
        if all(
            follows(*direction, context)
            or (self.searches >= 0 and follows(*direction, context, search=True))
            for direction in goal.directions()
        ):
            self.closed += 1
            return True
        facts = Facts(context)
        for atom in _cuts(goal, context):
            if not total(atom, facts):
                continue  # points without a value lie on none of its sides
            if len(facts.signs(atom)) > 1 and depth:
                return all(
                    self._on_side(goal, atom, sign, context, depth) for sign in facts.signs(atom)
                )
            if len(facts.signs(atom)) == 1:
                chosen = goal.beside(atom, next(iter(facts.signs(atom))))
                if chosen != goal:
                    return self.settle(chosen, context, depth)
        return False

    def _on_side(self, goal: _Goal, atom: Term, sign: int, context: Context, depth: int) -> bool:
        beside = goal.beside(atom, sign)
        if sign:
            condition = Comparison(">" if sign > 0 else "<", atom, ZERO)
            inside = replace(context, assumptions=(*context.assumptions, condition))
            return self.settle(beside, inside, depth - 1)
        solved = solution_for_zero(atom, context)
        if solved is None:
            return False
        values = {solved.variable.name: solved.value}
        kept = tuple(replaced(a, values) for a in context.assumptions)
        inside = solved.restrict(replace(context, assumptions=kept))
        return self.settle(beside.put(values), inside, depth - 1)


def _cuts(goal: _Goal, context: Context) -> Iterator[Term]:
    """Kinks, then factors of what is compared."""
    found: dict[Term, None] = {}
    for condition in (goal.left, goal.right):
        found |= dict.fromkeys(atoms(condition, context.declarations.keys()))
    for condition in (goal.left, goal.right):
        for part in walk(condition):
            if isinstance(part, Comparison):
                found |= dict.fromkeys(_factors(_gap(part)))
    yield from found


def _gap(part: Comparison) -> Term:
    return part.left if part.right == ZERO else subtract(part.left, part.right)


def _factors(term: Term) -> Iterator[Term]:
    match term:
        case Apply(operator=_O.MULTIPLY | _O.DIVIDE, arguments=(a, b)):
            yield from _factors(a)
            yield from _factors(b)
        case Apply(operator=_O.NEGATE, arguments=(a,)):
            yield from _factors(a)
        case Apply(operator=_O.POWER, arguments=(a, Constant())):
            yield from _factors(a)
        case Constant():
            return
        case _:
            yield term
