"""Inner products and norms written with lengths and cosines.

Every column that occurs is split into a sum of multiples of fixed columns. Their lengths become
fresh symbols r >= 0 and the inner product of two of them r s c with -1 <= c <= 1 (Cauchy and
Schwarz), so a scalar inequality in r, s, c proves the one in vectors, for every size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derivcheck.deciders._arrays.factors import chain_of, product_of
from derivcheck.deciders._facts.bounds import rational
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import fresh
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Context,
    Declaration,
    Piece,
    Term,
    Tree,
    Variable,
    add,
    apply,
    divide,
    multiply,
    negate,
    power,
    rebuild,
    walk,
)

_O = Operator
#: columns with a length of their own
_MOST = 3

Combination = dict[Term, Term]


def in_lengths(term: Term, context: Context) -> tuple[Term, Context] | None:
    """The term in lengths and cosines; None where arrays are left or none occurs."""
    writing = _Writing(context)
    try:
        written = writing.scalar(term)
    except _Other:
        return None
    if not writing.lengths or any(not part.shape.is_scalar for part in _terms(written)):
        return None
    return written, writing.context


class _Other(Exception):
    """More columns than are looked at."""


class _Writing:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.lengths: dict[Term, Variable] = {}
        self.cosines: dict[frozenset[Term], Variable] = {}

    def scalar(self, term: Term) -> Term:
        """A scalar with its squares and inner products written anew."""
        match term:
            case Apply(operator=_O.NORM, arguments=(u,)) if _column(u):
                return apply(_O.SQRT, self.inner(u, u))
            case Apply(
                operator=_O.POWER, arguments=(Apply(operator=_O.NORM, arguments=(u,)), p)
            ) if _column(u) and rational(p) == 2:
                return self.inner(u, u)
            case Apply(operator=_O.MATMUL) if term.shape.is_scalar:
                chain = chain_of(term, self.context)
                if len(chain.factors) < 2:  # a product of scalars
                    return term
                first, *rest = chain.factors
                if not (first.transposed and _column(first.term)):
                    return term
                inner = self.inner(first.term, product_of(tuple(rest)))
                return multiply(self.scalar(chain.scale), inner)
            case Apply():
                return rebuild(term, self._inside)
            case _:
                # a column under a bound index is no fixed one
                return term

    def _inside(self, part: Tree) -> Tree:
        return self.scalar(part) if isinstance(part, Term) else part

    def inner(self, u: Term, v: Term) -> Term:
        """u'v, by both combinations."""
        total: Term = ZERO
        for a, x in combination(u).items():
            for b, y in combination(v).items():
                part = multiply(multiply(self.scalar(x), self.scalar(y)), self._product(a, b))
                total = part if total == ZERO else add(total, part)
        return total

    def _product(self, a: Term, b: Term) -> Term:
        r, s = self._length(a), self._length(b)
        if a == b:
            return power(r, 2)
        pair = frozenset((a, b))
        if pair not in self.cosines:
            self.cosines[pair] = self._new("c", Piece(negate(UNIT), UNIT, True, True))
        return multiply(multiply(r, s), self.cosines[pair])

    def _length(self, column: Term) -> Variable:
        if column not in self.lengths:
            if len(self.lengths) == _MOST:
                raise _Other
            self.lengths[column] = self._new("r", Piece(ZERO, None, True))
        return self.lengths[column]

    def _new(self, stem: str, piece: Piece) -> Variable:
        name = fresh(stem, self.context)
        declared = Declaration(name, "real", SCALAR, pieces=(piece,))
        declarations = {**self.context.declarations, name: declared}
        self.context = replace(self.context, declarations=declarations)
        return Variable(SCALAR, name)


def _column(term: Term) -> bool:
    return term.shape.is_column and not term.shape.is_scalar


def combination(column: Term) -> Combination:
    """A column as multiples of columns that are no sums."""
    match column:
        case Apply(operator=_O.ADD, arguments=(a, b)) if a.shape == b.shape:
            found = combination(a)
            for part, factor in combination(b).items():
                found[part] = add(found[part], factor) if part in found else factor
            return found
        case Apply(operator=_O.NEGATE, arguments=(a,)):
            return {part: negate(factor) for part, factor in combination(a).items()}
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if a.shape.is_scalar:
            return {part: multiply(a, factor) for part, factor in combination(b).items()}
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if b.shape.is_scalar:
            return {part: multiply(b, factor) for part, factor in combination(a).items()}
        case Apply(operator=_O.DIVIDE, arguments=(a, b)) if b.shape.is_scalar:
            return {part: divide(factor, b) for part, factor in combination(a).items()}
        case _:
            return {column: UNIT}


def _terms(term: Term) -> Iterator[Term]:
    return (part for part in walk(term) if isinstance(part, Term))
