"""Terms, conditions and declarations of the engine as the plain trees of certificates."""

from __future__ import annotations

from typing import Any

from derivcheck.language.sizes import Member, Shape, Size
from derivcheck.language.terms import (
    All,
    Apply,
    Comparison,
    Condition,
    Constant,
    Context,
    Declaration,
    Derivative,
    Entry,
    ForRange,
    Index,
    Iterated,
    Literal2D,
    Negation,
    Pi,
    Piecewise,
    Recurrence,
    SequenceMember,
    SizeOf,
    Substitution,
    Term,
    Unknown,
    Variable,
)
from derivcheck.language.terms import Any as AnyOf

__all__ = ["NoCertificate", "condition_tree", "surroundings", "tree"]

Tree = list[Any]


class NoCertificate(ValueError):
    """What is claimed cannot be rechecked by a certificate, and why."""


def tree(term: Term) -> Tree:
    """A term as nested lists with a word at their head."""
    match term:
        case Constant(value=value):
            return ["number", str(value)]
        case Pi():
            return ["pi"]
        case SizeOf(size=size):
            return ["size", _size_tree(size)]
        case Index(name=name):
            return ["size", [[1, [name]]]]
        case Variable(name=name, indices=indices, family=False):
            return ["variable", name, [tree(index) for index in indices]]
        case Apply(operator=operator, arguments=arguments, shape=shape, parameter=parameter):
            inner = [tree(argument) for argument in arguments]
            made = [] if arguments else _shape_tree(shape)
            return ["apply", operator.value, inner, made, parameter and tree(parameter)]
        case Entry(base=base, row=row, column=column):
            return ["entry", tree(base), row and tree(row), column and tree(column)]
        case Literal2D(rows=rows):
            return ["array", [[tree(entry) for entry in row] for row in rows]]
        case Piecewise(branches=branches, otherwise=otherwise) if term.shape.is_scalar:
            pairs = [[condition_tree(condition), tree(value)] for condition, value in branches]
            return ["cases", pairs, otherwise and tree(otherwise)]
        case Iterated(kind=kind, body=body, index=index, descending=descending):
            ends = [tree(term.start), tree(term.stop)]
            only = term.condition and condition_tree(term.condition)
            sizes = _shape_tree(term.shape)
            return ["iterated", kind, tree(body), index, ends, descending, only, sizes]
        case Substitution(body=body, bindings=bindings):
            return ["at", tree(body), [[tree(name), tree(value)] for name, value in bindings]]
        case Derivative(kind=kind, body=body, variable=variable, tangent=tangent):
            return ["derivative", kind, tree(body), tree(variable), tangent and tree(tangent)]
        case Unknown(function=function, arguments=arguments):
            return ["unknown", function, [tree(argument) for argument in arguments]]
        case SequenceMember(sequence=sequence, index=index):
            return ["member", sequence, tree(index)]
        case _:
            raise NoCertificate(f"{type(term).__name__} is not written in certificates")


def condition_tree(condition: Condition) -> Tree:
    """A condition as nested lists."""
    match condition:
        case Comparison(relation=relation, left=left, right=right):
            return ["relation", relation, tree(left), tree(right)]
        case All(parts=parts):
            return ["all", [condition_tree(part) for part in parts]]
        case AnyOf(parts=parts):
            return ["any", [condition_tree(part) for part in parts]]
        case Negation(part=part):
            return ["not", condition_tree(part)]
        case ForRange(part=part, index=index, start=start, stop=stop, condition=only):
            ends = [tree(start), tree(stop)]
            return ["range", condition_tree(part), index, ends, only and condition_tree(only)]
        case _:
            raise NoCertificate(f"{type(condition).__name__} is not written in certificates")


def _size_tree(size: Size) -> Tree:
    """[[coefficient, [name or [family, index], ...]], ...]"""
    return [
        [c, [[a.family, _size_tree(a.index)] if isinstance(a, Member) else a for a in atoms]]
        for atoms, c in size.terms
    ]


def _shape_tree(shape: Shape) -> Tree:
    """Rows and columns."""
    return [_size_tree(shape.rows), _size_tree(shape.columns)]


def _declaration(said: Declaration) -> dict[str, Any]:
    """What values a symbol may have."""
    pieces = [
        [p.low and tree(p.low), p.high and tree(p.high), p.low_closed, p.high_closed]
        for p in said.pieces
    ]
    return {
        "kind": said.kind,
        "shape": _shape_tree(said.shape),
        "structure": sorted(said.structure),
        "pieces": pieces,
        "values": [tree(value) for value in said.values],
        "indices": list(said.indices),
    }


def _recurrence(rule: Recurrence) -> Tree:
    """Starts, the index and the step of a sequence."""
    return [{str(at): tree(start) for at, start in rule.starts}, rule.index, tree(rule.step)]


def surroundings(context: Context) -> dict[str, Any]:
    """What the names of a claim mean."""
    return {
        "declarations": {n: _declaration(said) for n, said in context.declarations.items()},
        "assumptions": [condition_tree(each) for each in context.assumptions],
        "sequences": {n: _recurrence(rule) for n, rule in context.recurrences.items()},
    }
