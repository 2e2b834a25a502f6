"""Success proves an identity with `abs`, `max`, `relu`, `cases` on every region and boundary.

The sign of one atom at a time is fixed; on an open region the function is its branch, and so
is its derivative. On a boundary `u = 0` that the variable of differentiation crosses, the
derivative, if it exists, is the one-sided derivative from either side, so it is enough that
the claim holds with one of them; where both exist and differ, nothing is claimed. Silence
means that some region was left open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derivcheck.deciders import normal_form
from derivcheck.deciders._cells.atoms import factors, vanishes
from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.domain import conditions
from derivcheck.deciders._facts.nowhere import nowhere
from derivcheck.deciders._facts.signs import sign_of
from derivcheck.deciders._facts.solving import linear, solution_for_zero
from derivcheck.deciders._kinks.kinks import (
    Sign,
    at_boundary,
    atoms,
    kinked,
    on_side,
    without_value,
)
from derivcheck.deciders._points.pointwise import judge
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.point import Point
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.replacing import mentions, names_of, replaced
from derivcheck.language.terms import (
    ZERO,
    Comparison,
    Condition,
    Context,
    Derivative,
    Term,
    Tree,
    walk,
)

NAME = "case_split"
ROUTE = "symbolic"
COST = 15

#: regions and boundaries looked at before giving up
LIMIT = 200


def accepts(obligation: Obligation) -> bool:
    """Equalities of scalars in which the sign of something decides a branch."""
    goal = obligation.goal
    return (
        isinstance(goal, Comparison)
        and goal.relation == "="
        and kinked(goal)
        and any(True for _ in atoms(goal, obligation.context.declarations.keys()))
    )


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Split on the atoms, one after the other."""
    goal = obligation.goal
    assert isinstance(goal, Comparison)
    split = _Split(goal, LIMIT * effort.scale)
    if not split.holds(goal, obligation.context):
        return silent(NAME, "gave_up", split.open)
    told = conditions(goal, obligation.context) if split.conditions else ()
    return Finding(
        NAME,
        Outcome.PROVED,
        f"the identity on {split.regions} regions and boundaries",
        sizes="all" if split.all_sizes else None,
        evidence={"regions": split.regions},
        conditions=tuple(split.conditions) if told is None else told,
    )


class _Split:
    """A walk over the sign patterns; `regions` counts the leaves that were proved."""

    def __init__(self, claim: Comparison, limit: int) -> None:
        self.claim = claim
        self.limit = limit
        self.regions = 0
        self.open = "no region was proved"
        self.all_sizes = True
        self.conditions: dict[str, None] = {}

    def holds(self, goal: Comparison, context: Context) -> bool:
        """Whether the goal holds at every admissible point of the context."""
        if self.regions > self.limit:
            self.open = f"more than {self.limit} regions"
            return False
        if without_value(goal):
            self.regions += 1
            return True
        atom = next(atoms(goal, context.declarations.keys()), None)
        if atom is None:
            return self._leaf(goal, context)
        known = sign_of(atom, context)
        if known is not None:
            return self._side(goal, context, atom, known, assume=False)
        open_factor = next((f for f in factors(atom) if sign_of(f, context) is None), atom)
        return all(self._side(goal, context, open_factor, sign) for sign in (1, -1, 0))

    def _leaf(self, goal: Comparison, context: Context) -> bool:
        finding = normal_form.prove(goal, context)
        if finding.outcome is not Outcome.PROVED:
            self.open = f"no proof where {_where(context)}"
            return False
        self.regions += 1
        self.all_sizes = self.all_sizes and finding.sizes is not None
        self.conditions |= dict.fromkeys(finding.conditions)
        return True

    def _side(
        self, goal: Comparison, context: Context, atom: Term, sign: int, assume: bool = True
    ) -> bool:
        if sign:
            side = Comparison(">" if sign > 0 else "<", atom, ZERO)
            inside = _assuming(context, side) if assume else context
            return self.holds(_sides(goal, on_side, atom, sign), inside)
        if vanishes(atom):  # whatever the symbols are: that is no boundary
            return self.holds(_sides(goal, on_side, atom, 0), context)
        return self._boundary(goal, context, atom)

    def _boundary(self, goal: Comparison, context: Context, atom: Term) -> bool:
        exact = self._at_point(context, atom)
        if exact is not None:
            return exact
        crossing = {
            part.variable.name
            for part in walk(goal)
            if isinstance(part, Derivative) and mentions(atom, {part.variable.name})
        }
        if not crossing:
            return self._on_zero(_sides(goal, on_side, atom, 0), context, atom)
        sides = [
            self._on_zero(_sides(goal, at_boundary, atom, side), context, atom) for side in (1, -1)
        ]
        return all(sides) or (any(sides) and all(_transversal(atom, name) for name in crossing))

    def _at_point(self, context: Context, atom: Term) -> bool | None:
        """A boundary that is one rational point of a claim in one symbol, exactly."""
        solved = solution_for_zero(atom, context)
        value = None if solved is None else rational(solved.value)
        if solved is None or value is None or names_of(self.claim) != {solved.variable.name}:
            return None
        point = Point(values={solved.variable.name: ((value,),)})
        try:
            if not all(judge(a, context, point).holds for a in context.assumptions):
                return None
            judgement = judge(self.claim, context, point)
        except NoValue:
            self.regions += 1
            return True
        except (Undetermined, Unsupported):
            return None
        if judgement.holds and judgement.exact:
            self.regions += 1
            return True
        return False if judgement.holds is False else None

    def _on_zero(self, goal: Comparison, context: Context, atom: Term) -> bool:
        """The goal where the atom vanishes, by solving for a symbol."""
        solved = solution_for_zero(atom, context)
        if solved is None:
            self.open = "a boundary could not be solved"
            return False
        values = {solved.variable.name: solved.value}
        assumptions = tuple(replaced(a, values) for a in context.assumptions)
        narrower = solved.restrict(replace(context, assumptions=assumptions))
        here = replaced(goal, values)
        if nowhere(here.left, narrower) or nowhere(here.right, narrower):
            return True
        return self.holds(here, narrower)


def _transversal(atom: Term, name: str) -> bool:
    """Whether both signs of the atom are met next to its zeros, moving the variable."""
    found = linear(atom, name)
    return found is not None and bool(rational(found[0]))


def _sides(
    goal: Comparison, change: Callable[[Tree, Term, Sign], Tree], atom: Term, sign: Sign
) -> Comparison:
    """The goal with both sides changed; the goal itself is no condition to be resolved."""
    left, right = change(goal.left, atom, sign), change(goal.right, atom, sign)
    assert isinstance(left, Term)
    assert isinstance(right, Term)
    return replace(goal, left=left, right=right)


def _assuming(context: Context, condition: Condition) -> Context:
    return replace(context, assumptions=(*context.assumptions, condition))


def _where(context: Context) -> str:
    return f"{len(context.assumptions)} assumptions hold"
