"""How far a frame is looked into, and frames in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from derivcheck.evaluation.sampling.descending import STEPS
from derivcheck.evaluation.sampling.visits import Visit, Visits


@dataclass(frozen=True, slots=True)
class Extent:
    """How many frames have their boundaries visited, and how many special and simple points
    there are in the first frame (a half, a third, ... of these in the following ones)."""

    bases: int
    special: int
    simple: int
    steps: int


#: in search of a counterexample, where simple points have been tried before; beside a proof
SEARCH, CHECK = Extent(2, 8, 0, STEPS), Extent(1, 3, 3, STEPS // 3)
#: random points alone
RANDOM = Extent(0, 0, 0, 0)

#: how many frames have their boundaries visited among points to show
BASES = 2


def in_turn(
    streams: Sequence[Iterator[tuple[Visits, Visit]]], first: int, others: int
) -> Iterator[tuple[Visits, Visit]]:
    """A few of every stream in turn until all have ended, barren frames last."""
    active = [(stream, first if k == 0 else others) for k, stream in enumerate(streams)]
    while active:
        rest = []
        for stream, share in active:
            taken = 0
            barren = False
            for visits, visit in islice(stream, share):
                yield visits, visit
                taken += 1
                barren = visits.barren
            if taken == share and not (barren and len(active) > 1):
                rest.append((stream, share))
        active = rest
