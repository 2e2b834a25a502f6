"""Every different claim judged once, for all answers that ask for it.

Answers are marked side by side: each goes as far as it can with what is known, then the claims
that it would ask for next are judged, together with those of all others. What an answer comes
to does not depend on which others are marked with it, because a judgement depends on its claim
only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
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
#: starts a computation, as often as it is asked to
Start = Callable[[], Asking[T]]


#: judgements that are held; older ones are asked for again (the cache knows them)
_HELD = 20_000
#: claims of one answer that are judged side by side, and those that may run out of time or memory
_AHEAD, _PATIENCE = 16, 5
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

    def settle(self, asking: Mapping[K, Start[T]]) -> Iterator[tuple[K, T]]:
        """What each computation comes to, as they end."""
        if len(self.known) > _HELD:
            self.known = dict(list(self.known.items())[-_HELD // 2 :])
        open_ones = {name: _Open(start()) for name, start in asking.items()}
        while open_ones:
            for name, each in list(open_ones.items()):
                try:
                    self._advance(each)
                except StopIteration as end:
                    del open_ones[name]
                    yield name, end.value
            likely = dict.fromkeys(c for name in open_ones for c in self._ahead(asking[name]()))
            if likely:
                self.known |= self._judge(list(likely))

    def _ahead(self, computation: Asking[T]) -> Iterator[Claim]:
        """What a computation asks for next if every line holds, as most lines do."""
        with suppress(StopIteration):
            claim = next(computation)
            for _ in range(_AHEAD):
                while claim in self.known:
                    claim = computation.send(self._found(claim))
                yield claim
                claim = computation.send(_ALL_RIGHT)

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
