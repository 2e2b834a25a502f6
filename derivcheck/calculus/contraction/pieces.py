"""Case distinctions: conditions as elements that are 1 where they hold and 0 elsewhere.

A branch is lowered at all points, also where it is not chosen; therefore only branches whose
operators have values everywhere are supported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.contraction.indicators import holds
from derivcheck.calculus.tower import Element, Unsupported
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Constant,
    Derivative,
    Limit,
    Negation,
    Piecewise,
    SequenceMember,
    SizeOf,
    Substitution,
    Term,
    Tree,
    as_size,
    walk,
)

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering, Scope

_O = Operator
#: operators that have no value for some arguments
PARTIAL = frozenset(
    {
        *(_O.LOG, _O.SQRT, _O.TAN, _O.SEC, _O.CSC, _O.COT, _O.ASIN, _O.ACOS, _O.ACOSH, _O.ATANH),
        *(_O.CSCH, _O.COTH, _O.GAMMA, _O.INVERSE, _O.LOGDET, _O.CONVOLUTION),
    }
)


def total(node: Tree) -> bool:
    """Whether every part has a value at every point."""
    return all(total_itself(part) for part in walk(node))


def total_itself(node: Tree) -> bool:
    """Whether a node has a value wherever its parts have."""
    match node:
        case Apply(operator=Operator.DIVIDE, arguments=(_, divisor)):
            return isinstance(divisor, SizeOf) or _nonzero(divisor)
        case Apply(operator=Operator.POWER, arguments=(_, exponent)):
            return isinstance(exponent, Constant) and _natural(exponent)
        case Apply(operator=Operator.MATRIX_POWER, parameter=exponent):
            return isinstance(exponent, Constant) and _natural(exponent)
        case Apply(operator=operator):
            return operator not in PARTIAL
        case Derivative() | Limit() | SequenceMember() | Substitution():
            return False
        case Piecewise(otherwise=otherwise):
            return otherwise is not None
    return True


def _nonzero(term: Term) -> bool:
    return isinstance(term, Constant) and term.value != 0


def _natural(term: Constant) -> bool:
    return term.value.denominator == 1 and term.value >= 0


def entry(low: Lowering, term: Piecewise, row: Size, column: Size, scope: Scope) -> Element:
    """The first branch whose condition holds; where none does there is no value."""
    branches = [(condition, value) for condition, value in term.branches]
    rest = term.otherwise
    if rest is None:
        if not branches:
            raise Unsupported("a value that is nowhere defined")
        _, rest = branches.pop()
    if not all(total(part) for condition, value in branches for part in (condition, value)):
        raise Unsupported("a branch that need not have a value everywhere")
    if not total(rest):
        raise Unsupported("a branch that need not have a value everywhere")
    result, open_ = low.algebra.zero, low.algebra.one
    for condition, value in branches:
        chosen = truth(low, condition, row, column, scope)
        result = result + open_ * chosen * low.entry(value, row, column, scope)
        open_ = open_ * (1 - chosen)
    return result + open_ * low.entry(rest, row, column, scope)


def truth(low: Lowering, condition: Condition, row: Size, column: Size, scope: Scope) -> Element:
    """1 where the condition holds at this entry, else 0."""
    match condition:
        case Comparison():
            return _comparison(low, condition, row, column, scope)
        case All(parts=parts):
            result = low.algebra.one
            for part in parts:
                result = result * truth(low, part, row, column, scope)
            return result
        case Any(parts=parts):
            result = low.algebra.one
            for part in parts:
                result = result * (1 - truth(low, part, row, column, scope))
            return 1 - result
        case Negation(part=part):
            return 1 - truth(low, part, row, column, scope)
    raise Unsupported(f"a case distinction by {type(condition).__name__}")


def _comparison(
    low: Lowering, condition: Comparison, row: Size, column: Size, scope: Scope
) -> Element:
    left, right = _integer(low, condition.left, scope), _integer(low, condition.right, scope)
    if left is None or right is None:
        a = low.entry(condition.left, row, column, scope)
        b = low.entry(condition.right, row, column, scope)
        return holds(low.algebra, condition.relation, a - b)
    facts, gap = low.algebra.facts, left - right
    one = Size.of(1)
    match condition.relation:
        case "=":
            return low.algebra.delta(left, right)
        case "!=":
            return 1 - low.algebra.delta(left, right)
        case "<" | ">=":
            yes, no = -gap - one, gap
        case "<=" | ">":
            yes, no = -gap, gap - one
    if facts.nonnegative(yes):
        return low.algebra.one if condition.relation in ("<", "<=") else low.algebra.zero
    if facts.nonnegative(no):
        return low.algebra.zero if condition.relation in ("<", "<=") else low.algebra.one
    raise Unsupported(f"whether {left} {condition.relation} {right} is not known")


def _integer(low: Lowering, term: Term, scope: Scope) -> Size | None:
    size = as_size(term) if term.shape.is_scalar else None
    if size is None or size.names() & scope.values.keys():
        return None
    size = size.replace(scope.indices)
    return size if low.algebra.facts.integers(size) else None
