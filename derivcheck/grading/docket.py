"""Every different claim judged once, for all answers that ask for it.

Answers are marked side by side: each goes as far as it can with what is known, then all the
claims that are missing are judged together. What an answer comes to does not depend on which
others are marked with it, because a judgement depends on its claim only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from derivcheck.grading.claims import Asking, Claim, Judgement
from derivcheck.grading.decisions import Decisions
from derivcheck.verify.record import Verdict

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_ALL_RIGHT = Judgement(verdict=Verdict.PROVED)
Judge = Callable[[list[Claim]], Mapping[Claim, Judgement]]


#: judgements that are held; older ones are asked for again (the cache knows them)
_HELD = 20_000
#: claims of one answer that are judged ahead, and those that may run out of time or memory
_AHEAD, _PATIENCE = 60, 5
_GIVEN_UP = Judgement(
    verdict=Verdict.UNDECIDED,
    reason="timeout",
    message=f"{_PATIENCE} lines of this answer ran out of time; the rest is not tried",
    limit="time",
)


@dataclass(slots=True)
class _Open(Generic[T]):
    """A computation that waits for a claim; `spent` of its claims ran out of time or memory."""

    computation: Asking[T]
    claim: Claim | None = None
    spent: int = 0


class Docket:
    """The judgements known so far, and who decides what is not."""

    def __init__(self, judge: Judge, decisions: Decisions) -> None:
        self._judge = judge
        self._decisions = decisions
        self.known: dict[Claim, Judgement] = {}

    def foresee(self, computations: Iterable[Asking[T]]) -> None:
        """Judge at once all that would be asked for if every line held.

        It changes no outcome: most lines hold, and so most claims are judged side by side.
        """
        if len(self.known) > _HELD:
            self.known = dict(list(self.known.items())[-_HELD // 2 :])
        likely: dict[Claim, None] = {}
        for computation in computations:
            with suppress(StopIteration):
                claim = next(computation)
                for _ in range(_AHEAD):
                    likely[claim] = None
                    claim = computation.send(_ALL_RIGHT)
        self.known |= self._judge([claim for claim in likely if claim not in self.known])

    def settle(self, asking: Mapping[K, Asking[T]]) -> Iterator[tuple[K, T]]:
        """What each computation comes to, as they end."""
        open_ones = {name: _Open(computation) for name, computation in asking.items()}
        while open_ones:
            missing = dict.fromkeys(each.claim for each in open_ones.values() if each.claim)
            if missing:
                self.known |= self._judge(list(missing))
            for name, each in list(open_ones.items()):
                try:
                    self._advance(each)
                except StopIteration as end:
                    del open_ones[name]
                    yield name, end.value

    def _advance(self, each: _Open[T]) -> None:
        """Run on until a claim is asked for that nobody judged yet."""
        if each.claim is None:
            each.claim = next(each.computation)
        while each.claim in self.known or each.spent >= _PATIENCE:
            found = self._found(each.claim)
            each.spent += found.limit is not None
            each.claim = each.computation.send(found)

    def _found(self, claim: Claim) -> Judgement:
        """The judgement, with what a person decided."""
        found = self.known.get(claim, _GIVEN_UP)
        if not self._decisions.steps:
            return found
        decision = self._decisions.steps.get(claim.key)
        return replace(found, decision=decision) if decision else found
