"""The order in which the points of one frame are tried.

To show: the simplest draws, then boundaries around them, then ever less simple draws. For
agreement: a generic draw, boundaries from generic values of everything else, special structure
and exact constants, then generic draws without end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from derivcheck.evaluation.functions import FunctionValue
from derivcheck.evaluation.sampling import drawing
from derivcheck.evaluation.sampling.closed import Value
from derivcheck.evaluation.sampling.descending import STEPS, descended, gaps
from derivcheck.evaluation.sampling.lines import Line
from derivcheck.evaluation.sampling.refining import breakpoints, cells, refined
from derivcheck.evaluation.sampling.solving import onto
from derivcheck.evaluation.sampling.stages import Stage
from derivcheck.evaluation.sampling.states import Array, Coordinate, Place, Slot, State
from derivcheck.evaluation.sampling.steering import members
from derivcheck.language.terms import Comparison, zeros

#: limits that keep a claim with many symbols affordable
MOST_SYMBOLS, MOST_FUNCTIONS, MOST_SYSTEMS = 6, 6, 8
END_OF_SHOW = 200

#: simple draws at which equations of the parts are solved, and those whose boundaries are visited
EARLY, BASES = 6, (4, 12)

#: the first simple draws in the order of later frames
LATE = (3, 2, 4, 0, 5, 1)

#: rejections after which a frame without any point waits for the others to end
PATIENCE = 6


@dataclass(frozen=True, slots=True)
class Visit:
    """A state to complete, and the slots that completing it must leave alone."""

    values: Mapping[Slot, Array]
    pinned: frozenset[Slot] = frozenset()
    #: unknown functions that the values were made for; fresh ones where there are none
    functions: Mapping[str, FunctionValue] = field(default_factory=dict)


class Visits:
    """The visits to one frame, around values of the unknown functions.

    `places` are those of the frame with the domains that are left by conditions on one slot.
    """

    def __init__(self, stage: Stage, functions: Mapping[str, FunctionValue], rng: Random) -> None:
        self.stage, self.functions, self.rng = stage, functions, rng
        self.failures = 0
        self.places = dict(stage.places)
        for slot, place in stage.places.items():
            domain = refined(stage, place)
            if domain is not None:
                self.places[slot] = replace(place, domain=domain)

    @property
    def is_empty(self) -> bool:
        """Whether some slot has no admissible value at all."""
        return any(place.domain.is_empty for place in self.places.values())

    def count(self, found: bool) -> None:
        """Remember whether a visit became a point."""
        self.failures = -1 if found or self.failures < 0 else self.failures + 1

    @property
    def barren(self) -> bool:
        """Whether visits were rejected several times and none ever became a point."""
        return self.failures >= PATIENCE

    def shown(self, *, boundaries: bool, late: bool) -> Iterator[Visit]:
        """Simplest first; in a frame that comes late, small mixed values before equal ones."""
        places = self.places
        for number in (*(LATE if late else sorted(LATE)), *range(len(LATE), END_OF_SHOW)):
            drawn = drawing.simple(places, number, self.rng)
            yield Visit(drawn)
            if boundaries and number < EARLY:
                yield from self._solutions(drawn)
            if boundaries and number in BASES:
                yield from self.around(drawn, simple=True)
            if len(places) == 0:
                return

    def covering(self, *, boundaries: bool, special: int, steps: int = STEPS) -> Iterator[Visit]:
        """What agreement needs besides generic points."""
        places = self.places
        if boundaries:
            drawn = drawing.generic(places, 0, self.rng)
            yield from self.around(drawn, simple=False, steps=steps)
        for number in range(min(special, 2 * len(places))):
            drawn = drawing.special(places, number, self.rng)
            yield Visit(drawn)
            if boundaries and number < EARLY:
                yield from self._solutions(drawn)
        if self.stage.jumps_at_singular:
            yield from map(Visit, drawing.singular(places, self.rng))

    def generic(self) -> Iterator[Visit]:
        """Generic draws without end; one only where there is nothing to draw."""
        number = 0
        while True:
            yield Visit(drawing.generic(self.places, number, self.rng))
            number += 1
            if not self.places:
                return

    # Boundaries ---------------------------------------------------------------------------

    def around(
        self, drawn: Mapping[Slot, Array], *, simple: bool, steps: int = STEPS
    ) -> Iterator[Visit]:
        """Roots of boundary functions and cells between them, the rest as drawn."""
        state = self.filled(drawn)
        vanishing = [(Comparison("=", u, zeros(u.shape)),) for u in self.stage.found.zeros]
        yield from self._solved(state, vanishing)
        for gap in gaps(self.stage.parts):
            for found in descended(self.stage, state, gap, self.rng, steps):
                yield Visit(found.values, frozenset(), found.functions)
        scalars = [p for p in self.places.values() if p.is_scalar and p.domain.values is None]
        for place in scalars[:MOST_SYMBOLS]:
            for value in self._along(state, place, simple=simple):
                yield self._moved(state, Coordinate(place.slot), value)
        yield from self._in_arrays(state)

    def filled(self, drawn: Mapping[Slot, Array]) -> State:
        """The state with drawn values."""
        return State(self.stage.frame, self.stage.places, dict(drawn), self.functions)

    def _moved(self, state: State, coordinate: Coordinate, value: Value) -> Visit:
        values = state.moved(coordinate, value).values
        return Visit(values, frozenset({coordinate.slot}), state.functions)

    def _along(self, state: State, place: Place, *, simple: bool) -> Iterator[Value]:
        """Roots, values in the cells, and neighbours of roots without a closed form."""
        line = Line(self.stage.judge, state, Coordinate(place.slot))
        points = breakpoints(line, self.stage.boundaries, place.domain)
        if not points:
            return
        values: list[Value] = []
        for point in points:
            values.extend((point.low, point.high) if point.value is None else (point.value,))
        for cell in cells(points):
            values.extend(members(cell, self.rng, simple=simple))
        yield from (v for v in dict.fromkeys(values) if place.domain.contains(v))

    def _solutions(self, drawn: Mapping[Slot, Array]) -> Iterator[Visit]:
        """Solutions of the equations in the parts."""
        return self._solved(self.filled(drawn), self.stage.found.systems)

    def _solved(self, state: State, systems: Sequence[tuple[Comparison, ...]]) -> Iterator[Visit]:
        assumed = self.stage.equations
        for system in [s for s in systems if not all(e in assumed for e in s)][:MOST_SYSTEMS]:
            equations = [*assumed, *system]
            solved = onto(self.stage, state, equations, self.rng, prefer=self.stage.unknowns)
            if solved is not None:
                changed = {s for s, a in solved.values.items() if state.values[s] != a}
                yield Visit(solved.values, frozenset(changed), solved.functions)

    def _in_arrays(self, state: State) -> Iterator[Visit]:
        """One entry of an array moved onto a boundary, for a few boundary functions."""
        for function in self.stage.boundaries[:MOST_FUNCTIONS]:
            slots = self.stage.slots(function)
            arrays = [
                place
                for s in slots
                if not (place := self.places[s]).is_scalar
                and place.domain.values is None
                and not place.structure - {"symmetric", "diagonal"}
            ]
            if not arrays:
                continue
            place = self.rng.choice(arrays)
            coordinate = self.rng.choice(place.coordinates())
            line = Line(self.stage.judge, state, coordinate)
            for root in line.roots(function)[:2]:
                if root.value is not None and place.domain.contains(root.value):
                    yield self._moved(state, coordinate, root.value)
