"""The assumptions of a claim and the declared ranges of its symbols, told to the tower."""

from __future__ import annotations

from derivcheck.calculus.contraction import matrices
from derivcheck.calculus.contraction.completion import relate
from derivcheck.calculus.contraction.lowering import Lowering
from derivcheck.calculus.tower import Refusal
from derivcheck.language.terms import All, Comparison, Condition


def assume(low: Lowering) -> None:
    """Let every scalar inequality of the context hold."""
    for assumption in low.context.assumptions:
        _assume(low, assumption)


def _assume(low: Lowering, condition: Condition) -> None:
    match condition:
        case All(parts=parts):
            for part in parts:
                _assume(low, part)
        case Comparison(relation=relation, left=left, right=right):
            try:
                if relation == "=":
                    _equal(low, condition)
                if relation == "=" or not (left.shape.is_scalar and right.shape.is_scalar):
                    return
                gap = low.number(left, low.top) - low.number(right, low.top)
                if gap.is_number() is None:
                    low.tower.assume(gap, relation)
            except (Refusal, ZeroDivisionError):
                return


def _equal(low: Lowering, condition: Comparison) -> None:
    """Let words be replaced by what an equation between arrays says."""
    shape = low.shape(condition.left, low.top)
    gap = low.whole(condition.left, low.top) - low.whole(condition.right, low.top)
    combination = matrices.words(low.algebra, gap, shape.rows, shape.columns)
    if combination:
        relate(low.algebra.rewriting, combination)
