"""Values of unknown matrix functions as free matrices: what holds for these, holds for them."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.calculus.differentials import eliminate
from derivcheck.language.terms import (
    Comparison,
    Context,
    Declaration,
    Derivative,
    Iterated,
    Limit,
    Substitution,
    Term,
    Tree,
    Unknown,
    Variable,
    rebuild,
    walk,
)

#: terms that take their body at other values than those at the point
_BINDING = (Derivative, Limit, Substitution, Iterated)


def generalised(goal: Comparison, context: Context) -> tuple[Comparison, Context] | None:
    """The goal with equal matrix-valued applications as one free matrix; None without any.

    Under a derivative, limit, substitution or range an application is no single value, so
    nothing is replaced there.
    """
    names: dict[Term, Variable] = {}

    def change(part: Tree) -> Tree:
        if isinstance(part, Term) and not part.shape.is_scalar and _opaque(part):
            name = f"value#{len(names) + 1}"
            return names.setdefault(part, Variable(part.shape, name))
        return part if isinstance(part, _BINDING) else rebuild(part, change)

    left, right = change(eliminate(goal.left)), change(eliminate(goal.right))
    if not names:
        return None
    assert isinstance(left, Term)
    assert isinstance(right, Term)
    declared = {
        variable.name: Declaration(variable.name, "real", variable.shape)
        for variable in names.values()
    }
    wider = replace(context, declarations={**context.declarations, **declared})
    return Comparison(goal.relation, left, right), wider


def _opaque(part: Term) -> bool:
    match part:
        case Unknown():
            return True
        case Substitution(body=Derivative() as body):
            return any(isinstance(inner, Unknown) for inner in walk(body))
        case _:
            return False
