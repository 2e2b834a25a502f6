"""Rules for equations between arrays, D standing for left minus right.

D2 = M D1 or D1 M for a matrix M found in the claim: a multiple of 0 is 0. norm(D2)^2 = <W, D1>
for an array W found in D1: real squares vanish only together.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from derivcheck.deciders import normal_form
from derivcheck.deciders._arrays.ratios import ratio
from derivcheck.deciders._facts.structures import declared_invertible
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.rationals import Rationals
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.obligations import Outcome, equation
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Context,
    Term,
    Tree,
    apply,
    matmul,
    negate,
    scalar_of,
    transpose,
    walk,
)

#: matrices tried as a factor
_MOST = 24
_POINTS, _SEED = 4, 1


def holds(left: Term, right: Term, context: Context) -> bool:
    """Whether the normal form proves an equality."""
    return normal_form.prove(equation(left, right), context).outcome is Outcome.PROVED


def multiplied(first: Term, second: Term, context: Context) -> str | None:
    """D2 = M D1 or D2 = D1 M, up to the sign; M has a value wherever the claim has."""
    if first.shape.is_scalar:
        return None
    seen = _Seen(first, second, context)
    for matrix in islice(_factors(first, second, context), _MOST):
        for a, b, side in ((matrix, first, "left"), (first, matrix, "right")):
            if a.shape.columns != b.shape.rows:
                continue
            if (a.shape.rows, b.shape.columns) != (second.shape.rows, second.shape.columns):
                continue
            product = matmul(a, b)
            if any(
                seen.equal(second, each) and holds(second, each, context)
                for each in (product, negate(product))
            ):
                return f"multiply from the {side}"
    return None


class _Seen:
    """Points at which an equality that does not hold is seen to fail."""

    def __init__(self, first: Term, second: Term, context: Context) -> None:
        sampled = admissible(context, (first, second), _SEED, _POINTS, purpose="agree")
        points = sorted(sampled.points, key=lambda point: -sum(point.sizes.values()))
        self.evaluators = [Evaluator(Rationals(), context, point) for point in points[:_POINTS]]

    def equal(self, left: Term, right: Term) -> bool:
        """False where a difference was seen."""
        for evaluator in self.evaluators:
            try:
                if evaluator.value(left) != evaluator.value(right):
                    return False
            except (NoValue, Undetermined, Unsupported, LookupError):
                continue
        return True


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
        found = holds(square, product, context)
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
