"""Terms as elements of one tower in which the assumptions of a context are known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from derivcheck.calculus.contraction.assumptions import assume
from derivcheck.calculus.contraction.lowering import Lowering
from derivcheck.calculus.contraction.signs import KernelSigns
from derivcheck.calculus.differentials import eliminate
from derivcheck.calculus.tower import Tower
from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Condition,
    Context,
    Term,
    matmul,
    operands,
    transpose,
)


def lowered(context: Context, terms: Iterable[Term]) -> Lowering:
    """A lowering for these terms; raises `Refusal` where an assumption cannot be said."""
    signs = KernelSigns(None)
    low = Lowering(context, Tower(signs), tuple(eliminate(term) for term in terms))
    signs.algebra = low.algebra
    assume(low, ())
    for assumption in context.assumptions:
        _nonzero(low, assumption)
    return low


def _nonzero(low: Lowering, assumption: Condition) -> None:
    """A column that is not 0 has a positive square, and so has v where A v is not 0."""
    match assumption:
        case Comparison(relation="!=", left=column, right=Apply(operator=Operator.ZEROS)):
            if column.shape.is_column and not column.shape.is_scalar:
                factors = list(operands(column, Operator.MATMUL))
                for start in range(len(factors)):
                    end = reduce(matmul, factors[start:])
                    square = eliminate(matmul(transpose(end), end))
                    low.tower.assume(low.entry(square), ">")
