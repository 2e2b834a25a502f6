"""What declarations and assumptions say of scalars, as plain comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from derivcheck.language.operators import Operator
from derivcheck.language.terms import (
    All,
    Apply,
    Comparison,
    Condition,
    Context,
    Variable,
    negate,
)


def told(context: Context) -> Context:
    """The context with the intervals of its scalars among the assumptions, too.

    Bounds of absolute values are said without them.
    """
    more = [*_declared(context), *_unfolded(context.assumptions)]
    new = [condition for condition in more if condition not in context.assumptions]
    return replace(context, assumptions=(*context.assumptions, *new)) if new else context


def _declared(context: Context) -> Iterator[Comparison]:
    for declaration in context.declarations.values():
        if declaration.kind != "real" or not declaration.shape.is_scalar:
            continue
        if declaration.family or declaration.sequence or len(declaration.pieces) != 1:
            continue
        variable, piece = Variable(declaration.shape, declaration.name), declaration.pieces[0]
        if piece.low is not None:
            yield Comparison(">=" if piece.low_closed else ">", variable, piece.low)
        if piece.high is not None:
            yield Comparison("<=" if piece.high_closed else "<", variable, piece.high)


def _unfolded(conditions: Sequence[Condition]) -> Iterator[Comparison]:
    """`abs(u) <= c` says `u <= c` and `-u <= c`; the scalar parts of a conjunction."""
    for condition in conditions:
        match condition:
            case All(parts=parts):
                yield from plain(parts)
            case Comparison() if condition.left.shape.is_scalar:
                found = tuple(plain((condition,)))
                yield from found if len(found) > 1 else ()


def plain(conditions: Sequence[Condition]) -> Iterator[Comparison]:
    """The comparisons that follow, `<` and `<=` only where they are inequalities."""
    for condition in conditions:
        match condition:
            case All(parts=parts):
                yield from plain(parts)
            case Comparison(relation=">" | ">=" as relation, left=a, right=b):
                yield from plain((Comparison("<" if relation == ">" else "<=", b, a),))
            case Comparison(relation="<" | "<=", left=left) if _absolute(left):
                u = left.arguments[0]  # type: ignore[attr-defined]  # by _absolute
                yield replace(condition, left=u)
                yield replace(condition, left=negate(u))
            case Comparison():
                yield condition


def _absolute(term: object) -> bool:
    return isinstance(term, Apply) and term.operator is Operator.ABS
