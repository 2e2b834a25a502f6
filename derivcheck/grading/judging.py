"""Claims about lines decided by the judge of derivations, in workers that can be killed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from derivcheck.grading.claims import Claim, Judgement
from derivcheck.grading.prepared import Prepared
from derivcheck.language.positions import Span
from derivcheck.verify.cache.memory import Memory
from derivcheck.verify.means import Means
from derivcheck.verify.questions import Asking, Question
from derivcheck.verify.record import ClaimRecord, Verdict
from derivcheck.verify.settings import Settings
from derivcheck.verify.workers import available, decided

UNREADABLE = Judgement(
    verdict=Verdict.UNDECIDED,
    reason="unread",
    message="a line that could not be read stands in the way",
)


@dataclass(slots=True)
class Judge:
    """Decides claims about some questions; with `cache` it knows what earlier runs found out.

    What is decided is kept at once, so that a run that is killed has not decided in vain.
    """

    questions: Mapping[str, Prepared]
    settings: Settings
    processes: int | None = None
    cache: bool = False
    _asking: dict[tuple[str, bool], tuple[Memory, Asking]] = field(default_factory=dict)

    def __call__(self, claims: Sequence[Claim]) -> dict[Claim, Judgement]:
        """The judgement of each claim; those that nobody can read wait."""
        found = {claim: UNREADABLE for claim in claims if not claim.readable}
        for repair in (False, True):
            asked = [each for each in claims if each.readable and each.repair is repair]
            found |= self._decided(asked, replace(self.settings, repair=repair))
        return found

    def _decided(self, claims: Sequence[Claim], settings: Settings) -> dict[Claim, Judgement]:
        known: dict[Claim, ClaimRecord] = {}
        unknown: list[tuple[Claim, Memory, Question]] = []
        for claim in claims:
            memory, asking = self._about(claim, settings)
            question = asking.about(self.questions[claim.question].source(claim)[1])
            record = memory.recall(question)
            if record is not None:
                known[claim] = record
            else:
                unknown.append((claim, memory, question))
        unknown.sort(key=lambda each: -sum(map(len, each[0].lines)))
        calls = ((q.declared.derivation, q.neutral.claim) for _, _, q in unknown)
        processes = self.processes or available()
        for number, answer in decided(enumerate(calls), settings, processes) if unknown else ():
            claim, memory, question = unknown[number]
            if answer.entry is not None:
                memory.keep(question.keys.name(answer.record), answer.entry)
            known[claim] = question.answered(answer.record)
        return {claim: judgement(known[claim], len(claim.lines), settings) for claim in claims}

    def _about(self, claim: Claim, settings: Settings) -> tuple[Memory, Asking]:
        """The memory and what all claims about one question share."""
        name = (claim.question, settings.repair)
        if name not in self._asking:
            memory = Memory.of(settings, Means(jobs=self.processes, cache=self.cache))
            derivation = self.questions[claim.question].source(claim)[0]
            self._asking[name] = memory, Asking.of(derivation, settings, memory.program)
        return self._asking[name]

    def close(self) -> None:
        """Let old entries of the cache go."""
        for memory, _ in self._asking.values():
            memory.close()


def judgement(record: ClaimRecord, lines: int, settings: Settings) -> Judgement:
    """What the record of a claim says of its last line."""
    last = record
    if lines > 1 and record.steps:
        by_index = {step.index: step for step in record.steps}
        first = by_index.get(1)
        last = by_index.get(lines) or (first if first is not None and first.code else record)
    return Judgement(
        verdict=last.verdict,
        code=last.code,
        reason=last.reason,
        message=last.message,
        limit=last.limit,
        counterexample=last.counterexample,
        suggestion=last.suggestion,
        tried=_tried(last),
        focus=_focus(last, lines),
        strict=settings.require == "proof",
    )


def _tried(record: ClaimRecord) -> tuple[str, ...]:
    """The deciders that were asked, each once, in order."""
    asked = [f.decider for o in record.obligations for f in o.findings]
    return tuple(dict.fromkeys(asked))


def _focus(record: ClaimRecord, lines: int) -> Span | None:
    """The part of the last line that the record points at."""
    if record.focus is None or record.focus[0] != lines:
        return None
    _, column, _, end = record.focus
    return Span(column - 1, end - 1)
