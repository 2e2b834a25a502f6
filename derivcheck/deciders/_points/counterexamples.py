"""Failures as people read them: small exact points with the values of both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any as Element

from flint import arb

from derivcheck.deciders._points.pointwise import Array, Judgement, judge, solves
from derivcheck.evaluation.arithmetic import NoValue, Undetermined
from derivcheck.evaluation.point import Point
from derivcheck.language.obligations import Counterexample, Pointwise
from derivcheck.language.sizes import Shape
from derivcheck.language.terms import All, Comparison, Implies, InSpace

#: decimal digits shown of a value that is not rational
SHOWN = 10


def show_failure(statement: Pointwise, point: Point, judgement: Judgement) -> Counterexample:
    """The counterexample of a condition that fails at the point.

    For an equation the two sides are told as solved or not solved.
    """
    condition = statement.condition
    shown = point.assignment()
    common: dict[str, Element] = {
        "kind": statement.kind,
        "sizes": dict(point.sizes),
        "assignment": shown,
        "sentence": f"at {point.sentence}" if shown or point.sizes else "always",
        "exact": judgement.exact,
    }
    if statement.witness:
        common["witness"] = {name: shown[name] for name in statement.witness if name in shown}
    match condition:
        case Comparison() if judgement.left is not None and judgement.right is not None:
            shape = condition.left.shape
            left, right = text(judgement.left, shape), text(judgement.right, shape)
            array = len(judgement.left) > 1 or len(judgement.left[0]) > 1
            return Counterexample(
                **{**common, "sentence": f"{common['sentence']}: left {left}, right {right}"},
                relation=condition.relation,
                left=left,
                right=right,
                left_value=value(judgement.left, shape),
                right_value=value(judgement.right, shape),
                entry=_entry(judgement) if array else None,
            )
        case Implies():
            first = solves(condition.left, statement.context, point)
            sides = ("E1", "E2") if first else ("E2", "E1")
            unknown = ", ".join(variable.name for variable in condition.unknowns)
            found = ", ".join(str(shown.get(v.name)) for v in condition.unknowns)
            witness = {"unknown": unknown, "value": found, "solves": sides[0], "fails": sides[1]}
            return Counterexample(
                **{**common, "witness": witness},
                relation="<=>" if condition.both else "=>",
                left="holds" if first else "fails",
                right="fails" if first else "holds",
            )
        case InSpace():
            return Counterexample(**common, relation="in")
        case All(parts=(*_, Implies(right=All(parts=(*_, chord))))) if statement.kind == "midpoint":
            above = _judged(replace(statement, condition=chord), point)
            if above is not None:
                return above
            sentence = f"{common['sentence']}: the midpoint lies outside of the domain"
            return Counterexample(**{**common, "sentence": sentence})
        case _:
            return Counterexample(**common)


def _judged(statement: Pointwise, point: Point) -> Counterexample | None:
    """The failure of a comparison, if both sides have values."""
    try:
        judgement = judge(statement.condition, statement.context, point)
    except (NoValue, Undetermined):
        return None
    return show_failure(statement, point, judgement) if judgement.holds is False else None


def _entry(judgement: Judgement) -> tuple[int, ...] | None:
    if judgement.entry is None or judgement.left is None:
        return None
    row, column = judgement.entry
    return (row,) if len(judgement.left[0]) == 1 else (row, column)


def text(array: Array, shape: Shape) -> str:
    """Values as they are written in the claim language: `1/2`, `[1, 0]`, `[[1, 0], [0, 1]]`."""
    return _written(_nested(array, shape, _short))


def value(array: Array, shape: Shape) -> Element:
    """Values as the report holds them: rationals as text, else an enclosure."""
    return _nested(array, shape, _exact)


def _nested(array: Array, shape: Shape, show: Callable[[Element], Element]) -> Element:
    """Entries as their type nests them: a vector of one entry is no number."""
    if shape.is_scalar and len(array) == len(array[0]) == 1:
        return show(array[0][0])
    if shape.is_column:
        return [show(row[0]) for row in array]
    return [[show(entry) for entry in row] for row in array]


def _written(value: Element) -> str:
    return f"[{', '.join(map(_written, value))}]" if isinstance(value, list) else str(value)


def _short(element: Element) -> str:
    if isinstance(element, arb):
        exact = element.unique_fmpz() if element.is_exact() else None
        return str(exact) if exact is not None else element.str(SHOWN, radius=False)
    return str(element)


def _exact(element: Element) -> Element:
    if isinstance(element, arb):
        return {
            "mid": element.mid().str(50, radius=False),
            "rad": element.rad().str(3, radius=False),
        }
    return str(element)
