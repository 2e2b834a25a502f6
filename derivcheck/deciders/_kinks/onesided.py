"""One-sided derivatives of a scalar function of one symbol at a point.

At a point where an atom (`_kinks`) vanishes, the branch on either side is the one for the sign
that the atom has next to the point, told by its first derivative that does not vanish there.
"""

from __future__ import annotations

from derivcheck.calculus.differentials import Tangent, differential
from derivcheck.deciders._facts.definedness import NoRule, needs
from derivcheck.deciders._kinks.kinks import atoms, on_side
from derivcheck.deciders._positive import Facts
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import UNIT, Piecewise, Term, Variable, walk

_MOST = 40
#: derivatives of an atom that are looked at
_ORDERS = 4


class Open(Exception):
    """A sign next to the point is not known; `atom` is the term to split on, if there is one."""

    def __init__(self, atom: Term | None) -> None:
        super().__init__("a sign next to the point")
        self.atom = atom


def slope(term: Term, variable: Variable) -> Term:
    """The derivative by a scalar, by the rules."""
    return differential(term, {variable.name: Tangent(UNIT)})


def one_sided(term: Term, variable: Variable, point: Term, facts: Facts, side: int) -> Term | None:
    """The derivative from the right (1) or left (-1) at a point, as a term without the variable.

    It is that of the branch there; whether the function tends to its value is not looked at.
    None where a sign next to the point is not known, or the branch is not smooth there.
    """
    try:
        branch = branch_beside(term, variable, point, facts, side)
    except Open:
        return None
    if not _smooth(branch, variable, point, facts, moving=not _chosen(term)):
        return None
    return replaced(slope(branch, variable), {variable.name: point})


def branch_beside(term: Term, variable: Variable, point: Term, facts: Facts, side: int) -> Term:
    """What the function is just beside the point; raises `Open` where a sign is not known."""
    for _ in range(_MOST):
        atom = next(atoms(term, {*facts.context.declarations, variable.name}), None)
        if atom is None:
            return term
        chosen = on_side(term, atom, sign_beside(atom, variable, point, facts, side))
        assert isinstance(chosen, Term)
        term = chosen
    raise Open(None)


def sign_beside(atom: Term, variable: Variable, point: Term, facts: Facts, side: int) -> int:
    """The sign of a smooth atom just beside the point."""
    if not _smooth(atom, variable, point, facts, moving=True):
        raise Open(None)
    values = {variable.name: point}
    for order in range(_ORDERS):
        here = replaced(atom, values)
        signs = facts.signs(here)
        if len(signs) != 1:
            raise Open(here)
        sign = next(iter(signs))
        if sign:
            return int(sign * side**order)
        if not mentions(atom, {variable.name}):
            return 0
        atom = slope(atom, variable)
    raise Open(None)


def _smooth(term: Term, variable: Variable, point: Term, facts: Facts, moving: bool) -> bool:
    """Whether a term without kinks is smooth at the point.

    With `moving`, what does not depend on the variable is known to have a value.
    """
    values = {variable.name: point}
    try:
        return all(
            facts.holds(need.relation, replaced(need.argument, values))
            for need in needs(term, smooth=True)
            if mentions(need.argument, {variable.name}) or not moving
        )
    except NoRule:
        return False


def _chosen(term: Term) -> bool:
    """Whether a part has a value in some branches only."""
    return any(isinstance(part, Piecewise) for part in walk(term))


def undecided(term: Term, variable: Variable, point: Term, facts: Facts) -> Term | None:
    """A term whose sign has to be known to tell the branches on both sides."""
    for side in (1, -1):
        try:
            branch_beside(term, variable, point, facts, side)
        except Open as open_sign:
            if open_sign.atom is not None:
                return open_sign.atom
    return None
