"""The sign of a scalar term at every admissible point, where the normal form knows it."""

from __future__ import annotations

from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.tower import Refusal
from derivcheck.deciders._lowered import lowered
from derivcheck.language.terms import Context, Term


def sign_of(term: Term, context: Context) -> int | None:
    """1, -1 or 0 on the whole domain; None where it changes or is not known."""
    try:
        low = lowered(context, (term,))
        return low.tower.sign(low.entry(eliminate(term)))
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return None


def nonnegative_of(term: Term, context: Context) -> bool:
    """True proves that the term is at least 0 on the whole domain."""
    try:
        low = lowered(context, (term,))
        return low.tower.nonnegative(low.entry(eliminate(term)))
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return False


def impossible(context: Context) -> bool:
    """True proves that no point satisfies the assumptions of the context."""
    try:
        return lowered(context, ()).tower.is_empty()
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return False
