"""Constraints of types: intervals, finite sets, structure, the ranges of families."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.language import syntax
from derivcheck.language.elaboration.complaints import beyond, misuse, written
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.tables import Symbol
from derivcheck.language.elaboration.types import family_environment, signature
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
    Any,
    Comparison,
    Condition,
    Constant,
    Declaration,
    Piece,
    Term,
    integer,
)

EVERYTHING = Piece(None, None)


def declaration(env: Environment, symbol: Symbol) -> Declaration:
    """All that `symbols:` says of a name."""
    sign = signature(env, symbol)
    with symbol.type.reading() as tree:
        inside = family_environment(env, symbol)
        pieces, values = _restriction(inside, tree)
        ranges = {bounds.index: bounds for bounds in tree.ranges}
        family = tuple(
            (name, inside.integer(bounds.start), inside.integer(bounds.stop))
            for name in sign.indices
            if (bounds := ranges.get(name.partition("#")[0])) is not None
        )
    structure = set(tree.words)
    if "positive definite" in structure:
        structure.add("symmetric")
    return Declaration(
        symbol.name,
        sign.kind,
        sign.shape,
        frozenset(structure),
        pieces,
        values,
        family,
        sign.arguments,
        bool(sign.indices) and not family,
        sign.indices,
    )


def _restriction(
    env: Environment, tree: syntax.TypeSyntax
) -> tuple[tuple[Piece, ...], tuple[Term, ...]]:
    """The intervals and the finite set that each entry belongs to."""
    pieces: list[Piece] = []
    values: list[Term] = []
    for part in tree.union:
        match part:
            case syntax.Finite(values=nodes):
                values += [_number(env, node) for node in nodes]
            case syntax.Interval(low=low, high=high):
                ends = _end(env, low), _end(env, high)
                pieces.append(Piece(*ends, part.low_closed, part.high_closed))
            case syntax.Range(start=start, stop=stop, descending=descending):
                first, last = (stop, start) if descending else (start, stop)
                pieces.append(Piece(env.integer(first), env.integer(last), True, True))
    if tree.bounds:
        if values:
            raise misuse("a finite set needs no further bounds", tree.span)
        for relation, node in tree.bounds:
            pieces = _bounded(pieces or [EVERYTHING], relation, _number(env, node), node)
    return tuple(pieces), tuple(values)


def _number(env: Environment, node: syntax.Expression) -> Term:
    term = env.term(node)
    if not term.shape.is_scalar:
        raise misuse(f"a bound is a number, and {written(node)} is {term.shape}", node.span)
    return term


def _end(env: Environment, node: syntax.Expression) -> Term | None:
    """The end of an interval; None if it is infinite."""
    match node:
        case syntax.Name(name="oo") | syntax.Negative(operand=syntax.Name(name="oo")):
            return None
        case _:
            return _number(env, node)


def _bounded(
    pieces: Sequence[Piece], relation: str, bound: Term, node: syntax.Expression
) -> list[Piece]:
    """The pieces cut by one bound."""
    above = Piece(bound, None, relation == ">=")
    below = Piece(None, bound, False, relation == "<=")
    match relation:
        case ">" | ">=":
            halves = [above]
        case "<" | "<=":
            halves = [below]
        case _:
            halves = [below, above]
    cut = (_intersection(piece, half, node) for piece in pieces for half in halves)
    return [piece for piece in cut if piece is not None]


def _intersection(one: Piece, other: Piece, node: syntax.Expression) -> Piece | None:
    """What two intervals share; None if that is empty."""
    low, low_closed = one.low, one.low_closed
    high, high_closed = one.high, one.high_closed
    if other.low is not None and (low is None or _at_most(low, other.low, node)):
        low_closed = other.low_closed and (low != other.low or low_closed)
        low = other.low
    if other.high is not None and (high is None or _at_most(other.high, high, node)):
        high_closed = other.high_closed and (high != other.high or high_closed)
        high = other.high
    if isinstance(low, Constant) and isinstance(high, Constant):
        closed = low_closed and high_closed
        if low.value > high.value or (low.value == high.value and not closed):
            return None
    return Piece(low, high, low_closed, high_closed)


def _at_most(left: Term, right: Term, node: syntax.Expression) -> bool:
    if isinstance(left, Constant) and isinstance(right, Constant):
        return left.value <= right.value
    if left == right:
        return True
    raise beyond("write these bounds under given:, they cannot be joined here", node.span)


def size_conditions(env: Environment, symbol: Symbol) -> tuple[Condition, ...]:
    """What `n: size >= 2` assumes."""
    if symbol.is_family:
        return ()
    with symbol.type.reading() as tree:
        size = integer(Size.of(symbol.name))
        found: list[Condition] = [
            Comparison(relation, size, _number(env, node))  # type: ignore[arg-type]  # the parser's
            for relation, node in tree.bounds
        ]
        pieces, values = _restriction(env, tree) if tree.union and not tree.bounds else ((), ())
    if values:
        found.append(Any(tuple(Comparison("=", size, value) for value in values)))
    for piece in pieces[:1] if len(pieces) == 1 else ():
        if piece.low is not None:
            found.append(Comparison(">=" if piece.low_closed else ">", size, piece.low))
        if piece.high is not None:
            found.append(Comparison("<=" if piece.high_closed else "<", size, piece.high))
    return tuple(found)
