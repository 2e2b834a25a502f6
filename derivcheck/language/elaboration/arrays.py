"""Arrays written out: `[1, 2, 3]` is a column, `[[1, 2], [3, 4]]` has rows."""

from __future__ import annotations

from derivcheck.language import syntax
from derivcheck.language.elaboration.complaints import clash, misuse, written
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR, Shape, Size
from derivcheck.language.terms import (
    Apply,
    Literal2D,
    Term,
    add,
    constant,
    matmul,
    transpose,
)


def literal(env: Environment, node: syntax.ArrayLiteral) -> Term:
    """A column of scalars, or rows of equal length."""
    nested = [isinstance(entry, syntax.ArrayLiteral) for entry in node.entries]
    if not any(nested):
        return column([_scalar(env, entry) for entry in node.entries])
    if not all(nested):
        raise misuse("either every entry of an array is a row or none is", node.span)
    rows = []
    for row in node.entries:
        assert isinstance(row, syntax.ArrayLiteral)
        if len(row.entries) != len(node.entries[0].entries):  # type: ignore[attr-defined]  # all rows
            raise misuse("the rows of an array have one length", row.span)
        rows.append(tuple(_scalar(env, entry) for entry in row.entries))
    return rectangle(rows)


def _scalar(env: Environment, node: syntax.Expression) -> Term:
    if isinstance(node, syntax.ArrayLiteral):
        raise misuse("arrays have at most two levels of brackets", node.span)
    term = env.term(node)
    if not term.shape.is_scalar:
        hint = "blocks are written as sums, such as kron(basis(1, 2), x) + kron(basis(2, 2), y)"
        message = f"the entries of an array are scalars, and {written(node)} is {term.shape}"
        raise clash("[]", SCALAR, term.shape, message, node.span, hint)
    return term


def column(entries: list[Term]) -> Literal2D:
    """Scalars below each other."""
    return rectangle([(entry,) for entry in entries])


def rectangle(rows: list[tuple[Term, ...]]) -> Literal2D:
    """Rows of scalars."""
    shape = Shape(Size.of(len(rows)), Size.of(len(rows[0])))
    return Literal2D(shape, tuple(rows))


def side_by_side(columns: list[Term]) -> Term:
    """The matrix with these columns: the sum of `v@basis(k, n)'`."""
    if len(columns) == 1:
        return columns[0]
    if all(isinstance(each, Literal2D) for each in columns):
        rows = zip(*(each.rows for each in columns if isinstance(each, Literal2D)), strict=True)
        return rectangle([tuple(entry for (entry,) in row) for row in rows])
    parts = [matmul(each, transpose(_unit(k, len(columns)))) for k, each in enumerate(columns, 1)]
    total: Term = parts[0]
    for part in parts[1:]:
        total = add(total, part)
    return total


def _unit(index: int, size: int) -> Term:
    return basis(constant(index), Size.of(size))


def basis(index: Term, size: Size) -> Term:
    """The unit vector with its 1 at `index`."""
    return Apply(Shape(size, Size.of(1)), Operator.BASIS, (), index)
