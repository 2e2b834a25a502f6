"""Claims about lines decided by the judge of derivations, in workers that can be killed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from derivcheck.grading.claims import Claim, Judgement
from derivcheck.grading.prepared import Prepared
from derivcheck.language.positions import Span
from derivcheck.verify.cache.memory import Memory
from derivcheck.verify.means import Means
from derivcheck.verify.questions import Asking, Question
from derivcheck.verify.record import ClaimRecord, Verdict
from derivcheck.verify.settings import Settings
from derivcheck.verify.workers import Workers, available

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
    #: claims that were decided, and who is told of each
    decided: int = 0
    progress: Callable[[int], None] | None = None
    _asking: dict[tuple[str, bool], tuple[Memory, Asking]] = field(default_factory=dict)
    _workers: Workers = field(init=False)

    def __post_init__(self) -> None:
        """Starts no worker yet."""
        self._workers = Workers(self.processes or available(), self.settings.timeout)

    def __call__(self, claims: Sequence[Claim]) -> dict[Claim, Judgement]:
        """The judgement of each claim; those that nobody can read wait."""
        found = {claim: UNREADABLE for claim in claims if not claim.readable}
        records: dict[Claim, ClaimRecord] = {}
        unknown: list[tuple[Claim, Memory, Question]] = []
        for claim in claims:
            if claim.readable:
                memory, asking = self._about(claim)
                question = asking.about(self.questions[claim.question].source(claim)[1])
                record = memory.recall(question)
                if record is not None:
                    records[claim] = record
                else:
                    unknown.append((claim, memory, question))
        # what takes longest comes first, so that none is left alone at the end
        unknown.sort(key=lambda each: (not each[0].repair, -sum(map(len, each[0].lines))))
        calls = ((q.declared.derivation, q.neutral.claim, self._settings(c)) for c, _, q in unknown)
        for number, answer in self._workers.decided(enumerate(calls)) if unknown else ():
            claim, memory, question = unknown[number]
            if answer.entry is not None:
                memory.keep(question.keys.name(answer.record), answer.entry)
            records[claim] = question.answered(answer.record)
            self.decided += 1
            if self.progress:
                self.progress(self.decided)
        for claim, record in records.items():
            found[claim] = judgement(record, len(claim.lines), self.settings)
        return found

    def _settings(self, claim: Claim) -> Settings:
        return replace(self.settings, repair=claim.repair)

    def _about(self, claim: Claim) -> tuple[Memory, Asking]:
        """The memory and what all claims about one question share."""
        name = (claim.question, claim.repair)
        if name not in self._asking:
            settings = self._settings(claim)
            memory = Memory.of(settings, Means(jobs=self.processes, cache=self.cache))
            derivation = self.questions[claim.question].source(claim)[0]
            self._asking[name] = memory, Asking.of(derivation, settings, memory.program)
        return self._asking[name]

    def close(self) -> None:
        """Let the workers and old entries of the cache go."""
        self._workers.close()
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
