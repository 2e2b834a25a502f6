"""Success proves that a vector lies in a space, or that it does not, at every point.

It lies in the column space of A if each term of its normal form is a path that begins with A
(A times something); every vector lies in that of an invertible matrix. It is no multiple of a
vector a if some minor v_i a_j - v_j a_i vanishes nowhere.
"""

from __future__ import annotations

from itertools import combinations

from derivcheck.calculus.contraction.kernels import Path
from derivcheck.calculus.contraction.letters import Word, flip
from derivcheck.calculus.contraction.lowering import Lowering
from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.tower import GeneratorId, Refusal
from derivcheck.deciders._facts.lowered import lowered
from derivcheck.deciders._facts.signs import sign_of
from derivcheck.deciders._facts.structures import declared_invertible
from derivcheck.language.obligations import Effort, Finding, Obligation, Outcome, silent
from derivcheck.language.sizes import ONE, SCALAR, Size
from derivcheck.language.terms import (
    Context,
    Entry,
    InSpace,
    Negation,
    Term,
    constant,
    multiply,
    subtract,
)

NAME = "membership"
ROUTE = "symbolic"
COST = 13


def accepts(obligation: Obligation) -> bool:
    """Membership in a column space, and its negation."""
    goal = obligation.goal
    return isinstance(goal.part if isinstance(goal, Negation) else goal, InSpace)


def decide(obligation: Obligation, effort: Effort) -> Finding:
    """Factor the vector, or find a minor that does not vanish."""
    del effort  # one normal form has no budget
    goal, context = obligation.goal, obligation.context
    if isinstance(goal, Negation):
        assert isinstance(goal.part, InSpace)
        return _outside(goal.part, context)
    assert isinstance(goal, InSpace)
    if declared_invertible(goal.basis, context):
        return Finding(NAME, Outcome.PROVED, "the matrix is invertible", sizes="all")
    try:
        factored = _factored(goal, context)
    except (Refusal, UnsupportedDifferential, ZeroDivisionError) as refusal:
        return silent(NAME, "gave_up", str(refusal))
    if not factored:
        return silent(NAME, "gave_up", "the vector is not seen to be the matrix times something")
    return Finding(NAME, Outcome.PROVED, "the vector is the matrix times something", sizes="all")


def _factored(goal: InSpace, context: Context) -> bool:
    """Whether every term of entry i is a path from i that begins with the basis."""
    low = lowered(context, (goal.element, goal.basis))
    row = low.free("i!", goal.element.shape.rows)
    column = low.free("j!", goal.basis.shape.columns)
    prefix = _word(low, low.entry(goal.basis, row, column).terms(), row)
    vector = low.entry(eliminate(goal.element), row, ONE)
    if prefix is None or _mentions(low, vector.denominator().generators(), row):
        return False
    for _, powers in vector.terms():
        moving = [(g, k) for g, k in powers if _mentions(low, (g,), row)]
        word = _word(low, ((1, tuple(moving)),), row)
        if word is None or word[: len(prefix)] != prefix:
            return False
    return True


def _mentions(low: Lowering, generators: object, row: Size) -> bool:
    return any(row.names() & low.algebra.names_of(g) for g in generators)  # type: ignore[attr-defined]


def _word(low: Lowering, terms: object, row: Size) -> Word | None:
    """The word of a single path from the row index."""
    found: list[tuple[object, tuple[tuple[GeneratorId, int], ...]]] = list(terms)  # type: ignore[call-overload]
    if len(found) != 1 or len(found[0][1]) != 1 or found[0][1][0][1] != 1:
        return None
    key = low.algebra.key(found[0][1][0][0])
    if not isinstance(key, Path):
        return None
    if key.row == row and not row.names() & key.column.names():
        return key.word
    if key.column == row and not row.names() & key.row.names():
        return flip(key.word)
    return None


def _outside(goal: InSpace, context: Context) -> Finding:
    rows = goal.element.shape.rows.constant
    if rows is None or not goal.basis.shape.columns.is_one:
        return silent(NAME, "unsupported", "more than one spanning vector")
    for i, j in combinations(range(1, rows + 1), 2):
        v, a = goal.element, goal.basis
        minor = subtract(multiply(_entry(v, i), _entry(a, j)), multiply(_entry(v, j), _entry(a, i)))
        if sign_of(minor, context):
            proves = f"the minor of the entries {i} and {j} vanishes nowhere"
            return Finding(NAME, Outcome.PROVED, proves)
    return silent(NAME, "gave_up", "every minor may vanish")


def _entry(vector: Term, row: int) -> Term:
    return Entry(SCALAR, vector, constant(row), constant(1))
