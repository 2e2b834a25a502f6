"""What a proposition's names mean: all that is reachable from the names it uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from derivcheck.language.elaboration.constraints import declaration, size_conditions
from derivcheck.language.elaboration.environment import Environment
from derivcheck.language.elaboration.sequences import check_order, recurrence
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR, Member, Shape, Size
from derivcheck.language.terms import (
    Apply,
    Condition,
    Context,
    Declaration,
    HasShape,
    Recurrence,
    SequenceMember,
    SizeOf,
    Tree,
    Unknown,
    Variable,
    walk,
)

_SIZED = frozenset({Operator.IDENTITY, Operator.ONES, Operator.ZEROS, Operator.BASIS})


class _Collector:
    """Declarations and recurrences by name, found by following every mention."""

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.declarations: dict[str, Declaration] = {}
        self.recurrences: dict[str, Recurrence] = {}
        self.assumptions: list[Condition] = []
        self.sizes: set[str] = set()
        self.families: set[str] = set()
        self.seen: set[str] = set()

    def follow(self, node: Tree) -> None:
        """Everything a term or condition mentions."""
        for part in walk(node):
            match part:
                case Variable(name=name) | Unknown(function=name):
                    self.name(name)
                case SequenceMember(sequence=name, shape=shape):
                    self.shape(shape)
                    self.sequence(name)
                case SizeOf(size=size):
                    self.size(size)
                case Apply(operator=operator, shape=shape) if operator in _SIZED:
                    self.shape(shape)
                case HasShape(sizes=sizes):
                    for size in sizes:
                        self.size(size)

    def name(self, name: str) -> None:
        """A symbol, its shape and its constraints; bound and promoted names have none."""
        if name in self.seen:
            return
        self.seen.add(name)
        tables = self.env.tables
        symbol = tables.symbols.get(name)
        if symbol is None:
            if name in tables.assumed:
                self.declarations[name] = Declaration(name, "real", SCALAR)
            return
        if symbol.kind == "size":
            self.assumptions += size_conditions(self.env, symbol)
            return
        if name in tables.definitions:
            return
        made = declaration(self.env, symbol)
        self.declarations[name] = made
        for shape in (made.shape, *made.arguments):
            self.shape(shape)
        for piece in made.pieces:
            for end in (piece.low, piece.high):
                if end is not None:
                    self.follow(end)
        for value in made.values:
            self.follow(value)
        for _, start, stop in made.family:
            self.follow(start)
            self.follow(stop)

    def sequence(self, name: str) -> None:
        """The starts and the step of a sequence."""
        if name in self.recurrences:
            return
        made = recurrence(self.env, self.env.tables.sequences[name])
        if made is not None:
            self.recurrences[name] = made
            for _, start in made.starts:
                self.follow(start)
            self.follow(made.step)

    def shape(self, shape: Shape) -> None:
        """The sizes of a shape."""
        self.size(shape.rows)
        self.size(shape.columns)

    def size(self, size: Size) -> None:
        """The names in a size; a declared index may be one of them."""
        for atom in size.atoms():
            if isinstance(atom, Member):
                self.families.add(atom.family)
                self.size(atom.index)
            elif "#" not in atom:
                if atom in self.env.tables.sizes:
                    self.sizes.add(atom)
                self.name(atom)


def context(
    env: Environment,
    nodes: Iterable[Tree],
    assumptions: tuple[Condition, ...],
    requested: Mapping[str, tuple[int, ...]],
) -> Context:
    """Declarations, recurrences, sizes and assumptions behind the nodes."""
    found = _Collector(env)
    for node in (*nodes, *assumptions):
        found.follow(node)
    check_order(env, found.recurrences)
    return Context(
        found.declarations,
        found.recurrences,
        (*assumptions, *found.assumptions),
        frozenset(found.sizes),
        frozenset(found.families),
        tuple((name, sizes) for name, sizes in requested.items() if name in found.sizes),
    )
