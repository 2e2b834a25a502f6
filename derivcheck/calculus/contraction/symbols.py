"""The entry of a declared symbol, and what its declaration says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.contraction.bounded import ends
from derivcheck.calculus.contraction.letters import Letter
from derivcheck.calculus.tower import Element, Unsupported
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
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
    if element.is_number() is not None:
        return
    (generator,) = element.generators()
    if generator in low.ranged:
        return
    low.ranged.add(generator)
    least, largest = ends(declaration)
    piece = declaration.pieces[0] if declaration.pieces else None
    if least is not None:
        low.tower.assume(element - least, ">" if piece and not piece.low_closed else ">=")
    if largest is not None:
        low.tower.assume(largest - element, ">" if piece and not piece.high_closed else ">=")


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
