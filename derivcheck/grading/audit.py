"""How far a person agrees with the engine, on decisions drawn at random.

The answers are decisions like any other; those with `audit:` hold what the engine had said.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from derivcheck.grading.decisions import Decisions, Ruling
from derivcheck.grading.record import SubmissionRecord


@dataclass(frozen=True, slots=True)
class Sample:
    """An automatic decision: the step, and whether the engine let it follow."""

    key: str
    question: str
    lines: tuple[str, ...]
    verdict: str
    follows: bool

    @property
    def ruling(self) -> Ruling:
        """What the engine decided."""
        return Ruling.FOLLOWS if self.follows else Ruling.NOT


def drawn(
    submissions: Iterable[SubmissionRecord], decisions: Decisions, count: int, seed: int
) -> list[Sample]:
    """Some different steps that the engine decided alone, the same for the same seed."""
    found: dict[str, Sample] = {}
    for submission in submissions:
        for question in submission.questions:
            for line in question.lines:
                if line.decided not in ("proof", "numbers") or line.follows is None:
                    continue
                follows = line.follows.verdict in ("proved", "supported")
                key = line.follows.key
                if key not in decisions.steps:
                    found[key] = Sample(key, question.id, line.step, line.follows.verdict, follows)
    every = [found[key] for key in sorted(found)]
    return random.Random(seed).sample(every, min(count, len(every)))  # noqa: S311  (no secret)


def agreement(decisions: Decisions) -> Mapping[str, int]:
    """How many audited decisions there are, and in how many person and engine agree."""
    audited = [each for each in decisions.steps.values() if each.audited]
    if not audited:
        return {}
    agreed = sum(
        (each.audited in ("proved", "supported")) == (each.ruling is Ruling.FOLLOWS)
        for each in audited
    )
    return {"asked": len(audited), "agreed": agreed}
