"""Admissible points of a claim: those of the engine's sample, or the one of a counterexample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from derivcheck.certificates.trees import Instance
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point, Values, member_name
from derivcheck.evaluation.rationals import Rationals
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.scope import read_scope
from derivcheck.language.sizes import Member, Size
from derivcheck.language.terms import Comparison, Context, Term, constant
from derivcheck.verify.record import Counterexample

__all__ = ["Stated", "counterexample", "points"]

_BITS, _COUNT, _KEPT = 256, 4, 8

#: larger arrays make a certificate long and its replay slow
_LARGEST, _MEMBERS = 40, 12

Rows = list[list[Term]]


@dataclass(frozen=True)
class Stated:
    """Sizes and integers by name, and the values of the other symbols and of functions."""

    integers: Mapping[str, int]
    values: Mapping[str, Rows]
    functions: Mapping[str, Term] = field(default_factory=dict)


def points(goal: Comparison, context: Context) -> Iterator[Stated]:
    """Some admissible points of a comparison at which both sides have values."""

    def defined(point: Point) -> bool:
        return _defined(goal, context, point)

    found = admissible(
        context, (goal,), 0, _COUNT, purpose="agree", defined=defined, thorough=False
    )
    small = [(p, g) for p, g in zip(found.points, found.generic, strict=True) if _small(p)]
    chosen = [p for p, generic in small if generic] + [p for p, generic in small if not generic]
    for point in chosen[:_KEPT]:
        values = {name: _rows(array) for name, array in point.values.items()}
        values |= {member_name(*key): _rows(array) for key, array in point.families.items()}
        yield _stated(context, {**point.sizes, **_family_sizes(point)}, values, {})


def _small(point: Point) -> bool:
    arrays = [*point.values.values(), *point.families.values()]
    return not point.functions and sum(len(a) * len(a[0]) for a in arrays) <= _LARGEST


def _defined(goal: Comparison, context: Context, point: Point) -> bool:
    """Whether both sides have values; what cannot be evaluated here the replay may refuse."""
    for arithmetic in (Rationals(), Balls(_BITS)):
        evaluator = Evaluator(arithmetic, context, point)
        try:
            evaluator.value(goal.left), evaluator.value(goal.right)
        except (NoValue, Undetermined):
            return False
        except Unsupported:
            continue
        break
    return True


def _rows(array: Values) -> Rows:
    return [[x if isinstance(x, Term) else constant(x) for x in row] for row in array]


def _family_sizes(point: Point) -> dict[str, int]:
    found = {}
    for name, given in point.family_sizes.items():
        for index in given if isinstance(given, Mapping) else range(_MEMBERS):
            found[f"{name}[{index}]"] = point.family_size(name, index) or 1
    return found


def counterexample(example: Counterexample, context: Context) -> Stated:
    """The counterexample of a report, whose values are texts."""
    reading = read_scope((), (), (), (), {}, None, assume_scalars=True)
    values: dict[str, Rows] = {}
    functions: dict[str, Term] = {}
    sizes = dict(example.sizes or {})
    for name, value in (example.assignment or {}).items():
        if isinstance(value, dict):
            functions[name] = reading.expression(value["function"])
            continue
        rows = value if isinstance(value, list) else [[value]]
        rows = [row if isinstance(row, list) else [row] for row in rows]
        values[name] = [[reading.expression(str(entry)) for entry in row] for row in rows]
        sizes |= _member_sizes(name, rows, context)
    return _stated(context, sizes, values, functions)


def _member_sizes(key: str, rows: list[list[Any]], context: Context) -> dict[str, int]:
    """`m[2] = 3` as the rows and columns of `W[2]: matrix[m[2], m[1]]` tell."""
    name, _, indices = key.rstrip("]").partition("[")
    said = context.declarations[name]
    if not indices:
        return {}
    places = dict(zip(said.indices, map(int, indices.split(",")), strict=True))
    found = {}
    for size, number in ((said.shape.rows, len(rows)), (said.shape.columns, len(rows[0]))):
        for atom in size.atoms():
            known = isinstance(atom, Member) and atom.index.names() <= set(places)
            if isinstance(atom, Member) and known and size == Size.of(atom):
                found[f"{atom.family}[{atom.index.value(lambda a: places[str(a)])}]"] = number
    return found


def _stated(
    context: Context,
    sizes: Mapping[str, int],
    values: Mapping[str, Rows],
    functions: Mapping[str, Term],
) -> Stated:
    """Values of integer symbols stand beside the sizes."""
    integers = dict(sizes)
    others = {}
    closed = Instance(context, {})
    for key, rows in values.items():
        if context.declarations[key.partition("[")[0]].kind == "integer":
            integers[key] = closed.integer(rows[0][0])
        else:
            others[key] = rows
    return Stated(integers, others, functions)
