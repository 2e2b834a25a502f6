"""Admissible points of an obligation, constructed rather than hit by chance.

A point gives sizes, indices, entries of arrays and unknown functions exact values under which
declared types and all assumptions hold. Points to show come simplest first; points that count
as agreement are drawn from at least 2^30 values over several magnitudes, together with
boundaries, special structure and every pattern of sizes (soundness R2, R6, R7, R8, R13, R20).
That none was found proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, repeat
from random import Random
from typing import Any, Literal

from derivcheck.evaluation.functions import FunctionValue
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.sampling import functions
from derivcheck.evaluation.sampling.constraints import flattened
from derivcheck.evaluation.sampling.curves import along
from derivcheck.evaluation.sampling.extents import BASES, CHECK, RANDOM, SEARCH, in_turn
from derivcheck.evaluation.sampling.integers import compiled
from derivcheck.evaluation.sampling.judging import Judge
from derivcheck.evaluation.sampling.mentioned import mentioned
from derivcheck.evaluation.sampling.sizes import Frame, frames
from derivcheck.evaluation.sampling.solving import onto, solves
from derivcheck.evaluation.sampling.stages import Stage
from derivcheck.evaluation.sampling.states import State
from derivcheck.evaluation.sampling.steering import steered
from derivcheck.evaluation.sampling.visits import Visit, Visits
from derivcheck.language.terms import Condition, Context, Tree

Purpose = Literal["show", "agree"]
Defined = Callable[[Point], bool]

#: rejected draws after which the search ends: for each point asked for, and before the first
TRIES_EACH, TRIES_LEAST = 12, 120

#: the same before the first where an assumption cannot be judged at all
TRIES_UNJUDGED = 12

#: how often equations are solved for the unknowns of the claim before any other symbol
UNKNOWNS_FIRST = 0.75

#: repetitions in a row after which a thin set counts as exhausted
REPEATS = 12


@dataclass(frozen=True, slots=True)
class Sampled:
    """Points with how many draws were rejected; `note` says why there is none."""

    points: list[Point]
    rejected: int = 0
    note: str | None = None
    #: for each point whether it was drawn from at least 2^30 values of every free symbol
    generic: tuple[bool, ...] = ()


@dataclass
class Sampler:
    """The points of one obligation as a lazy sequence."""

    context: Context
    parts: Sequence[Tree]
    seed: int
    purpose: Purpose
    extra: Sequence[Condition] = ()
    defined: Defined | None = None
    degree: int | None = None
    thorough: bool = True
    #: neither boundaries nor special points
    random: bool = False
    rejected: int = 0
    repeated: int = 0
    generic: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Reads the claim; nothing is drawn yet."""
        self.rng = Random(self.seed)  # noqa: S311  # no secrets here
        self.judge = Judge(self.context)
        self.assumptions = flattened((*self.context.assumptions, *self.extra))
        roots = (*self.parts, *self.assumptions)
        self.used = mentioned(self.context, roots)
        if self.degree is None:
            degree = functions.degree(roots, self.used.recurrences)
            self.degree = degree if self.thorough else min(degree, functions.CHECKED_DEGREE)
        self.frames = frames(
            self.context,
            self.used,
            self.assumptions,
            roots,
            self.rng,
            ascending=self.purpose == "show",
        )
        integers = frozenset((*self.used.sizes, *(d.name for d in self.used.integers)))
        self.open = [c for c in self.assumptions if compiled(c, integers) is None]

    # The order of points ------------------------------------------------------------------

    def points(self, count: int) -> Iterator[tuple[Point | None, bool]]:
        """Points in their order, and whether generic; None for a rejected or repeated draw.

        To show: without regard to `count`. For agreement: until `count` generic ones.
        """
        seen: set[Any] = set()
        for visits, visit, counts in self._draws(count):
            state = self._completed(visits, visit)
            point = None
            if state is not None:
                key = (tuple(state.frame.numbers.items()), tuple(state.values.items()))
                repeats = key in seen and not state.functions
                self.repeated = self.repeated + 1 if repeats else 0
                seen.add(key)
                point = None if repeats else self._accepted(state)
            visits.count(state is not None)
            self.generic += counts and point is not None
            yield point, counts

    def _accepted(self, state: State) -> Point | None:
        """The point, if the caller wants it."""
        point = self.judge.point(state)
        if self.defined is None or self.defined(point):
            return point
        self._rejected("a side has no value")
        return None

    def _draws(self, count: int) -> Iterator[tuple[Visits, Visit, bool]]:
        """Visits to complete, and whether they count as generic.

        For agreement every frame and every boundary has its turn, however small the count.
        """
        if not self.frames:
            self._blame("no sizes or indices satisfy the assumptions")
        if self.purpose == "show":
            streams = [self._shown(frame, k) for k, frame in enumerate(self.frames)]
            for visits, visit in in_turn(streams, first=4, others=2):
                yield visits, visit, False
            return
        sources: list[Visits] = []
        endless: list[Iterator[Visit]] = []
        for frame in self.frames:
            source = self._visits(frame)
            if source is not None:
                sources.append(source)
                endless.append(source.generic())
                yield source, next(endless[-1]), True
        extent = RANDOM if self.random else SEARCH if self.thorough else CHECK
        for k, source in enumerate(sources[: extent.special]):
            covering = chain(
                islice(source.shown(boundaries=False, late=k > 0), extent.simple // (k + 1)),
                source.covering(
                    boundaries=k < extent.bases,
                    special=extent.special // (k + 1),
                    steps=extent.steps,
                ),
            )
            yield from ((source, visit, False) for visit in covering)
        pairs = [zip(repeat(s), stream) for s, stream in zip(sources, endless, strict=True)]
        for visits, visit in in_turn(pairs, first=1, others=1):
            if self.generic >= count:
                return
            yield visits, visit, True

    def _shown(self, frame: Frame, number: int) -> Iterator[tuple[Visits, Visit]]:
        """The simple visits to a frame, which is looked at only when its turn comes."""
        visits = self._visits(frame)
        if visits is not None:
            for visit in visits.shown(boundaries=number < BASES, late=number > 0):
                yield visits, visit

    def _visits(self, frame: Frame) -> Visits | None:
        """A frame with its slots; None if the type of one is empty."""
        stage = Stage(self.judge, self.used, frame, tuple(self.parts), self.open)
        visits = None if stage.is_empty else Visits(stage, self._functions(frame), self.rng)
        if visits is None or visits.is_empty:
            self._blame("the conditions on a symbol leave it no value")
            return None
        return visits

    def _functions(self, frame: Frame) -> dict[str, FunctionValue]:
        return functions.drawn(
            self.used.functions, frame, self.degree or 1, self.rng, simple=self.purpose == "show"
        )

    # Making one point ---------------------------------------------------------------------

    def _completed(self, visits: Visits, visit: Visit) -> State | None:
        """The state moved until everything holds; None (counted) where that fails."""
        simple = self.purpose == "show"
        stage, pinned = visits.stage, visit.pinned
        # beside a proof what is easily reached is enough once there is a generic point
        patient = self.thorough or not self.generic
        unknown = visit.functions or self._functions(stage.frame)
        state = State(stage.frame, stage.places, dict(visit.values), unknown)
        if stage.equations:
            # mostly for the unknowns, which is the quickest way; at times for any symbol
            unknowns = stage.unknowns
            if unknowns and self.rng.random() > UNKNOWNS_FIRST:
                unknowns = frozenset()
            solved = onto(
                stage,
                state,
                stage.equations,
                self.rng,
                prefer=unknowns,
                pinned=pinned,
                roots=patient,
            )
            if solved is None:
                return self._rejected("an equation among the assumptions was not solved")
            state = solved
        wanted = [*stage.inequalities, *stage.natural]
        if stage.violated(state, wanted):
            found = steered(stage, state, wanted, self.rng, simple=simple, pinned=pinned)
            if stage.equations and (found is None or not solves(stage, found, stage.equations)):
                if not patient:
                    return self._rejected("an assumption was not met along the equations")
                found = along(stage, state, wanted, self.rng, simple=simple, pinned=pinned)
            if found is None:
                return self._rejected("an assumption or the domain of a function was not met")
            state = found
        if not stage.typed(state) or stage.violated(state, stage.inexact(state)):
            return self._rejected("a value left its declared type")
        return state

    def _rejected(self, reason: str) -> State | None:
        self.rejected += 1
        self._blame(reason)
        return None

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
    degree: int | None = None,
    thorough: bool = True,
    random: bool = False,
    tries: int = TRIES_LEAST,
) -> Sampled:
    """Up to `count` admissible points to show, or at least that many that count as agreement.

    For agreement, boundary and special points come on top of `count` generic ones, and every
    choice of sizes and indices is visited. `defined` says whether a point is wanted at all
    (that both sides have values); `degree` is that of unknown functions, else what the claim
    needs. What is not `thorough` visits every size too, but fewer boundaries and special
    points, and a few simple ones; what is `random` has none of these. After `tries` draws without
    any point there is none.
    """
    sampler = Sampler(context, parts, seed, purpose, extra, defined, degree, thorough, random)
    found: list[Point] = []
    generic: list[bool] = []
    barren = 0
    for point, counts in sampler.points(count):
        if point is None:
            barren += 1
            least = min(tries, TRIES_UNJUDGED) if sampler.judge.unsupported else tries
            if barren >= (TRIES_EACH * count if found else least):
                break
            if sampler.repeated > REPEATS + len(found):
                break
            continue
        found.append(point)
        generic.append(counts)
        if purpose == "show" and len(found) >= count:
            break
    return Sampled(found, sampler.rejected, None if found else sampler.note, tuple(generic))
