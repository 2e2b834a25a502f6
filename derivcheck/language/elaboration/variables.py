"""What a derivative is taken by, and what `at` puts a value in the place of.

A declared symbol is a variable already. A defined name becomes one: the body sees the name
instead of its definition, and a `Substitution` outside gives it its value back. So does a
parameter, under a name of its own. An entry `x[i]` is the direction of a unit vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from derivcheck.language import syntax
from derivcheck.language.elaboration import arrays, definitions, names, subscripts
from derivcheck.language.elaboration.complaints import beyond, misuse, unknown_name, written
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.fitting import is_open
from derivcheck.language.elaboration.tables import Definition
from derivcheck.language.elaboration.types import signature
from derivcheck.language.errors import LanguageError
from derivcheck.language.sizes import ONE, SCALAR, Shape
from derivcheck.language.terms import (
    UNIT,
    Entry,
    Index,
    Substitution,
    Term,
    Variable,
    matmul,
    transpose,
    walk,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A variable, the environment in which it is one, and how to leave that again.

    `row` and `column` choose an entry, or with one of them a column or row; None for the whole.
    `value` is what a promoted variable stands for outside; `defined` that it must occur.
    """

    env: Environment
    variable: Variable
    value: Term | None = None
    defined: bool = False
    row: Term | None = None
    column: Term | None = None

    @property
    def shape(self) -> Shape:
        """The shape of what is varied."""
        return self.picked(self.variable).shape

    @property
    def is_part(self) -> bool:
        """Whether only a part of the variable is varied."""
        return self.row is not None or self.column is not None

    @property
    def direction(self) -> Term:
        """The tangent along which a scalar target moves."""
        if not self.is_part:
            return UNIT
        assert self.row is not None
        assert self.column is not None
        rows, columns = self.variable.shape.rows, self.variable.shape.columns
        if columns.is_one:
            return arrays.basis(self.row, rows)
        across = transpose(arrays.basis(self.column, columns))
        return across if rows.is_one else matmul(arrays.basis(self.row, rows), across)

    def picked(self, array: Term) -> Term:
        """The part of something shaped like the variable."""
        if not self.is_part:
            return array
        shape = SCALAR
        if self.row is None:
            shape = Shape(array.shape.rows, ONE)
        elif self.column is None:
            shape = Shape(array.shape.columns, ONE)
        return Entry(shape, array, self.row, self.column)

    def closed(self, term: Term) -> Term:
        """The term outside, where a promoted variable has its value again."""
        if self.value is None:
            return term
        return Substitution(term.shape, term, ((self.variable, self.value),))

    def check_mentioned(self, body: Term, node: syntax.Expression) -> None:
        """A defined name that the body does not mention is a mistake, not a zero."""
        name = self.variable.name
        if self.defined and not any(
            isinstance(part, Variable) and part.name == name for part in walk(body)
        ):
            raise LanguageError(
                "DC201",
                f"{written(node)} does not mention {name.partition('#')[0]}",
                node.span,
                hint="a defined name varies only where other definitions mention it",
            )


def target(env: Environment, node: syntax.Expression, *, integers: bool = False) -> Target:
    """The variable that an expression names."""
    match node:
        case syntax.Name():
            return _named(env, node, integers)
        case syntax.Subscript(base=base):
            found = _member(env, node)
            return found or _entry(env, node, target(env, base))
        case _:
            raise misuse("a variable is a name or a name with subscripts", node.span)


