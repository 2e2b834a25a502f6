"""Products of matrices as chains of factors: `(c A B)' C` is c times `B' A' C`.

Chains are what rules about Gram matrices are read from: a chain that equals its own transpose
is a square around its middle.
"""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    UNIT,
    Apply,
    Context,
    Term,
    Variable,
    divide,
    matmul,
    multiply,
    negate,
    transpose,
)

_O = Operator
_SYMMETRIC = frozenset({"symmetric", "positive definite", "diagonal"})


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of a chain, transposed or not."""

    term: Term
    transposed: bool = False

    @property
    def whole(self) -> Term:
        """The factor as a term."""
        return transpose(self.term) if self.transposed else self.term


@dataclass(frozen=True, slots=True)
class Chain:
    """A scalar times a product of factors; no factors stand for the identity."""

    scale: Term
    factors: tuple[Factor, ...]


Halves = tuple[tuple[Factor, ...], Factor | None]


def halves(factors: tuple[Factor, ...], context: Context) -> Halves | None:
    """The right half and the middle factor where the product is a square, `u' u` or `u' M u`."""
    n = len(factors)
    left, right = factors[: n // 2], factors[(n + 1) // 2 :]
    if n == 0 or flipped(left, context) != right:
        return None
    return right, (factors[n // 2] if n % 2 else None)


def flipped(factors: tuple[Factor, ...], context: Context) -> tuple[Factor, ...]:
    """The factors of the transpose."""
    return tuple(
        factor if is_symmetric(factor.term, context) else Factor(factor.term, not factor.transposed)
        for factor in reversed(factors)
    )


def chain_of(term: Term, context: Context) -> Chain:
    """The chain of a product; any other term is a chain of one factor."""
    scale, factors = _chain(term, context)
    return Chain(scale, tuple(factors))


def product_of(factors: tuple[Factor, ...]) -> Term:
    """The product of at least one factor."""
    result = factors[0].whole
    for factor in factors[1:]:
        result = matmul(result, factor.whole)
    return result


def is_symmetric(term: Term, context: Context) -> bool:
    """Whether a term is its own transpose: declared so, or a square of a chain."""
    match term:
        case Variable(name=name, indices=()):
            declaration = context.declarations.get(name)
            return declaration is not None and bool(declaration.structure & _SYMMETRIC)
        case Apply(operator=_O.INVERSE | _O.NEGATE | _O.TRANSPOSE, arguments=(a,)):
            return is_symmetric(a, context)
        case Apply(operator=_O.ADD, arguments=(a, b)):
            return is_symmetric(a, context) and is_symmetric(b, context)
        case Apply(operator=_O.MATMUL):
            found = halves(chain_of(term, context).factors, context)
            if found is None:
                return False
            return found[1] is None or is_symmetric(found[1].term, context)
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)):
            return (a.shape.is_scalar or is_symmetric(a, context)) and (
                b.shape.is_scalar or is_symmetric(b, context)
            )
        case Apply(operator=_O.IDENTITY | _O.DIAGONAL_MATRIX):
            return True
        case Apply(operator=_O.ONES | _O.ZEROS, shape=shape):
            return shape.rows == shape.columns
        case _:
            return term.shape.is_scalar


def _chain(term: Term, context: Context) -> tuple[Term, list[Factor]]:
    match term:
        case Apply(operator=_O.MATMUL, arguments=(a, b)):
            (c, first), (d, second) = _chain(a, context), _chain(b, context)
            return _times(c, d), first + second
        case Apply(operator=_O.TRANSPOSE, arguments=(a,)):
            c, factors = _chain(a, context)
            return c, list(flipped(tuple(factors), context))
        case Apply(operator=_O.NEGATE, arguments=(a,)):
            c, factors = _chain(a, context)
            return negate(c), factors
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if a.shape.is_scalar:
            c, factors = _chain(b, context)
            return (_times(a, c), factors) if not b.shape.is_scalar else (term, [])
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)) if b.shape.is_scalar:
            c, factors = _chain(a, context)
            return _times(c, b), factors
        case Apply(operator=_O.DIVIDE, arguments=(a, b)) if b.shape.is_scalar:
            if a.shape.is_scalar:
                return term, []
            c, factors = _chain(a, context)
            return divide(c, b), factors
        case Apply(operator=_O.IDENTITY):
            return UNIT, []
        case _ if term.shape.is_scalar:
            return term, []
        case _:
            return UNIT, [Factor(term)]


def _times(left: Term, right: Term) -> Term:
    if left == UNIT:
        return right
    return left if right == UNIT else multiply(left, right)
