"""Symbols rewritten so that linear assumptions become `s >= 0` of fresh symbols.

From `y <= x` follows x = y + s with s >= 0; a polynomial in s and y with coefficients of one
sign shows its own sign. Each assumption about one more symbol is used at most once.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.solving import linear
from derivcheck.deciders._facts.told import plain, told
from derivcheck.language.replacing import fresh, mentions, replaced
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    ZERO,
    Comparison,
    Context,
    Declaration,
    Piece,
    Term,
    Variable,
    add,
    constant,
    multiply,
    negate,
    subtract,
    walk,
)

#: symbols that are replaced at most
_MOST = 4


def slackened(term: Term, context: Context) -> tuple[Term, Context] | None:
    """The term and context in fresh symbols; None where no assumption joins two symbols."""
    slacks: set[str] = set()
    for _ in range(_MOST):
        found = _step(term, told(context), slacks)
        if found is None:
            break
        slacks |= found[1].declarations.keys() - context.declarations.keys()
        term, context = found
    return (term, context) if slacks else None


def _step(term: Term, context: Context, slacks: set[str]) -> tuple[Term, Context] | None:
    for condition in plain(context.assumptions):
        if condition.relation not in ("<", "<=") or not condition.left.shape.is_scalar:
            continue
        gap = subtract(condition.right, condition.left)
        names = {part.name for part in walk(gap) if isinstance(part, Variable)}
        if len(names) < 2:
            continue
        for name in sorted(names - slacks):
            solved = _solved(gap, name, condition, context)
            if solved is not None and mentions(term, {name}):
                value, wider = solved
                return replaced(term, {name: value}), wider
    return None


def _solved(
    gap: Term, name: str, condition: Comparison, context: Context
) -> tuple[Term, Context] | None:
    """The symbol as its bound plus or minus a slack, and the context that declares that one."""
    declaration = context.declarations.get(name)
    if declaration is None or declaration.kind != "real" or declaration.values:
        return None
    found = linear(gap, name)
    slope = None if found is None else rational(found[0])
    if found is None or not slope or mentions(found[1], {name}):
        return None
    slack_name = fresh("s", context)
    slack = Variable(SCALAR, slack_name)
    closed = condition.relation == "<="
    declared = Declaration(
        slack_name, "real", SCALAR, pieces=(Piece(ZERO, None, low_closed=closed),)
    )
    value = multiply(constant(1 / slope), add(slack, negate(found[1])))
    kept = {n: d for n, d in context.declarations.items() if n != name}
    assumptions = tuple(
        replaced(a, {name: value}) for a in context.assumptions if not _same(a, condition)
    )
    wider = replace(context, declarations={**kept, slack_name: declared}, assumptions=assumptions)
    return value, wider


def _same(assumption: object, condition: Comparison) -> bool:
    return isinstance(assumption, Comparison) and condition in tuple(plain((assumption,)))
