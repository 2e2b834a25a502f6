"""Signs that types and assumptions state."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._positive.sets import (
    ANY,
    MIRRORED,
    NOT_NEGATIVE,
    POSITIVE,
    Signs,
    beside,
)
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    ZERO,
    Apply,
    Comparison,
    Context,
    Declaration,
    Negation,
    Piece,
    Term,
    as_size,
)


def stated(term: Term, context: Context) -> Signs:
    """What an assumption that compares exactly this term with a number says."""
    found = ANY
    for assumption in context.assumptions:
        if not isinstance(assumption, Comparison):
            continue
        relation: str = assumption.relation
        if assumption.left == term:
            bound = number(assumption.right)
        elif assumption.right == term:
            bound, relation = number(assumption.left), MIRRORED[relation]
        else:
            continue
        # an array is not the zero array: some entry differs, not each of them
        if bound is not None and (term.shape.is_scalar or relation != "!="):
            found &= beside(relation, bound)
    return found


def declared_different(term: Term, context: Context) -> bool:
    """Whether an assumption says `not term = 0`."""
    return term.shape.is_scalar and any(
        isinstance(a, Negation) and a.part == Comparison("=", term, ZERO)
        for a in context.assumptions
    )


def not_the_zero_array(term: Term, context: Context) -> bool:
    """Whether an assumption says that some entry is not 0."""
    return any(
        isinstance(a, Comparison)
        and a.relation == "!="
        and ((a.left == term and number(a.right) == 0) or (a.right == term and number(a.left) == 0))
        for a in context.assumptions
    )


def number(term: Term) -> Fraction | None:
    """The rational number that a term is; an array of zeros is 0."""
    if isinstance(term, Apply) and term.operator is Operator.ZEROS:
        return Fraction(0)
    return rational(term)


def integer(term: Term, context: Context) -> Signs:
    """Sizes are at least 1, and so are sums of them that a constant does not outweigh."""
    size = as_size(term)
    if size is None or not all(atom in context.sizes for atom in size.atoms()):
        return ANY
    if any(c < 0 for powers, c in size.terms if powers):
        return ANY
    least = sum(c for _, c in size.terms)
    return POSITIVE if least > 0 else NOT_NEGATIVE if least == 0 else ANY


def declared(declaration: Declaration, values: Signs) -> Signs:
    """The signs that a type allows; `values` are those of the values of a finite type."""
    found = set(values)
    for piece in declaration.pieces:
        found |= _inside(piece)
    if "diagonal" in declaration.structure:
        found.add(0)
    return frozenset(found) if declaration.values or declaration.pieces else ANY


def _inside(piece: Piece) -> set[int]:
    low = None if piece.low is None else rational(piece.low)
    high = None if piece.high is None else rational(piece.high)
    found = set()
    if low is None or low < 0:
        found.add(-1)
    if high is None or high > 0:
        found.add(1)
    below = low is None or low < 0 or (low == 0 and piece.low_closed)
    above = high is None or high > 0 or (high == 0 and piece.high_closed)
    if below and above:
        found.add(0)
    return found
