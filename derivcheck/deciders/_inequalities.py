"""Differences that are nowhere negative, by the signs that the normal form knows."""

from __future__ import annotations

from derivcheck.deciders._signs import nonnegative_of, sign_of
from derivcheck.language.terms import Context, Term


def nonnegative(term: Term, context: Context, strict: bool = False) -> str | None:
    """Why the term is nowhere negative (with `strict`: positive everywhere), or None."""
    if strict:
        return "the difference is positive" if sign_of(term, context) == 1 else None
    return "the difference is nowhere negative" if nonnegative_of(term, context) else None
