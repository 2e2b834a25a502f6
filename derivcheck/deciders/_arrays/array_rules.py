"""Rules for equations between arrays, D standing for left minus right.

D2 = M D1 or D1 M for a matrix M found in the claim: a multiple of 0 is 0. norm(D2)^2 = <W, D1>
for an array W found in D1: real squares vanish only together.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from derivcheck.deciders._arrays.multiples import holds, multiple
from derivcheck.deciders._arrays.ratios import ratio
from derivcheck.deciders._facts.structures import declared_invertible
from derivcheck.language.obligations import equation
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Context,
    Term,
    Tree,
    apply,
    matmul,
    scalar_of,
    transpose,
    walk,
)

#: matrices tried as a factor
_MOST = 24


def multiplied(first: Term, second: Term, context: Context) -> str | None:
    """D2 = M D1 or D2 = D1 M, up to a number; M has a value wherever the claim has."""
    if first.shape.is_scalar:
        return None
    for matrix in islice(_factors(first, second, context), _MOST):
        for a, b, side in ((matrix, first, "left"), (first, matrix, "right")):
            if a.shape.columns != b.shape.rows:
                continue
            if (a.shape.rows, b.shape.columns) != (second.shape.rows, second.shape.columns):
                continue
            if multiple(second, matmul(a, b), context) is not None:
                return f"multiply from the {side}"
    return None


def _factors(first: Term, second: Term, context: Context) -> Iterator[Term]:
    """Matrices of the claim, their transposes, and inverses that exist."""
    for part in dict.fromkeys((*_matrices(second), *_matrices(first))):
        if declared_invertible(part, context):
            yield apply(Operator.INVERSE, part)
        yield part
        yield transpose(part)


def _matrices(node: Tree) -> Iterator[Term]:
    for part in walk(node):
        if isinstance(part, Term) and not part.shape.is_scalar and not part.shape.is_column:
            yield part


def squares(first: Term, second: Term, context: Context) -> str | None:
    """norm(D2)^2 = c <W, D1> with a part W of D1, the trace of D1, or a multiple of D1."""
    square = _inner(second, second)
    for product in _products(first):
        found = holds(equation(square, product), context)
        if not found:
            factor = ratio(square, product, context, ())
            found = factor is not None and factor.defined
        if found:
            return "its norm squared is a multiple of the premise"
    return None


def _products(first: Term) -> Iterator[Term]:
    """Scalars that vanish with D1."""
    if first.shape.is_scalar:
        yield first
        return
    if first.shape.rows == first.shape.columns:
        yield scalar_of(Operator.TRACE, first)
    for part in dict.fromkeys(walk(first)):
        if isinstance(part, Term) and part.shape == first.shape:
            yield _inner(part, first)


def _inner(a: Term, b: Term) -> Term:
    """The sum of the products of the entries."""
    product = matmul(transpose(a), b)
    return product if product.shape.is_scalar else scalar_of(Operator.TRACE, product)


def inverse_exists(part: Tree, premise: Comparison) -> bool:
    """Whether the premise U V = I says that the inverse of U, or of V, exists."""
    if not (isinstance(part, Apply) and part.operator is Operator.INVERSE):
        return False
    for side, other in ((premise.left, premise.right), (premise.right, premise.left)):
        match side, other:
            case (
                Apply(operator=Operator.MATMUL, arguments=factors),
                Apply(operator=Operator.IDENTITY),
            ):
                return part.arguments[0] in factors
    return False
