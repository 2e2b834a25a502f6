"""Every different claim judged once, for all answers that ask for it.

Answers are marked side by side: each goes as far as it can with what is known, while the claims
that it waits for are judged, and those that it will ask for if its lines hold. What an answer
comes to does not depend on which others are marked with it, because a judgement depends on its
claim only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from derivcheck.grading.claims import Asking, Claim, Judgement
from derivcheck.grading.decisions import Decisions
from derivcheck.verify.record import Verdict

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_ALL_RIGHT = Judgement(verdict=Verdict.PROVED)
#: starts a computation, as often as it is asked to
Start = Callable[[], Asking[T]]

#: judgements that are held; older ones are asked for again (the cache knows them)
_HELD = 20_000
#: claims of one answer that are looked ahead at, and those that may run out of time or memory
_AHEAD, _PATIENCE = 16, 5
_GIVEN_UP = Judgement(
    verdict=Verdict.UNDECIDED,
    reason="timeout",
    message=f"this answer ran out of time {_PATIENCE} times; the rest of it is not tried",
    limit="time",
)


class Judge(Protocol):
    """Who decides claims."""

    def known(self, claim: Claim) -> Judgement | None:
        """The judgement of a claim that needs no deciding."""

    def decided(self, claims: Iterator[Claim | None]) -> Iterator[tuple[Claim, Judgement]]:
        """The judgements of other claims as they come; None: the next depends on them."""


@dataclass(slots=True)
class _Open(Generic[K, T]):
    """A computation that waits for a claim, and what it heard of those before."""

    name: K
    start: Start[T]
    computation: Asking[T] = field(init=False)
    claim: Claim | None = None
    heard: list[Judgement] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.computation = self.start()


class Docket:
    """The judgements known so far, and who decides what is not."""

    def __init__(self, judge: Judge, decisions: Decisions) -> None:
        self._judge = judge
        self._decisions = decisions
        self.known: dict[Claim, Judgement] = {}

    def settle(self, asking: Iterator[tuple[K, Start[T]] | None]) -> Iterator[tuple[K, T]]:
        """What each computation comes to, as they end.

        A computation is taken from the iterator when claims are needed. None says that there is
        none now: the iterator is asked again after the next end of one.
        """
        session: _Session[K, T] = _Session(self, asking)
        while True:
            for claim, found in self._judge.decided(session.claims()):
                session.tell(claim, found)
                yield from session.ended()
            # nothing is being judged: what came to its end without that is all there is
            ended = list(session.ended())
            if not ended:
                return
            yield from ended

    def find(self, claim: Claim) -> Judgement | None:
        """The judgement of a claim, with what a person decided; None if it must be decided."""
        found = self.known.get(claim)
        if found is None:
            found = self._judge.known(claim)
            if found is None:
                return None
            self.keep(claim, found)
        return self.with_decision(claim, found)

    def keep(self, claim: Claim, found: Judgement) -> None:
        """Know a judgement from now on."""
        if len(self.known) >= _HELD:
            del self.known[next(iter(self.known))]
        self.known[claim] = found

    def with_decision(self, claim: Claim, found: Judgement) -> Judgement:
        """The judgement, with what a person decided."""
        if not self._decisions.steps:
            return found
        decision = self._decisions.steps.get(claim.key)
        return replace(found, decision=decision) if decision else found


class _Session(Generic[K, T]):
    """Computations that are on their way, and the claims that they wait for."""

    def __init__(self, docket: Docket, asking: Iterator[tuple[K, Start[T]] | None]) -> None:
        self._docket, self._asking = docket, asking
        self._queue: deque[Claim] = deque()
        #: claims that are queued or being judged, with who cannot go on without them
        self._asked: dict[Claim, list[_Open[K, T]]] = {}
        self._ended: deque[tuple[K, T]] = deque()

    def claims(self) -> Iterator[Claim | None]:
        """What is to be judged next; None while all that is open waits for judgements."""
        while True:
            while not self._queue and (job := next(self._asking, None)) is not None:
                self._go_on(_Open(*job))
            yield self._queue.popleft() if self._queue else None

    def tell(self, claim: Claim, found: Judgement) -> None:
        """Go on with all that waited for a claim."""
        self._docket.keep(claim, found)
        for each in self._asked.pop(claim):
            self._go_on(each)

    def ended(self) -> Iterator[tuple[K, T]]:
        """What came to its end since the last time."""
        while self._ended:
            yield self._ended.popleft()

    def _go_on(self, each: _Open[K, T]) -> None:
        """Run on until a claim is asked for that nobody judged yet."""
        try:
            if each.claim is None:
                each.claim = next(each.computation)
            while (found := self._found(each)) is not None:
                each.heard.append(found)
                each.claim = each.computation.send(found)
        except StopIteration as end:
            self._ended.append((each.name, end.value))
            return
        if each.claim not in self._asked:
            for likely in self._ahead(each):
                if likely not in self._asked:
                    self._asked[likely] = []
                    self._queue.append(likely)
        self._asked[each.claim].append(each)

    def _ahead(self, each: _Open[K, T]) -> Iterator[Claim]:
        """What a computation waits for, and asks for next if every line holds, as most lines do."""
        computation = each.start()
        with suppress(StopIteration):
            claim = next(computation)
            for found in each.heard:
                claim = computation.send(found)
            for _ in range(_AHEAD):
                while (known := self._known(claim)) is not None:
                    claim = computation.send(known)
                yield claim
                claim = computation.send(_ALL_RIGHT)

    def _found(self, each: _Open[K, T]) -> Judgement | None:
        """What is known of the claim that a computation waits for.

        One that was given up hears nothing else, whatever others found out.
        """
        assert each.claim is not None
        if sum(found.limit is not None for found in each.heard) >= _PATIENCE:
            return self._docket.with_decision(each.claim, _GIVEN_UP)
        return self._known(each.claim)

    def _known(self, claim: Claim) -> Judgement | None:
        return None if claim in self._asked else self._docket.find(claim)
