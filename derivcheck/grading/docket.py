"""Every different claim judged once, for all answers that ask for it.

Answers are marked side by side: each goes as far as it can with what is known, then all the
claims that are missing are judged together. What an answer comes to does not depend on which
others are marked with it, because a judgement depends on its claim only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from derivcheck.grading.claims import Asking, Claim, Judgement
from derivcheck.grading.decisions import Decisions
from derivcheck.verify.record import Verdict

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_ALL_RIGHT = Judgement(verdict=Verdict.PROVED)
Judge = Callable[[list[Claim]], Mapping[Claim, Judgement]]


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
        likely: dict[Claim, None] = {}
        for computation in computations:
            with suppress(StopIteration):
                claim = next(computation)
                while True:
                    likely[claim] = None
                    claim = computation.send(_ALL_RIGHT)
        self.known |= self._judge([claim for claim in likely if claim not in self.known])

    def settle(self, asking: Mapping[K, Asking[T]]) -> Iterator[tuple[K, T]]:
        """What each computation comes to, as they end."""
        open_ones: dict[K, tuple[Asking[T], Claim]] = {}
        for name, computation in asking.items():
            yield from self._advance(name, computation, None, open_ones)
        while open_ones:
            missing = dict.fromkeys(claim for _, claim in open_ones.values())
            self.known |= self._judge(list(missing))
            current, open_ones = open_ones, {}
            for name, (computation, claim) in current.items():
                yield from self._advance(name, computation, self._found(claim), open_ones)

    def _advance(
        self,
        name: K,
        computation: Asking[T],
        answer: Judgement | None,
        open_ones: dict[K, tuple[Asking[T], Claim]],
    ) -> Iterator[tuple[K, T]]:
        """Run on until a claim is asked for that nobody judged yet."""
        try:
            claim = computation.send(answer) if answer is not None else next(computation)
            while claim in self.known:
                claim = computation.send(self._found(claim))
        except StopIteration as end:
            yield name, end.value
            return
        open_ones[name] = computation, claim

    def _found(self, claim: Claim) -> Judgement:
        """The judgement, with what a person decided."""
        found = self.known[claim]
        if not self._decisions.steps:
            return found
        decision = self._decisions.steps.get(claim.key)
        return replace(found, decision=decision) if decision else found
