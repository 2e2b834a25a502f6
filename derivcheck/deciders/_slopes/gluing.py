"""Convexity of a scalar function of one symbol, piece by piece.

Success proves convexity on the interval where the function has values: on each smooth piece
the second derivative is nowhere negative; at every cut inside, both pieces have the value of
the function and the slope does not decrease (R17 of the soundness rules); at a closed end the
function has the value of its piece, or none.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.calculus.differentials import Tangent, UnsupportedDifferential, differential
from derivcheck.deciders._facts.definedness import NoRule, needs, total
from derivcheck.deciders._intervals.univariate import pattern
from derivcheck.deciders._kinks.kinks import atoms, on_side
from derivcheck.deciders._positive import Facts
from derivcheck.deciders._slopes.pieces import Cut, Open, Piece, cut, value_at, within
from derivcheck.language.terms import UNIT, Context, Term, Variable, subtract


def convex_on_line(term: Term, variable: Variable, context: Context) -> str | None:
    """What proves convexity, in words; None where nothing does."""
    try:
        found = cut(term, variable, context)
        if not all(_bends_up(piece, found) for piece in found.pieces):
            return None
        for left, right in zip(found.pieces, found.pieces[1:], strict=False):
            if not _glued(term, left, right, found):
                return None
        if not (_ends_well(term, found, True) and _ends_well(term, found, False)):
            return None
    except (Open, UnsupportedDifferential):
        return None
    pieces = len(found.pieces)
    return f"the second derivative is nowhere negative on {pieces} piece{'s' * (pieces > 1)}"


def slope_of(term: Term, variable: Variable) -> Term:
    """The derivative by a scalar, by the rules."""
    return differential(term, {variable.name: Tangent(UNIT)})


def _bends_up(piece: Piece, whole: Cut) -> bool:
    bend = slope_of(slope_of(piece.term, whole.variable), whole.variable)
    if whole.facts_on(piece).nonnegative(bend):
        return True
    inside = within(whole.context, whole.variable, piece.interval)
    signs = pattern(bend, whole.variable, inside)
    return signs is not None and -1 not in signs


def _glued(term: Term, left: Piece, right: Piece, whole: Cut) -> bool:
    """Continuous at the cut, and the slope does not decrease there."""
    at = left.interval.high
    assert at is not None
    facts = Facts(whole.context)
    x = whole.variable
    here = value_at(term, x, at)
    before, after = (value_at(piece.term, x, at) for piece in (left, right))
    if not (same(resolved(here, facts), before, facts) and same(before, after, facts)):
        return False
    slopes = tuple(value_at(slope_of(piece.term, x), x, at) for piece in (left, right))
    if not all(total(slope, facts) for slope in slopes):
        return False
    return facts.nonnegative(subtract(slopes[1], slopes[0]))


def _ends_well(term: Term, whole: Cut, low: bool) -> bool:
    """At an end that belongs to the interval the value is that of the piece, or there is none."""
    at: Fraction | None = whole.whole.low if low else whole.whole.high
    closed = whole.whole.low_closed if low else whole.whole.high_closed
    if at is None or not closed:
        return True
    facts = Facts(whole.context)
    piece = whole.pieces[0] if low else whole.pieces[-1]
    here, limit = value_at(term, whole.variable, at), value_at(piece.term, whole.variable, at)
    if total(limit, facts):
        return same(resolved(here, facts), limit, facts)
    return _without_value(here, facts)


def _without_value(term: Term, facts: Facts) -> bool:
    """Whether the term has certainly no value: a condition that it needs fails."""
    opposite = {">": "<=", ">=": "<", "!=": "="}
    try:
        return any(
            need.exact and facts.holds(opposite[need.relation], need.argument)
            for need in needs(term)
        )
    except NoRule:
        return False


def same(left: Term | None, right: Term, facts: Facts) -> bool:
    """Whether both have values, and the same one."""
    if left is None or not (total(left, facts) and total(right, facts)):
        return False
    return left == right or facts.signs(subtract(left, right)) <= {0}


def resolved(term: Term, facts: Facts) -> Term | None:
    """The term with every branch chosen; None where a sign is not known."""
    for _ in range(60):
        atom = next(atoms(term, facts.context.declarations.keys()), None)
        if atom is None:
            return term
        signs = facts.signs(atom)
        if len(signs) != 1:
            return None
        chosen = on_side(term, atom, next(iter(signs)))
        assert isinstance(chosen, Term)
        term = chosen
    return None
