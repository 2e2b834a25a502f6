"""Subscripts: members of families, sequences and indexed definitions, entries of arrays."""

from __future__ import annotations

from derivcheck.language import syntax
from derivcheck.language.elaboration import definitions, sequences
from derivcheck.language.elaboration.complaints import beyond, clash, misuse, written
from derivcheck.language.elaboration.definitions import counted
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.tables import Definition, Symbol
from derivcheck.language.elaboration.types import signature
from derivcheck.language.positions import Span
from derivcheck.language.sizes import ONE, SCALAR, Member, Shape, Size
from derivcheck.language.terms import (
    UNIT,
    All,
    Comparison,
    Entry,
    Piecewise,
    SizeOf,
    Term,
    Variable,
    as_size,
)


def subscript(env: Environment, node: syntax.Subscript) -> Term:
    """`x[i]`, `A[i, j]`, `A[i, :]`, `W[k]`, `v[t]`."""
    if isinstance(node.base, syntax.Name) and node.base.name not in env.bound:
        member = named_member(env, node.base.name, node)
        if member is not None:
            return member
    return entry(env, node, env.term(node.base))


def named_member(env: Environment, name: str, node: syntax.Subscript) -> Term | None:
    """A member of what the name declares; None if the name is an array by itself."""
    tables = env.tables
    if name in tables.definitions and tables.definitions[name].indices:
        return _defined_member(env, tables.definitions[name], node)
    if name in tables.definitions:
        return None
    if name in tables.sequences:
        (index,) = member_indices(env, node, 1)
        return sequences.member(env, tables.sequences[name], index, node.span)
    if name in tables.symbols and tables.symbols[name].kind != "size":
        symbol = tables.symbols[name]
        return family_member(env, symbol, node) if symbol.is_family else None
    if name in tables.size_families:
        return SizeOf(SCALAR, Size.of(Member(name, env.size(node.indices[0], "a subscript"))))
    return None


def _defined_member(env: Environment, definition: Definition, node: syntax.Subscript) -> Term:
    """`m[i]` of `m[i]: ...`, one member of which may be a variable of its own here."""
    env.tables.used.add(definition.name)
    indices = member_indices(env, node)
    promoted = env.members.get(definition.name)
    if promoted is not None and promoted.indices == indices:
        return promoted.variable
    value = definitions.member(env, definition, indices, node.span)
    if promoted is None or any(map(_apart, indices, promoted.indices)):
        return value
    if value.shape != promoted.variable.shape:
        raise beyond(f"the members of {definition.name} differ in shape", node.span)
    same = tuple(Comparison("=", *pair) for pair in zip(indices, promoted.indices, strict=True))
    here = same[0] if len(same) == 1 else All(same)
    return Piecewise(value.shape, ((here, promoted.variable),), value)


def _apart(one: Term, other: Term) -> bool:
    """Whether two subscripts differ, whatever the sizes and indices are."""
    here, there = as_size(one), as_size(other)
    return here is not None and there is not None and (here - there).constant not in (None, 0)


def member_indices(
    env: Environment, node: syntax.Subscript, number: int | None = None
) -> tuple[Term, ...]:
    """Subscripts that choose a member: integers, no `:`."""
    if number is not None and len(node.indices) != number:
        base = written(node.base)
        raise misuse(
            f"{base} takes {counted(number, 'subscript')}, not {len(node.indices)}",
            node.span,
            f"an entry of a member is {base}[k][i, j]",
        )
    for index in node.indices:
        if isinstance(index, syntax.Whole):
            raise misuse("`:` takes a row or a column of a matrix", index.span)
    return tuple(env.integer(index, "a subscript") for index in node.indices)


def family_member(env: Environment, symbol: Symbol, node: syntax.Subscript) -> Variable:
    """`W[k]`, its shape that of the declaration with k in it."""
    env.tables.used.add(symbol.name)
    sign = signature(env, symbol)
    indices = member_indices(env, node, len(sign.indices))
    sizes = {
        name: size
        for name, index in zip(sign.indices, indices, strict=True)
        if (size := as_size(index)) is not None
    }
    mentioned = sign.shape.rows.names() | sign.shape.columns.names()
    if mentioned & (set(sign.indices) - sizes.keys()):
        raise misuse("the size of this member cannot be told from its subscript", node.span)
    for name, first, last in sign.ranges:
        size = sizes.get(name, first)
        below, above = (first - size).constant, (size - last).constant
        if (below is not None and below > 0) or (above is not None and above > 0):
            message = f"{symbol.name} runs from {first} to {last}: there is no {written(node)}"
            raise clash("[]", sign.shape, SCALAR, message, node.span)
    shape = sign.shape.replace(sizes)
    return Variable(shape, symbol.name, indices)


# Entries ----------------------------------------------------------------------------------


def entry(env: Environment, node: syntax.Subscript, base: Term) -> Term:
    """An entry, a row or a column of an array."""
    row, column = position(env, node, base)
    if row is None and column is None:
        return base
    if row is None:
        return Entry(Shape(base.shape.rows, ONE), base, None, column)
    if column is None:
        return Entry(Shape(base.shape.columns, ONE), base, row, None)
    return Entry(SCALAR, base, row, column)


def position(
    env: Environment, node: syntax.Subscript, base: Term
) -> tuple[Term | None, Term | None]:
    """Row and column that the subscripts name; None for all of them."""
    shape = base.shape
    if shape.is_scalar:
        hint = "declare it as a vector or a family" if isinstance(base, Variable) else None
        what = f"{written(node.base)} is a scalar: it has no entries"
        raise clash("[]", shape, shape, what, node.span, hint)
    if len(node.indices) == 2:
        rows, columns = node.indices
        row = _place(env, node, rows, shape.rows, shape)
        column = _place(env, node, columns, shape.columns, shape)
        if row is None and column is not None and shape.is_row:
            return UNIT, column
        if column is None and row is not None and shape.is_column:
            return row, UNIT
        return row, column
    if len(node.indices) != 1 or not (shape.is_column or shape.is_row):
        base_text = written(node.base)
        needed = "one subscript" if shape.is_column else "two subscripts"
        hint = None if shape.is_column else f"{base_text}[i, j] or {base_text}[i, :]"
        message = f"{base_text} is {shape}: it takes {needed}"
        raise clash("[]", shape, SCALAR, message, node.span, hint)
    (index,) = node.indices
    if shape.is_column:
        place = _place(env, node, index, shape.rows, shape)
        return (place, UNIT) if place is not None else (None, None)
    place = _place(env, node, index, shape.columns, shape)
    return (UNIT, place) if place is not None else (None, None)


def _place(
    env: Environment, node: syntax.Subscript, index: syntax.Expression, size: Size, shape: Shape
) -> Term | None:
    if isinstance(index, syntax.Whole):
        return None
    term = env.integer(index, "a subscript")
    at = as_size(term)
    if at is not None:
        beyond = (at - size).constant
        if (at.constant is not None and at.constant < 1) or (beyond is not None and beyond > 0):
            raise _outside(node, index.span, at, size, shape)
    return term


def _outside(node: syntax.Subscript, span: Span, at: Size, size: Size, shape: Shape) -> Exception:
    message = f"{written(node.base)} is {shape}: its subscripts run from 1 to {size}, not to {at}"
    if at.constant is not None and at.constant < 1:
        message = f"subscripts count from 1, and this one is {at}"
    return clash("[]", shape, SCALAR, message, span)
