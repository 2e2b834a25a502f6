"""Admissible points for certificates, with the values of both sides as the engine has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import arb

from derivcheck.certificates.plain import NoCertificate, tree
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Entry, Point, Values, member_name
from derivcheck.evaluation.rationals import Rationals
from derivcheck.evaluation.sampling.points import admissible
from derivcheck.language.terms import Comparison, Context, Term

__all__ = ["Stated", "points"]

#: a point as it stands in a certificate
Stated = dict[str, Any]

_BITS, _DIGITS, _COUNT, _KEPT = 256, 50, 4, 8

#: larger arrays make a certificate long and its replay slow
_LARGEST, _MEMBERS = 40, 12


def points(goal: Comparison, context: Context) -> list[Stated]:
    """Some admissible points of a comparison at which both sides have values."""

    def defined(point: Point) -> bool:
        return _sides(goal, context, point) is not None

    found = admissible(
        context, (goal,), 0, _COUNT, purpose="agree", defined=defined, thorough=False
    )
    chosen = [
        p for p, generic in zip(found.points, found.generic, strict=True) if generic and _small(p)
    ]
    chosen += [p for p in found.points if _small(p) and p not in chosen]
    return [_stated(goal, context, point) for point in chosen[:_KEPT]]


def _small(point: Point) -> bool:
    arrays = [*point.values.values(), *point.families.values()]
    return sum(len(array) * len(array[0]) for array in arrays) <= _LARGEST


def _sides(goal: Comparison, context: Context, point: Point) -> tuple[Any, Any] | None:
    """Both values, exact where rationals reach; None where one is missing."""
    for arithmetic in (Rationals(), Balls(_BITS)):
        evaluator = Evaluator(arithmetic, context, point)
        try:
            return evaluator.value(goal.left), evaluator.value(goal.right)
        except (NoValue, Undetermined):
            return None
        except Unsupported:
            continue
    return None


def _stated(goal: Comparison, context: Context, point: Point) -> Stated:
    sides = _sides(goal, context, point)
    assert sides is not None
    left, right = ([[_number(x) for x in row] for row in side] for side in sides)
    values = {name: _rows(array) for name, array in point.values.items()}
    values |= {member_name(*key): _rows(array) for key, array in point.families.items()}
    if point.functions:
        raise NoCertificate("a claim about unknown functions is proved for none in particular")
    return {
        "sizes": {**point.sizes, **_family_sizes(point)},
        "values": values,
        "functions": {},
        "left": left,
        "right": right,
    }


def _rows(array: Values) -> list[list[Any]]:
    return [[_entry(x) for x in row] for row in array]


def _entry(x: Entry) -> Any:
    return tree(x) if isinstance(x, Term) else ["number", str(x)]


def _number(x: Any) -> Any:
    if isinstance(x, arb):
        return {"mid": x.mid().str(_DIGITS, radius=False)}
    return str(x)


def _family_sizes(point: Point) -> dict[str, int]:
    found = {}
    for name, given in point.family_sizes.items():
        for index in given if isinstance(given, Mapping) else range(_MEMBERS):
            found[f"{name}[{index}]"] = point.family_size(name, index) or 1
    return found
