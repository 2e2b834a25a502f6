"""The sign of a scalar term at every admissible point, where the normal form knows it."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.calculus.contraction.written import told
from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.tower import Refusal
from derivcheck.deciders._facts.lowered import lowered
from derivcheck.language.terms import Context, Derivative, Term, walk


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


def impossible(context: Context, terms: Sequence[Term] = ()) -> bool:
    """True proves that no admissible point gives all the terms a value."""
    try:
        low = lowered(context, terms)
        for term in terms:
            if any(isinstance(part, Derivative) for part in walk(term)):
                told(low, (), (term,))  # rules divide by what the author did not
            else:
                low.entry(eliminate(term))
        return low.tower.is_empty() and all(c.implied for c in low.tower.conditions)
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return False


def vanishes_nowhere(term: Term, context: Context, nonzero: Sequence[Term] = ()) -> bool:
    """True proves that the term is not 0 on the domain, where `nonzero` terms are not."""
    try:
        low = lowered(context, (term, *nonzero))
        for other in nonzero:
            low.tower.assume(low.entry(eliminate(other)), "!=")
        return low.tower.facts.nonvanishing(low.entry(eliminate(term)).numerator())
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return False
