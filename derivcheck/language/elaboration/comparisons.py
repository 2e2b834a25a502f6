"""Relations between two expressions: the shapes both sides need."""

from __future__ import annotations

from typing import Literal, cast

from derivcheck.language.elaboration.complaints import clash, misuse
from derivcheck.language.elaboration.fitting import has_open_size, is_zero, matched, widened
from derivcheck.language.positions import Span
from derivcheck.language.terms import Comparison, Term, zeros

Relation = Literal["=", "!=", "<", "<=", ">", ">="]

ORDERS = frozenset({"<", "<=", ">", ">="})
_QUADRATIC = "for a matrix say x'@A@x >= 0 with x: vector[n]"


def relate(
    relation: str,
    left: Term,
    right: Term,
    span: Span,
    *,
    entrywise: bool = False,
    may_be_open: bool = True,
) -> Comparison:
    """`left relation right`; a literal 0 fits every shape.

    With `entrywise` (conditions of cases) any relation takes a scalar beside an array; else
    only the orders do, beside a vector, and an order between matrices has no meaning. Where no
    identity was left without a size `may_be_open` saves the search for one.
    """
    sides = _in_one_shape(relation, left, right, entrywise)
    if sides is None:
        raise _differ(relation, left, right, span)
    shape = sides[0].shape
    if relation in ORDERS and not (entrywise or shape.is_column or shape.is_row):
        message = f"{relation} compares numbers or vectors, and this is {shape}"
        raise clash(relation, left.shape, right.shape, message, span, _QUADRATIC)
    left, right = sides
    if may_be_open and (has_open_size(left) or has_open_size(right)):
        raise misuse("the size of I is not known here", span, "write I(n)")
    return Comparison(cast(Relation, relation), left, right)


def _in_one_shape(
    relation: str, left: Term, right: Term, entrywise: bool
) -> tuple[Term, Term] | None:
    if left.shape == right.shape:
        return left, right
    if is_zero(right):
        return left, zeros(left.shape)
    if is_zero(left):
        return zeros(right.shape), right
    if left.shape.is_scalar or right.shape.is_scalar:
        if not entrywise and relation not in ORDERS:
            return None
        shape = right.shape if left.shape.is_scalar else left.shape
        return widened(left, shape), widened(right, shape)
    return matched(left, right)


def _differ(relation: str, left: Term, right: Term, span: Span) -> Exception:
    hint = None
    if left.shape.is_scalar or right.shape.is_scalar:
        array = right.shape if left.shape.is_scalar else left.shape
        if array.is_column:
            hint = f"a number in every entry is c*ones({array.rows})"
        else:
            everywhere = f"c*ones({array.rows}, {array.columns})"
            hint = f"a number on the diagonal is c*I, in every entry {everywhere}"
    elif left.shape == right.shape.transposed:
        hint = "one side is the transpose of the other"
    message = f"the left side is {_a(left)} and the right side is {_a(right)}: cannot compare"
    return clash(relation, left.shape, right.shape, message, span, hint)


def _a(term: Term) -> str:
    return "a scalar" if term.shape.is_scalar else str(term.shape)
