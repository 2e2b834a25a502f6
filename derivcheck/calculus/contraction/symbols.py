"""The entry of a declared symbol, and what its declaration says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from derivcheck.calculus.contraction.letters import Letter
from derivcheck.calculus.tower import Element, Unsupported
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
    Apply,
    Constant,
    Declaration,
    SequenceMember,
    Term,
    Variable,
    as_size,
)

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.lowering import Lowering, Scope


def variable(low: Lowering, term: Variable, row: Size, column: Size, scope: Scope) -> Element:
    """The entry of a symbol, or of what is substituted for it."""
    if term.name in scope.values and not term.indices:
        value, outside = scope.values[term.name]
        return low.entry(value, row, column, outside)
    if term.family:
        raise Unsupported("a whole family is no matrix")
    indices = tuple(low.index(index, scope) for index in term.indices)
    declaration = low.context.declarations.get(term.name)
    if declaration is not None and declaration.kind == "integer":
        size = as_size(term)
        assert size is not None
        return low.algebra.number(low.size(size, scope))
    if declaration is not None and "diagonal" in declaration.structure:
        place = low.algebra.scalar(term.name, (*indices, row))
        return low.algebra.delta(row, column) * place
    element = _symbol(low, _letter(low, term.name, term, indices, scope), row, column)
    if declaration is not None:
        _within(low, element, declaration)
    return element


def member(low: Lowering, term: SequenceMember, row: Size, column: Size, scope: Scope) -> Element:
    """The entry of a member of a sequence, which is known by name only."""
    index = low.index(term.index, scope)
    return _symbol(low, _letter(low, term.sequence, term, (index,), scope), row, column)


def _within(low: Lowering, element: Element, declaration: Declaration) -> None:
    """Let an entry lie between the ends of its declared range."""
    (generator,) = element.generators()
    if generator in low.ranged:
        return
    low.ranged.add(generator)
    for sign, end, closed in _ends(declaration):
        if (value := _number(end)) is not None:
            gap = sign * (element - value.value)
            low.tower.assume(gap, ">=" if closed else ">")


def _ends(declaration: Declaration) -> Iterator[tuple[Literal[1, -1], Term | None, bool]]:
    """Lower and upper ends, and whether they are reached."""
    if len(declaration.pieces) == 1:
        (piece,) = declaration.pieces
        yield 1, piece.low, piece.low_closed
        yield -1, piece.high, piece.high_closed
    numbers = [number for number in map(_number, declaration.values) if number is not None]
    if numbers and len(numbers) == len(declaration.values):
        yield 1, min(numbers, key=lambda number: number.value), True
        yield -1, max(numbers, key=lambda number: number.value), True


def _number(term: Term | None) -> Constant | None:
    match term:
        case Constant():
            return term
        case Apply(operator=Operator.NEGATE, arguments=(Constant(shape=shape, value=value),)):
            return Constant(shape, -value)
    return None


def _letter(
    low: Lowering, name: str, term: Term, indices: tuple[Size, ...], scope: Scope
) -> Letter:
    declaration = low.context.declarations.get(name)
    structure = declaration.structure if declaration is not None else frozenset()
    shape = low.shape(term, scope)
    return Letter(
        "array",
        name,
        shape.rows,
        shape.columns,
        indices,
        symmetric=bool(structure & {"symmetric", "positive definite"}),
        orthogonal="orthogonal" in structure and shape.rows == shape.columns,
    )


def _symbol(low: Lowering, letter: Letter, row: Size, column: Size) -> Element:
    if letter.rows.is_one and letter.columns.is_one:
        return low.algebra.scalar(letter.name, letter.indices)
    return low.algebra.path((letter,), row, column)
