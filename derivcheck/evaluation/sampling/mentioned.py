"""Which names the points of an obligation must give a value.

The names of its terms and assumptions, and what their declarations mention in turn: sizes in
shapes, ends of intervals, ranges of families, steps of recurrences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from derivcheck.language.sizes import Shape, Size
from derivcheck.language.terms import (
    Context,
    Declaration,
    HasShape,
    SequenceMember,
    SizeOf,
    Term,
    Tree,
    Unknown,
    Variable,
    children,
)


def nodes(roots: Iterable[Tree]) -> Iterator[Tree]:
    """Every node below the roots, equal subtrees possibly again; the order of reading."""
    stack = list(roots)[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The names that need values, in the order of reading."""

    reals: tuple[Declaration, ...]
    integers: tuple[Declaration, ...]
    functions: tuple[Declaration, ...]
    sizes: tuple[str, ...]
    size_families: tuple[str, ...]
    #: integers that bound a family's range: they stay small
    depths: frozenset[str]
    #: the terms and conditions of recurrences that occur
    recurrences: tuple[Term, ...]


def mentioned(context: Context, roots: Sequence[Tree]) -> Mentioned:
    """The names that occur in the roots, and those that their declarations need."""
    # in the order of reading
    names: dict[str, None] = {}
    shapes: dict[Shape, None] = {}
    todo: list[Tree] = list(roots)
    depths: set[str] = set()
    steps: list[Term] = []
    seen: set[str] = set()
    while todo or names.keys() - seen:
        for node in nodes(todo):
            match node:
                case Variable(name=name) | Unknown(function=name) | SequenceMember(sequence=name):
                    names[name] = None
                case SizeOf(size=size):
                    names.update(_ordered(size))
                case HasShape(sizes=sizes):
                    for size in sizes:
                        names.update(_ordered(size))
            if isinstance(node, Term):
                shapes[node.shape] = None
        todo = []
        for name in [name for name in names if name not in seen]:
            seen.add(name)
            if name in context.declarations:
                todo.extend(_declared(context.declarations[name], shapes, depths))
            elif name in context.recurrences:
                recurrence = context.recurrences[name]
                new = [recurrence.step, *(term for _, term in recurrence.starts)]
                steps.extend(new)
                todo.extend(new)
        for shape in shapes:
            names.update(_ordered(shape.rows))
            names.update(_ordered(shape.columns))
        shapes.clear()
    used = [d for name in names if (d := context.declarations.get(name)) is not None]
    return Mentioned(
        tuple(d for d in used if d.kind == "real"),
        tuple(d for d in used if d.kind == "integer"),
        tuple(d for d in used if d.kind == "function"),
        tuple(sorted(context.sizes & names.keys())),
        tuple(sorted(context.size_families & names.keys())),
        frozenset(depths),
        tuple(steps),
    )


def _ordered(size: Size) -> dict[str, None]:
    return dict.fromkeys(sorted(size.names()))


def _declared(
    declaration: Declaration, shapes: dict[Shape, None], depths: set[str]
) -> Iterator[Tree]:
    shapes.update(dict.fromkeys((declaration.shape, *declaration.arguments)))
    for piece in declaration.pieces:
        yield from (end for end in (piece.low, piece.high) if end is not None)
    yield from declaration.values
    for _, start, stop in declaration.family:
        for node in nodes((start, stop)):
            if isinstance(node, SizeOf):
                depths |= node.size.names()
            elif isinstance(node, Variable):
                depths.add(node.name)
        yield start
        yield stop


def integer_value(size: Size, numbers: dict[str, int], families: dict[str, dict[int, int]]) -> int:
    """The number a polynomial of sizes and indices stands for."""

    def atom(item: object) -> int:
        if isinstance(item, str):
            return numbers[item]
        family = families[item.family]  # type: ignore[attr-defined]
        return family[integer_value(item.index, numbers, families)]  # type: ignore[attr-defined]

    return size.value(atom)
