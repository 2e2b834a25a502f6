"""Signs of sequences by induction: the starts have them, and the step keeps them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from derivcheck.deciders._positive.sets import (
    ANY,
    NEGATIVE,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    POSITIVE,
    Signs,
)
from derivcheck.language.replacing import fresh, mentions
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    ZERO,
    Declaration,
    Piece,
    Recurrence,
    SequenceMember,
    Term,
    Tree,
    Variable,
    constant,
    rebuild,
    walk,
)

if TYPE_CHECKING:
    from derivcheck.deciders._positive.facts import Facts

#: the narrowest first, with the interval of members that have such signs
_KEPT: tuple[tuple[Signs, Piece], ...] = (
    (POSITIVE, Piece(ZERO, None)),
    (NEGATIVE, Piece(None, ZERO)),
    (NOT_NEGATIVE, Piece(ZERO, None, low_closed=True)),
    (NOT_POSITIVE, Piece(None, ZERO, high_closed=True)),
)


def member_signs(member: SequenceMember, facts: Facts) -> Signs:
    """The signs that every scalar member of a sequence has."""
    recurrence = facts.context.recurrences.get(member.sequence)
    if recurrence is None or not recurrence.shape.is_scalar or _joined(recurrence):
        return ANY
    starts = frozenset[int]().union(*(facts.signs(value) for _, value in recurrence.starts))
    return next(
        (
            signs
            for signs, kept in _KEPT
            if starts <= signs and _keeps(recurrence, kept, facts, signs)
        ),
        ANY,
    )


def _joined(recurrence: Recurrence) -> bool:
    """Whether the step holds members of another sequence that is defined by a step."""
    members = {p.sequence for p in walk(recurrence.step) if isinstance(p, SequenceMember)}
    return members != {recurrence.name}


def _keeps(recurrence: Recurrence, kept: Piece, facts: Facts, signs: Signs) -> bool:
    """Whether the step has the signs where the members before it have them."""
    declarations = dict(facts.context.declarations)
    stand_ins: dict[Term, Variable] = {}

    def change(part: Tree) -> Tree:
        if not isinstance(part, SequenceMember):
            return rebuild(part, change)
        if part.index not in stand_ins:
            name = fresh("member", replace(facts.context, declarations=declarations))
            declarations[name] = Declaration(name, "real", SCALAR, pieces=(kept,))
            stand_ins[part.index] = Variable(SCALAR, name)
        return stand_ins[part.index]

    step = change(recurrence.step)
    assert isinstance(step, Term)
    # the index of the step is every integer after the starts, whatever a claim says of the name
    first = constant(max(start for start, _ in recurrence.starts) + 1)
    declarations[recurrence.index] = Declaration(
        recurrence.index, "integer", SCALAR, pieces=(Piece(first, None, low_closed=True),)
    )
    said = tuple(a for a in facts.context.assumptions if not mentions(a, {recurrence.index}))
    context = replace(facts.context, declarations=declarations, assumptions=said)
    return type(facts)(context).signs(step) <= signs
