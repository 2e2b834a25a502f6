"""Admissible points of an obligation, constructed rather than hit by chance.

A point gives sizes, indices, entries of arrays and unknown functions exact values under which
declared types and all assumptions hold. Points to show come simplest first; points that count
as agreement are drawn from at least 2^30 values over several magnitudes, together with
boundaries, special structure and every pattern of sizes (soundness R2, R6, R7, R8, R13, R20).
That none was found proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Any, Literal

from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling import functions
from derivcheck.evaluation.sampling.constraints import flattened
from derivcheck.evaluation.sampling.judging import Judge
from derivcheck.evaluation.sampling.mentioned import mentioned
from derivcheck.evaluation.sampling.sizes import frames
from derivcheck.evaluation.sampling.solving import onto, solves
from derivcheck.evaluation.sampling.stages import Stage
from derivcheck.evaluation.sampling.states import Slot, State
from derivcheck.evaluation.sampling.steering import steered
from derivcheck.evaluation.sampling.visits import MOST_SPECIAL, Visit, Visits
from derivcheck.language.terms import Condition, Context, Tree

Purpose = Literal["show", "agree"]
Defined = Callable[[Point], bool]

#: rejected draws after which the search ends: for each point asked for, and before the first
TRIES_EACH, TRIES_LEAST = 12, 120

#: repetitions in a row after which a thin set counts as exhausted
REPEATS = 12

#: how many frames have their boundaries visited
BASES = 2


@dataclass(frozen=True, slots=True)
class Sampled:
    """Points with how many draws were rejected; `note` says why there is none."""

    points: list[Point]
    rejected: int = 0
    note: str | None = None


@dataclass
class Sampler:
    """The points of one obligation as a lazy sequence."""

    context: Context
    parts: Sequence[Tree]
    seed: int
    purpose: Purpose
    extra: Sequence[Condition] = ()
    defined: Defined | None = None
    degree: int = functions.DEGREE
    rejected: int = 0
    repeated: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Reads the claim; nothing is drawn yet."""
        self.rng = Random(self.seed)
        self.judge = Judge(self.context)
        self.assumptions = flattened((*self.context.assumptions, *self.extra))
        roots = (*self.parts, *self.assumptions)
        self.used = mentioned(self.context, roots)
        self.frames = frames(
            self.context,
            self.used,
            self.assumptions,
            roots,
            self.rng,
            ascending=self.purpose == "show",
        )

    # The order of points ------------------------------------------------------------------

    def _sources(self) -> list[Visits]:
        """The frames with their slots, those with an empty type left out."""
        if not self.frames:
            self._blame("no sizes or indices satisfy the assumptions")
        found = []
        for frame in self.frames:
            stage = Stage(self.judge, self.used, frame, tuple(self.parts), self.assumptions)
            visits = None if stage.is_empty else Visits(stage, self.filled(stage, {}), self.rng)
            if visits is None or visits.is_empty:
                self._blame("the conditions on a symbol leave it no value")
                continue
            found.append(visits)
        return found

    def points(self, count: int) -> Iterator[Point | None]:
        """Points in their order; None for a draw that was rejected or repeats a point.

        To show: without regard to `count`. For agreement: until `count` generic ones.
        """
        seen: set[Any] = set()
        generic = 0
        for visits, visit, counts in self._draws():
            made = self._completed(visits, visit)
            visits.count(made is not None)
            if made is not None:
                key = (tuple(made.frame.numbers.items()), tuple(made.values.items()))
                if key in seen and not made.functions:
                    made = None
                    self.repeated += 1
                else:
                    seen.add(key)
                    self.repeated = 0
            yield None if made is None else self.judge.point(made)
            generic += counts and made is not None
            if self.purpose == "agree" and generic >= count:
                return

    def _draws(self) -> Iterator[tuple[Visits, Visit, bool]]:
        """Visits to complete, and whether they count as generic."""
        sources = self._sources()
        if self.purpose == "show":
            streams = [
                (source, source.shown(boundaries=k < BASES)) for k, source in enumerate(sources)
            ]
            shares = [4 if k == 0 else 2 for k in range(len(streams))]
            yield from _in_turn(streams, shares, False)
            return
        endless = [(source, source.generic()) for source in sources]
        for source, stream in endless:
            yield source, next(stream), True
        for k, source in enumerate(sources[:MOST_SPECIAL]):
            covering = source.covering(boundaries=k < BASES, special=MOST_SPECIAL // (k + 1))
            yield from ((source, visit, False) for visit in covering)
        yield from _in_turn(endless, [1] * len(endless), True)

    # Making one point ---------------------------------------------------------------------

    def filled(self, stage: Stage, values: Mapping[Slot, Any]) -> State:
        """A state with the drawn values and functions for the unknown ones."""
        unknown = functions.drawn(
            self.used.functions, stage.frame, self.degree, self.rng, simple=self.purpose == "show"
        )
        return State(stage.frame, stage.places, dict(values), unknown)

    def _completed(self, visits: Visits, visit: Visit) -> State | None:
        """The state moved until everything holds; None (counted) where that fails."""
        simple = self.purpose == "show"
        stage, pinned = visits.stage, visit.pinned
        state = self.filled(stage, visit.values)
        if stage.equations:
            solved = onto(stage, state, stage.equations, self.rng, pinned=pinned)
            if solved is None:
                return self._reject("an equation among the assumptions was not solved")
            state = solved
        wanted = [*stage.inequalities, *stage.natural]
        if stage.violated(state, wanted):
            found = steered(stage, state, wanted, self.rng, simple=simple, pinned=pinned)
            if found is None:
                return self._reject("an assumption or the domain of a function was not met")
            state = found
            if stage.equations and not solves(stage, state, stage.equations):
                again = onto(stage, state, stage.equations, self.rng, pinned=pinned)
                if again is None or stage.violated(again, wanted):
                    return self._reject("equations and inequalities were not met together")
                state = again
        if not stage.typed(state) or stage.violated(state, stage.inexact(state)):
            return self._reject("a value left its declared type")
        if self.defined is not None and not self.defined(self.judge.point(state)):
            return self._reject("a side has no value")
        return state

    def _reject(self, reason: str) -> None:
        self.rejected += 1
        self._blame(reason)

    def _blame(self, reason: str) -> None:
        self.reasons[reason] = self.reasons.get(reason, 0) + 1

    @property
    def note(self) -> str:
        """Why no point was found, most frequent reason first."""
        reasons = sorted(self.reasons, key=lambda r: -self.reasons[r])
        refused = dict.fromkeys(self.judge.unsupported)
        return "; ".join([*reasons, *(f"cannot judge {what}" for what in list(refused)[:2])])


def admissible(
    context: Context,
    parts: Sequence[Tree],
    seed: int,
    count: int,
    *,
    purpose: Purpose,
    extra: Sequence[Condition] = (),
    defined: Defined | None = None,
    degree: int = functions.DEGREE,
) -> Sampled:
    """Up to `count` admissible points to show, or at least that many that count as agreement.

    For agreement, boundary and special points come on top of `count` generic ones, and every
    choice of sizes and indices is visited. `defined` says whether a point is wanted at all
    (that both sides have values); `degree` is that of unknown functions.
    """
    sampler = Sampler(context, parts, seed, purpose, extra, defined, degree)
    found: list[Point] = []
    barren = 0
    for point in sampler.points(count):
        if point is None:
            barren += 1
            if barren >= (TRIES_LEAST if not found else TRIES_EACH * count):
                break
            if sampler.repeated > REPEATS + len(found):
                break
            continue
        found.append(point)
        if purpose == "show" and len(found) >= count:
            break
    return Sampled(found, sampler.rejected, None if found else sampler.note)


def _in_turn(
    streams: Sequence[tuple[Visits, Iterator[Visit]]], shares: Sequence[int], counts: bool
) -> Iterator[tuple[Visits, Visit, bool]]:
    """A few of every stream in turn until all have ended."""
    active = list(zip(streams, shares, strict=True))
    while active:
        rest = []
        for (source, stream), share in active:
            taken = list(islice(stream, share))
            yield from ((source, visit, counts) for visit in taken)
            if len(taken) == share and not (source.barren and len(active) > 1):
                rest.append(((source, stream), share))
        active = rest
