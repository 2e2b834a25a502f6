"""Domains cut down by conditions on one symbol alone: `log(1 - x^2)` draws x from (-1, 1).

Between two roots of its boundary functions a condition does not change, so one value in each
cell, and the roots themselves, decide. Where some roots may be unknown the result is only
where to look first.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derivcheck.evaluation.sampling.closed import Value
from derivcheck.evaluation.sampling.domains import Domain, Interval, between
from derivcheck.evaluation.sampling.lines import Line, entry
from derivcheck.evaluation.sampling.roots import Root
from derivcheck.evaluation.sampling.stages import Stage
from derivcheck.evaluation.sampling.states import Coordinate, Place, State
from derivcheck.language.terms import Comparison, Condition, Constant, SizeOf, Term, constant

_PLACE = constant(1)

#: domains by the numbers, the slot and all that cuts it down; claims ask several times
_KNOWN: dict[object, Domain | None] = {}
_MOST = 256


def refined(stage: Stage, place: Place) -> Domain | None:
    """The domain of a slot under the conditions that mention no other; None if there are none."""
    if place.domain.values is not None or place.structure:
        return None
    own = [c for c in (*stage.inequalities, *stage.natural) if stage.slots(c) == [place.slot]]
    conditions = [scalar for c in own if (scalar := _scalar(c, place)) is not None]
    if not conditions:
        return None
    edges = [f for f in stage.edge_functions if stage.slots(f) == [place.slot]]
    functions = [term for f in edges if (term := _scalar_term(f, place)) is not None]
    if stage.used.recurrences or stage.frame.families:
        return _cut(stage, place, conditions, functions)
    numbers = tuple(stage.frame.numbers.items())
    key = (numbers, place, tuple(conditions), tuple(functions))
    if key not in _KNOWN:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        _KNOWN[key] = _cut(stage, place, conditions, functions)
    return _KNOWN[key]


def _cut(
    stage: Stage, place: Place, conditions: Sequence[Condition], functions: Sequence[Term]
) -> Domain | None:
    array = tuple((Fraction(0),) * place.columns for _ in range(place.rows))
    state = State(stage.frame, stage.places, {place.slot: array}, {})
    line = Line(stage.judge, state, Coordinate(place.slot))
    points = breakpoints(line, functions, place.domain)
    found = _admissible(stage, state, line, points, conditions)
    domain = place.domain.meet(found)
    if line.incomplete and domain.is_empty:
        return None
    return domain


def _scalar(condition: Condition, place: Place) -> Condition | None:
    """The condition on one entry of an array, where it acts entry by entry."""
    if place.is_scalar:
        return condition
    if not isinstance(condition, Comparison) or condition.relation == "!=":
        return None
    left, right = _scalar_term(condition.left, place), _scalar_term(condition.right, place)
    return None if left is None or right is None else Comparison(condition.relation, left, right)


def _scalar_term(term: Term, place: Place) -> Term | None:
    if place.is_scalar:
        return term
    if isinstance(term, (Constant, SizeOf)):
        return term
    return entry(term, _PLACE, _PLACE) if term.shape == place.declaration.shape else None


def breakpoints(line: Line, functions: Sequence[Term], domain: Domain) -> list[Root]:
    """Roots of the functions along the line and ends of the domain, ascending."""
    found: dict[Value | tuple[Fraction, Fraction], Root] = {}
    for function in functions:
        if line.mentions(function):
            for root in line.roots(function):
                key = (root.low, root.high) if root.value is None else root.value
                found.setdefault(key, root)
    for interval in domain.intervals:
        for end in (interval.low, interval.high):
            if end is not None:
                found.setdefault(end, Root(end, end, end))
    return sorted(found.values(), key=lambda root: root.low + root.high)


def cells(points: Sequence[Root]) -> list[Interval]:
    """The open intervals between consecutive points, the unbounded ones included."""
    lows = [None, *(p.high for p in points)]
    highs = [*(p.low for p in points), None]
    intervals = [Interval(a, b) for a, b in zip(lows, highs, strict=True)]
    return [interval for interval in intervals if not interval.is_empty]


def _admissible(
    stage: Stage,
    state: State,
    line: Line,
    points: Sequence[Root],
    conditions: Sequence[Condition],
) -> Domain:
    """The cells and the roots at which all conditions hold."""

    def holds(value: Value) -> bool:
        moved = state.moved(line.coordinate, value)
        return not stage.violated(moved, conditions)

    intervals: list[Interval] = []
    for cell in cells(points):
        value = between(cell.low, cell.high)
        if value is not None and holds(value):
            intervals.append(cell)
    kept = [p.value for p in points if p.value is not None and holds(p.value)]
    if not intervals and not line.incomplete:
        return Domain((), tuple(kept))
    rational = [v for v in kept if isinstance(v, Fraction)]
    intervals = [_closed(interval, rational) for interval in intervals]
    covered = {end for i in intervals for end in (i.low, i.high)}
    alone = [Interval(v, v, True, True) for v in rational if v not in covered]
    forms = tuple(v for v in kept if not isinstance(v, Fraction))
    return Domain((*intervals, *alone), None, forms)


def _closed(interval: Interval, ends: Sequence[Fraction]) -> Interval:
    return Interval(interval.low, interval.high, interval.low in ends, interval.high in ends)