def _named(env: Environment, node: syntax.Name, integers: bool) -> Target:
    tables, name = env.tables, node.name
    local = env.bound.get(name)
    if local is not None:
        if isinstance(local.term, Index):
            raise misuse(f"{name} is a bound index: nothing varies with it", node.span)
        inside, variable = env.with_variable(name, local.term)
        return Target(inside, variable, local.term)
    promoted = env.promoted.get(name)
    if promoted is not None:
        return Target(env, promoted, defined=True)
    if name in tables.definitions:
        return _promoted(env, tables.definitions[name], node)
    if name in tables.sequences:
        raise beyond(f"{name} is a sequence: take a declared symbol", node.span)
    if name in tables.symbols and tables.symbols[name].kind == "index" and not integers:
        raise misuse(f"{name} is an integer: a derivative needs a real variable", node.span)
    if name not in tables.symbols and (name in tables.sizes or name in tables.size_families):
        raise misuse(f"{name} is a size, not a variable", node.span)
    return Target(env, names.symbol(env, node))


def _promoted(env: Environment, definition: Definition, node: syntax.Name) -> Target:
    if definition.parameters:
        raise misuse(f"{node.name} is a function: a derivative is taken by a variable", node.span)
    if definition.indices:
        raise misuse(f"{node.name} needs its subscript: {node.name}[...]", node.span)
    env.tables.used.add(node.name)
    value = definitions.value(env, definition, node)
    if is_open(value.shape):
        raise misuse(f"the size of I is not known in {node.name}: write I(n)", node.span)
    variable = Variable(value.shape, node.name)
    return Target(env.with_promoted(node.name, variable), variable, value, defined=True)


def _member(env: Environment, node: syntax.Subscript) -> Target | None:
    """A member of a family or of an indexed definition; None for an entry."""
    if not isinstance(node.base, syntax.Name) or node.base.name in env.bound:
        return None
    tables, name = env.tables, node.base.name
    if name in tables.definitions:
        definition = tables.definitions[name]
        return _promoted_member(env, definition, node) if definition.indices else None
    if name in tables.sequences:
        raise beyond(f"{name} is a sequence: a derivative needs a declared symbol", node.span)
    if name in tables.symbols and tables.symbols[name].is_family:
        return Target(env, subscripts.family_member(env, tables.symbols[name], node))
    if name not in tables.symbols and not tables.assume_scalars:
        if name in tables.size_families:
            raise misuse(f"{name} is a family of sizes, not a variable", node.span)
        raise unknown_name(name, node.base.span, (*env.bound, *tables.names()))
    return None


def _promoted_member(env: Environment, definition: Definition, node: syntax.Subscript) -> Target:
    """`m[k]` of `m[i]: ...`: this member becomes a variable, the others stay what they are."""
    env.tables.used.add(definition.name)
    indices = subscripts.member_indices(env, node, len(definition.indices))
    promoted = env.members.get(definition.name)
    if promoted is not None:
        if promoted.indices != indices:
            raise beyond(f"derivatives by two members of {definition.name}", node.span)
        return Target(env, promoted.variable, defined=True)
    value = definitions.member(env, definition, indices, node.span)
    inside = env.with_member(definition.name, indices, value.shape)
    return Target(inside, inside.members[definition.name].variable, value, defined=True)


def _entry(env: Environment, node: syntax.Subscript, base: Target) -> Target:
    """An entry, a row or a column of a variable."""
    if base.is_part:
        raise misuse("an entry has no entries", node.span)
    row, column = subscripts.position(env, node, base.variable)
    return replace(base, row=row, column=column)


def whole_family(env: Environment, node: syntax.Expression) -> Variable | None:
    """The family that a bare name stands for in `D(f, W, dW)`; None if it is none."""
    if not isinstance(node, syntax.Name) or node.name in env.bound:
        return None
    symbol = env.tables.symbols.get(node.name)
    if symbol is None or not symbol.is_family or node.name in env.tables.definitions:
        return None
    if node.name in env.tables.sequences:
        return None
    env.tables.used.add(node.name)
    return Variable(signature(env, symbol).shape, node.name, family=True)


def listed(node: syntax.Expression) -> tuple[Sequence[syntax.Expression], bool]:
    """The variables of a list in brackets, or the one; and whether there were brackets."""
    if isinstance(node, syntax.ArrayLiteral):
        return node.entries, True
    return (node,), False
