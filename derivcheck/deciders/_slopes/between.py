"""Subgradients by one scalar lie between the slopes from the left and from the right.

The slopes are taken at a point, over regions of everything that decides a branch there
(`_onesided`). For a convex function a number between them is a subgradient (Rockafellar,
Convex Analysis, 1970, theorem 24.2); for any function with values on both sides there is no
other subgradient.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from derivcheck.deciders import normal_form
from derivcheck.deciders._facts.definedness import continuous
from derivcheck.deciders._facts.signs import impossible
from derivcheck.deciders._facts.solving import solution_for_zero
from derivcheck.deciders._facts.told import told
from derivcheck.deciders._inequalities.inequalities import nonnegative
from derivcheck.deciders._kinks.kinks import atoms, on_side, without_value
from derivcheck.deciders._kinks.onesided import Open, branch_beside, one_sided, undecided
from derivcheck.deciders._positive import Facts
from derivcheck.deciders._slopes.gluing import resolved
from derivcheck.language.admitting import admission
from derivcheck.language.obligations import Outcome
from derivcheck.language.replacing import fresh, mentions, replaced
from derivcheck.language.terms import (
    ZERO,
    All,
    Comparison,
    Condition,
    Context,
    Derivative,
    SequenceMember,
    Substitution,
    Term,
    Unknown,
    Variable,
    subtract,
    walk,
)

#: regions looked at before giving up
_MOST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A function with a point at which it is looked at and claimed bounds of its slopes.

    The context says what is known of the point; it does not speak of the variable.
    """

    function: Term
    variable: Variable
    point: Term
    low: Term
    high: Term
    context: Context

    def changed(self, change: Callable[[Term], Term], context: Context) -> Place:
        """The place with everything but the variable rewritten."""
        parts = (self.point, self.low, self.high)
        point, low, high = (change(part) for part in parts)
        return replace(self, point=point, low=low, high=high, context=context)


def place(
    function: Term, variable: Variable, point: Term | None, low: Term, high: Term, context: Context
) -> Place | None:
    """The place of a claim; a name of its own for the point if none is given."""
    if not variable.shape.is_scalar or variable.indices or variable.family:
        return None
    inner = (Derivative, Substitution, SequenceMember, Unknown)
    if any(isinstance(part, inner) for term in (function, low, high) for part in walk(term)):
        return None
    declarations = dict(context.declarations)
    declaration = declarations.get(variable.name)
    if declaration is None or declaration.kind != "real" or declaration.values:
        return None
    name = fresh(f"{variable.name}0", context)
    here = Variable(variable.shape, name)
    declarations[name] = replace(declaration, name=name)
    values = {variable.name: here}
    context = replace(
        context,
        declarations=declarations,
        assumptions=tuple(replaced(a, values) for a in context.assumptions),
    )
    at = here if point is None else replaced(point, values)
    return Place(function, variable, at, replaced(low, values), replaced(high, values), context)


class Slopes:
    """A walk over the regions of a place, on each of which the slopes are compared."""

    def __init__(self, bounded: Callable[[Term, Term, Place], bool]) -> None:
        self.bounded = bounded
        self.left = _MOST
        self.regions = 0

    def hold(self, at: Place) -> bool:
        """Whether the slopes are bounded as claimed on every region."""
        self.left -= 1
        if self.left < 0:
            return False
        if without_value(at.low) or without_value(at.high):
            return True
        if impossible(told(at.context)):
            return True
        facts = Facts(at.context)
        atom = self._open(at, facts)
        if atom is None:
            self.regions += 1
            return self._leaf(at, facts)
        return all(self._side(at, atom, sign) for sign in sorted(facts.signs(atom)))

    def _open(self, at: Place, facts: Facts) -> Term | None:
        for part in (at.point, at.low, at.high):
            found = next(atoms(part, at.context.declarations.keys()), None)
            if found is not None:
                return found
        return undecided(at.function, at.variable, at.point, facts)

    def _side(self, at: Place, atom: Term, sign: int) -> bool:
        def resolved(term: Term) -> Term:
            found = on_side(term, atom, sign)
            assert isinstance(found, Term)
            return found

        if sign:
            condition = Comparison(">" if sign > 0 else "<", atom, ZERO)
            return self.hold(at.changed(resolved, _assuming(at.context, condition)))
        at = at.changed(resolved, at.context)
        solved = solution_for_zero(atom, at.context)
        if solved is None:
            return self.hold(
                replace(at, context=_assuming(at.context, Comparison("=", atom, ZERO)))
            )
        values = {solved.variable.name: solved.value}
        assumptions = tuple(replaced(a, values) for a in at.context.assumptions)
        narrower = solved.restrict(replace(at.context, assumptions=assumptions))
        at = replace(at, function=replaced(at.function, values))
        return self.hold(at.changed(lambda term: replaced(term, values), narrower))

    def _leaf(self, at: Place, facts: Facts) -> bool:
        slopes = []
        for side in (-1, 1):
            found = one_sided(at.function, at.variable, at.point, facts, side)
            if found is None or not _starts(at, facts, side):
                return False
            slopes.append(found)
        return self.bounded(slopes[0], slopes[1], at)


def _assuming(context: Context, condition: Condition) -> Context:
    return replace(context, assumptions=(*context.assumptions, condition))


def _starts(at: Place, facts: Facts, side: int) -> bool:
    """Whether the function tends to its value at the point."""
    if continuous(at.function):
        return True
    values = {at.variable.name: at.point}
    try:
        limit = replaced(branch_beside(at.function, at.variable, at.point, facts, side), values)
    except Open:
        return False
    here = resolved(replaced(at.function, values), facts)
    return here is not None and (here == limit or same(here, limit, at.context))


def same(left: Term, right: Term, context: Context) -> bool:
    """Whether two terms are proved equal."""
    return normal_form.prove(Comparison("=", left, right), context).outcome is Outcome.PROVED


def at_most(left: Term, right: Term, context: Context) -> bool:
    """Whether `left <= right` is proved wherever both have a value."""
    if same(left, right, context):
        return True
    return nonnegative(subtract(right, left), context) is not None


def between(left: Term, right: Term, at: Place) -> bool:
    """left slope <= low, high <= right slope"""
    return at_most(left, at.low, at.context) and at_most(at.high, right, at.context)


def outside(left: Term, right: Term, at: Place) -> bool:
    """low <= left slope, right slope <= high"""
    return at_most(at.low, left, at.context) and at_most(right, at.high, at.context)


def interior(variable: Variable, point: Term, context: Context) -> bool:
    """Whether numbers on both sides of the point are admissible."""
    declaration = context.declarations.get(variable.name)
    if declaration is None or declaration.values or len(declaration.pieces) > 1:
        return False
    about = [a for a in context.assumptions if mentions(a, {variable.name})]
    if not all(continuous(each) for each in about):
        return False
    rest = tuple(a for a in context.assumptions if a not in about)
    outer = replace(context, assumptions=rest)
    return all(_strictly(each, outer) for each in admission(context, variable, point))


def _strictly(condition: Condition, context: Context) -> bool:
    match condition:
        case All(parts=parts):
            return all(_strictly(part, context) for part in parts)
        case Comparison(relation=">" | ">=", left=a, right=b) if a.shape.is_scalar:
            return nonnegative(subtract(a, b), context, strict=True) is not None
        case Comparison(relation="<" | "<=", left=a, right=b) if a.shape.is_scalar:
            return nonnegative(subtract(b, a), context, strict=True) is not None
        case Comparison(relation="!=", left=a, right=b) if a.shape.is_scalar:
            return Facts(context).nonzero(subtract(a, b))
        case _:
            return False
