"""Gradients of minorants: subgradients of a function of any shape.

`supported` proves that f(z) >= f(x) + <g, z - x> for every z at which f has a value, whatever
is assumed of x: some minorant of f (`_minorants`) is convex, differentiable at x, and g is its
gradient there. Entry by entry for arrays, g being the Jacobian then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from derivcheck.deciders import normal_form
from derivcheck.deciders._curvature import Curved
from derivcheck.deciders._facts.definedness import NoRule, needs
from derivcheck.deciders._kinks.kinks import atoms, kinked, on_side
from derivcheck.deciders._positive import Facts
from derivcheck.deciders._slopes.minorants import CHOICES, Minorants, NoMinorant
from derivcheck.language.obligations import Outcome
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import fresh, replaced
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Comparison,
    Condition,
    Context,
    Declaration,
    Derivative,
    Limit,
    Piecewise,
    SequenceMember,
    Substitution,
    Term,
    Tree,
    Unknown,
    Variable,
    rebuild,
    walk,
)

#: what depends on the variable behind a name, or in no way that a rule knows
_REFUSED = (Derivative, Substitution, Limit, Unknown, SequenceMember)


@dataclass(frozen=True, slots=True)
class Contact:
    """A function of a free `variable`, a slope claimed at `point`, and what is known there.

    The variable is declared in the context and nothing is assumed of it.
    """

    function: Term
    variable: Variable
    point: Term
    slope: Term
    context: Context

    @property
    def values(self) -> dict[str, Term]:
        """The variable at the point."""
        return {self.variable.name: self.point}

    def assuming(self, condition: Condition, slope: Term) -> Contact:
        """The contact where the condition holds, with the slope it has there."""
        assumptions = (*self.context.assumptions, condition)
        return replace(self, slope=slope, context=replace(self.context, assumptions=assumptions))


def contact(
    function: Term, variable: Variable, point: Term | None, slope: Term, context: Context
) -> Contact | None:
    """The contact of a claim, with a name of its own for the variable that moves."""
    if variable.indices or variable.family:
        return None
    if any(isinstance(part, _REFUSED) for term in (function, slope) for part in walk(term)):
        return None
    name = fresh(f"{variable.name}1", context)
    moving = Variable(variable.shape, name)
    declarations = {**context.declarations, name: Declaration(name, "real", variable.shape)}
    function = replaced(function, {variable.name: moving})
    here: Term = variable if point is None else point
    return Contact(function, moving, here, slope, replace(context, declarations=declarations))


def supported(at: Contact) -> bool:
    """Whether the slope is proved to be that of a minorant."""
    at = _with_values(at)
    norm = next(_deciding_norms(at), None)
    if norm is None:
        return any(_touches(at, rules) for rules in _rules(at, frozenset()))
    here = replaced(norm, at.values)
    away, zero = (_resolved(at.slope, here, sign) for sign in (1, 0))
    if not supported(at.assuming(Comparison(">", here, ZERO), away)):
        return False
    at = at.assuming(Comparison("=", here, ZERO), zero)
    return any(_touches(at, rules) for rules in _rules(at, frozenset({norm})))


def _with_values(at: Contact) -> Contact:
    """What the slope needs for a value is known: elsewhere nothing is claimed."""
    if any(isinstance(part, Piecewise) for part in walk(at.slope)):
        return at
    try:
        needed = [
            Comparison(need.relation, need.argument, ZERO)  # type: ignore[arg-type]
            for need in needs(at.slope)
            if need.exact and need.argument.shape.is_scalar
        ]
    except NoRule:
        return at
    assumptions = (*at.context.assumptions, *needed)
    return replace(at, context=replace(at.context, assumptions=assumptions))


def _deciding_norms(at: Contact) -> Iterator[Term]:
    """Norms in the function that decide a branch of the slope."""
    decided = list(atoms(at.slope, at.context.declarations.keys()))
    for part in walk(at.function):
        norm = isinstance(part, Apply) and part.operator is Operator.NORM
        if norm and replaced(part, at.values) in decided:
            assert isinstance(part, Term)
            yield part


def _resolved(term: Term, atom: Term, sign: int) -> Term:
    found = on_side(term, atom, sign)
    assert isinstance(found, Term)
    return found


def _rules(at: Contact, vanishing: frozenset[Term]) -> Iterator[Minorants]:
    curved = Curved(frozenset({at.variable.name}), Facts(at.context))
    for choice in CHOICES:
        yield Minorants(curved, at.values, choice, at.context.assumptions, vanishing)


def _touches(at: Contact, rules: Minorants) -> bool:
    try:
        minorant = rules.below(at.function)
    except NoMinorant:
        return False
    if not rules.curved.of(minorant).convex or not _smooth(minorant, at, rules.curved):
        return False
    if at.variable.shape.is_scalar and minorant.shape.is_scalar:
        gradient = Derivative(minorant.shape, "along", minorant, at.variable, UNIT)
    elif minorant.shape.is_scalar:
        gradient = Derivative(at.variable.shape, "gradient", minorant, at.variable)
    else:
        gradient = Derivative(at.slope.shape, "jacobian", minorant, at.variable)
    goal = Comparison("=", at.slope, replaced(gradient, at.values))
    return normal_form.prove(goal, at.context).outcome is Outcome.PROVED


def _smooth(minorant: Term, at: Contact, curved: Curved) -> bool:
    """Whether the minorant is differentiable at the point; constant parts may have kinks."""
    names: dict[str, Term] = {}

    def change(part: Tree) -> Tree:
        if isinstance(part, Term) and not curved.moves(part) and kinked(part):
            name = f"constant#{len(names)}"
            names[name] = part
            return Variable(part.shape, name)
        return rebuild(part, change)

    smooth = change(minorant)
    assert isinstance(smooth, Term)
    values = {**names, **at.values}
    try:
        return all(
            curved.facts.holds(need.relation, replaced(need.argument, values))
            for need in needs(smooth, smooth=True)
        )
    except NoRule:
        return False
