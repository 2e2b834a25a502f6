"""What declarations say of the structure of matrices."""

from __future__ import annotations

from derivcheck.language.terms import Context, Term, Variable


def declared_invertible(term: Term, context: Context) -> bool:
    """Whether a matrix is declared with a structure that has an inverse."""
    if not isinstance(term, Variable) or term.indices:
        return False
    declaration = context.declarations.get(term.name)
    return declaration is not None and declaration.invertible
