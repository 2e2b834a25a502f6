"""Sequences in an inequality, brought down to one index by their recurrence."""

from __future__ import annotations

from derivcheck.deciders._facts.least import integers
from derivcheck.deciders._induction.unrolling import Stuck, Unrolling, at_index, rebuild_terms
from derivcheck.language.sizes import Size
from derivcheck.language.terms import Context, SequenceMember, Term, Variable, walk


def monotone_step(term: Term, context: Context) -> Term:
    """The term with t = s + 1, members at s + 1 replaced by their step; else the term."""
    if not any(isinstance(part, SequenceMember) for part in walk(term)):
        return term
    for name, base in integers(context).items():
        shifted = at_index(term, name, Size.of(name) + Size.of(1))
        try:
            reduced = Unrolling(context, name, base - 1).reduced(shifted)
        except Stuck:
            continue
        return rebuild_terms(reduced, _freed)
    return term


def _freed(part: object) -> object:
    if isinstance(part, SequenceMember):
        return Variable(part.shape, part.sequence, (part.index,))
    return part
