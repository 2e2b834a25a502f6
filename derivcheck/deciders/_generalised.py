"""Values of unknown matrix functions as free matrices: what holds for these, holds for them."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.calculus.differentials import eliminate
from derivcheck.language.terms import (
    Comparison,
    Context,
    Declaration,
    Derivative,
    Substitution,
    Term,
    Tree,
    Unknown,
    Variable,
    rebuild,
    walk,
)


def generalised(goal: Comparison, context: Context) -> tuple[Comparison, Context] | None:
    """The goal with equal matrix-valued applications as one free matrix; None without any."""
    names: dict[Term, Variable] = {}

    def change(part: Tree) -> Tree:
        if isinstance(part, Term) and not part.shape.is_scalar and _opaque(part):
            name = f"value#{len(names) + 1}"
            return names.setdefault(part, Variable(part.shape, name))
        return rebuild(part, change)

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
