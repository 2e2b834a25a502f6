"""Where an interval is cut: places at which a function met in practice is smallest."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._positive import Facts
from derivcheck.language.terms import (
    Context,
    Index,
    SequenceMember,
    SizeOf,
    Term,
    Unknown,
    Variable,
    children,
    constant,
    negate,
    subtract,
    walk,
)

#: where functions met in practice have their minima
_CUTS = [constant(n) for n in (0, 1, -1, 2, -2)] + [constant(Fraction(1, 2))]


def cuts(
    term: Term, variable: Variable, ends: tuple[Term | None, Term | None], context: Context
) -> Iterator[Term]:
    """Numbers inside the interval at which the term may be smallest.

    Those of practice, numbers and symbols that the term mentions.
    """
    facts = Facts(context)
    low, high = ends
    for at in dict.fromkeys(
        (*_CUTS, *islice(_numbers(term), 4), *islice(_others(term, variable), 2))
    ):
        above = low is None or facts.positive(subtract(at, low))
        below = high is None or facts.positive(subtract(high, at))
        if above and below:
            yield at


def _numbers(term: Term) -> Iterator[Term]:
    """The largest scalar parts without symbols that are not rational."""
    parts = list(walk(term))
    if term.shape.is_scalar and not any(isinstance(part, _SYMBOLS) for part in parts):
        if rational(term) is None:
            yield term
            yield negate(term)
        return
    for part in children(term):
        if isinstance(part, Term):
            yield from _numbers(part)


def _others(term: Term, variable: Variable) -> Iterator[Term]:
    """The scalar symbols beside the variable."""
    found = (p for p in walk(term) if isinstance(p, Variable) and p.shape.is_scalar)
    return (p for p in dict.fromkeys(found) if p.name != variable.name and not p.indices)


_SYMBOLS = (Variable, Index, SizeOf, SequenceMember, Unknown)
