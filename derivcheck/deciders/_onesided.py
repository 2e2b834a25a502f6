"""One-sided derivatives of a scalar function of one symbol at a point.

At a point where an atom (`_kinks`) vanishes, the branch on either side is the one for the sign
that the atom has next to the point, told by its slope there.
"""

from __future__ import annotations

from derivcheck.calculus.differentials import Tangent, differential
from derivcheck.deciders._definedness import NoRule, needs
from derivcheck.deciders._kinks import atoms, on_side
from derivcheck.deciders._positive import Facts
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import UNIT, Term, Variable

_MOST = 40


def slope(term: Term, variable: Variable) -> Term:
    """The derivative by a scalar, by the rules."""
    return differential(term, {variable.name: Tangent(UNIT)})


def one_sided(
    term: Term, variable: Variable, point: Term, facts: Facts, side: int
) -> Term | None:
    """The derivative from the right (1) or left (-1) at a point, as a term without the variable.

    None where a sign next to the point is not known, or the branch is not smooth there.
    """
    branch = branch_beside(term, variable, point, facts, side)
    if branch is None:
        return None
    values = {variable.name: point}
    try:
        for need in needs(branch, smooth=True):
            moving = mentions(need.argument, {variable.name})
            if moving and not facts.holds(need.relation, replaced(need.argument, values)):
                return None
    except NoRule:
        return None
    return replaced(slope(branch, variable), values)


def branch_beside(
    term: Term, variable: Variable, point: Term, facts: Facts, side: int
) -> Term | None:
    """What the function is just beside the point."""
    for _ in range(_MOST):
        atom = next(atoms(term, {*facts.context.declarations, variable.name}), None)
        if atom is None:
            return term
        sign = _sign_beside(atom, variable, point, facts, side)
        if sign is None:
            return None
        chosen = on_side(term, atom, sign)
        assert isinstance(chosen, Term)
        term = chosen
    return None


def _sign_beside(
    atom: Term, variable: Variable, point: Term, facts: Facts, side: int
) -> int | None:
    """The sign of a smooth atom just beside the point."""
    values = {variable.name: point}
    for order in range(4):
        signs = facts.signs(replaced(atom, values))
        if len(signs) != 1:
            return None
        sign = next(iter(signs))
        if sign:
            return sign * side**order
        atom = slope(atom, variable)
    return 0 if not mentions(atom, {variable.name}) else None


def undecided(
    term: Term, variable: Variable, point: Term, facts: Facts
) -> Term | None:
    """An atom at the point whose sign is not known."""
    values = {variable.name: point}
    for atom in atoms(term, {*facts.context.declarations, variable.name}):
        here = replaced(atom, values)
        if len(facts.signs(here)) > 1:
            return here
    return None
