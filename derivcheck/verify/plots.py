"""Both sides of a refuted claim along one variable, for the picture that reports draw.

A picture shows and never judges: what has no value or no sharp one is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice
from math import isfinite
from typing import Any

from flint import arb, fmpq

from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.language.admitting import admission
from derivcheck.language.obligations import Counterexample, Obligation
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    Comparison,
    Condition,
    Context,
    Iterated,
    SequenceMember,
    Term,
    Variable,
    walk,
)

Plot = Mapping[str, Any]

#: numbers that are drawn are smaller
_LARGEST = 10**300
#: intervals between the points, and how far the picture reaches to either side
_INTERVALS, _REACH = 24, 3
#: names of which all but one are held, and nodes of both sides, beyond which none is drawn
_NAMES, _NODES = 2, 300
#: points that both sides need
_LEAST = 5
#: bits of enclosures, the width that is sharp enough, and where rationals are told as decimals
_BITS, _SHARP, _SHORT = 64, 1e-6, 10**9

#: what may take as many steps as a number says
_LONG = (Iterated, SequenceMember)

_WITHOUT = (NoValue, Undetermined, Unsupported, LookupError)


@dataclass(frozen=True, slots=True)
class _Slice:
    """A comparison in which one variable moves and the others keep their values."""

    goal: Comparison
    context: Context
    variable: str
    values: Mapping[str, Fraction]

    @property
    def moving(self) -> Variable:
        """The variable as a term."""
        return Variable(SCALAR, self.variable)

    def at(self, value: Fraction) -> Evaluator:
        """What evaluates where the variable has this value."""
        values = {name: ((each,),) for name, each in self.values.items()}
        point = Point(values={**values, self.variable: ((value,),)})
        return Evaluator(Balls(_BITS), self.context, point)


def plot(obligation: Obligation, example: Counterexample) -> Plot | None:
    """The contract's `plot` of a comparison of scalars that fails at a point; None of others.

    Beside `variable`, `left` and `right` it tells where the claim fails (`at`), what is held
    there (`held`, of two variables one) and whether all values are exact. A point where a side
    has no value is a pair with None.
    """
    goal = obligation.goal
    if not _is_scalar(goal) or example.kind != "point" or example.sizes:
        return None
    assert isinstance(goal, Comparison)
    if not _is_small(goal):
        return None
    values = _rationals(example.assignment)
    if values is None or not 1 <= len(values) <= _NAMES:
        return None
    for variable in values:
        piece = _Slice(goal, obligation.context, variable, values)
        if (drawn := _drawn(piece)) is not None:
            return drawn
    return None


def _is_scalar(goal: Condition) -> bool:
    match goal:
        case Comparison(relation=relation, left=left, right=right):
            return relation != "!=" and left.shape.is_scalar and right.shape.is_scalar
        case _:
            return False


def _is_small(goal: Comparison) -> bool:
    """Whether both sides take few steps to evaluate: no sums over ranges, no sequences."""
    parts = list(islice(chain(walk(goal.left), walk(goal.right)), _NODES + 1))
    return len(parts) <= _NODES and not any(isinstance(part, _LONG) for part in parts)


def _rationals(assignment: Mapping[str, Any]) -> dict[str, Fraction] | None:
    """The point, if all of it are rational scalars that a picture has room for."""
    try:
        values = {name: Fraction(value) for name, value in assignment.items()}
    except (TypeError, ValueError):
        return None
    return values if all(abs(value) < _LARGEST for value in values.values()) else None


def _drawn(piece: _Slice) -> Plot | None:
    """The points of a slice, if its variable moves freely and both sides have enough of them."""
    declared = piece.context.declarations.get(piece.variable)
    if declared is None or declared.kind != "real" or declared.values or len(declared.pieces) > 1:
        return None
    conditions = tuple(admission(piece.context, piece.moving, piece.moving))
    rows = [_row(piece, x, conditions) for x in _abscissas(piece)]
    both = [row for row in rows if None not in row]
    if len(both) < _LEAST or all(left == right for _, left, right in both):
        return None
    held = {name: str(value) for name, value in piece.values.items() if name != piece.variable}
    return {
        "variable": piece.variable,
        "at": str(piece.values[piece.variable]),
        "held": held or None,
        "exact": all(_is_exact(value) for row in both for value in row[1:]),
        "left": [[str(x), _told(left)] for x, left, _ in rows],
        "right": [[str(x), _told(right)] for x, _, right in rows],
    }


def _abscissas(piece: _Slice) -> list[Fraction]:
    """Equally far apart around the counterexample, inside the declared interval."""
    middle = piece.values[piece.variable]
    low, high = middle - _REACH, middle + _REACH
    for interval in piece.context.declarations[piece.variable].pieces:
        ends = (_end(interval.low, piece), _end(interval.high, piece))
        low = low if ends[0] is None else max(low, ends[0])
        high = high if ends[1] is None else min(high, ends[1])
    step = (high - low) / _INTERVALS
    return sorted({middle, *(low + step * k for k in range(_INTERVALS + 1))})


def _end(term: Term | None, piece: _Slice) -> Fraction | None:
    """The end of an interval, None where it is infinite or no exact number."""
    if term is None:
        return None
    try:
        value = piece.at(piece.values[piece.variable]).value(term)[0][0]
    except _WITHOUT:
        return None
    return Fraction(int(value.p), int(value.q)) if isinstance(value, fmpq) else None


def _row(piece: _Slice, x: Fraction, conditions: Sequence[Condition]) -> tuple[Fraction, Any, Any]:
    """Both values at a point, None where there is none or the point is not admissible."""
    evaluator = piece.at(x)
    try:
        if not all(evaluator.holds(condition) for condition in conditions):
            return x, None, None
    except _WITHOUT:
        return x, None, None
    left, right = _values(evaluator, (piece.goal.left, piece.goal.right))
    return x, left, right


def _values(evaluator: Evaluator, sides: Sequence[Term]) -> Iterator[Any]:
    for side in sides:
        try:
            value = evaluator.value(side)[0][0]
        except _WITHOUT:
            value = None
        yield value if _has_room(value) and (_is_exact(value) or _is_sharp(value)) else None


def _is_exact(value: Any) -> bool:
    return isinstance(value, fmpq)


def _has_room(value: Any) -> bool:
    """Whether a value is a number that a machine's floats hold."""
    return value is not None and bool(abs(value) < _LARGEST)


def _is_sharp(value: Any) -> bool:
    """Whether an enclosure is narrow enough to be drawn."""
    if not isinstance(value, arb) or not value.is_finite():
        return False
    return float(value.rad()) <= _SHARP * max(abs(float(value.mid())), 1e-3)


def _told(value: Any) -> str | None:
    """A rational as it is, if it is short, else a decimal number; None beyond all floats."""
    if value is None:
        return None
    if isinstance(value, fmpq):
        exact = Fraction(int(value.p), int(value.q))
        if max(abs(exact.numerator), exact.denominator) < _SHORT:
            return str(exact)
    near = float(arb(value).mid())
    return f"{near:.10g}" if isfinite(near) else None
