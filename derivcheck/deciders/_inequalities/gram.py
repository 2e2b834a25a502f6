"""Sums of words as quadratic forms in vectors: x'A'A x - 2 x'A'b + b'b is |A x - b|^2.

Success proves that a sum of words is nowhere negative, for every size: every word is split in
the middle, u'v, and the matrix of coefficients of the pairs (u, v) is positive semidefinite
over the rational numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derivcheck.calculus.contraction.kernels import Path, Trace
from derivcheck.calculus.contraction.letters import Word, flip
from derivcheck.calculus.differentials import UnsupportedDifferential, eliminate
from derivcheck.calculus.tower import Element, Kind, Refusal
from derivcheck.deciders._facts.lowered import lowered
from derivcheck.deciders._facts.told import told
from derivcheck.language.sizes import ONE
from derivcheck.language.terms import Context, Term

Pair = tuple[Word, Word]

_MOST = 12


def gram_nonnegative(term: Term, context: Context) -> bool:
    """True proves `term >= 0`."""
    try:
        lowering = lowered(told(context), (term,))
        element = lowering.entry(eliminate(term))
        if any(not condition.implied for condition in lowering.tower.conditions):
            return False
    except (Refusal, UnsupportedDifferential, ZeroDivisionError):
        return False
    below = lowering.tower.sign(element.denominator())
    if below is None or not below:
        return False
    forms = _form(element)
    if forms is None:
        return False
    vectors = sorted({half for pair in forms for half in pair}, key=str)
    if not vectors or len(vectors) > _MOST:
        return False
    return _semidefinite([[_entry(forms, u, v) * below for v in vectors] for u in vectors])


def _form(element: Element) -> dict[Pair, Fraction] | None:
    """Coefficients of u'v; None where a term is no rational number times one word."""
    found: dict[Pair, Fraction] = {}
    for value, powers in element.terms():
        if len(powers) != 1 or powers[0][1] != 1:
            return None
        kernel = element.tower.describe(powers[0][0])
        if kernel.kind is not Kind.OPAQUE:
            return None
        match kernel.key:
            case Path(word=word, row=row, column=column) if row == column == ONE:
                pair = _halved(word)
            case Trace(word=word):
                pair = _halved(word)
            case _:
                return None
        if pair is None:
            return None
        found[pair] = found.get(pair, Fraction(0)) + value
    return found


def _halved(word: Word) -> Pair | None:
    """A word of even length as u'v."""
    if len(word) % 2:
        return None
    half = len(word) // 2
    return flip(word[:half]), word[half:]


def _entry(forms: dict[Pair, Fraction], u: Word, v: Word) -> Fraction:
    if u == v:
        return forms.get((u, u), Fraction(0))
    return (forms.get((u, v), Fraction(0)) + forms.get((v, u), Fraction(0))) / 2


def _semidefinite(matrix: Sequence[Sequence[Fraction]]) -> bool:
    """Whether a symmetric matrix is positive semidefinite, by symmetric elimination over Q."""
    rows = [list(row) for row in matrix]
    for k in range(len(rows)):
        pivot = rows[k][k]
        if pivot < 0 or (pivot == 0 and any(rows[k][j] for j in range(k, len(rows)))):
            return False
        if pivot == 0:
            continue
        for i in range(k + 1, len(rows)):
            factor = rows[i][k] / pivot
            for j in range(k, len(rows)):
                rows[i][j] -= factor * rows[k][j]
    return True
