"""Claims about lines decided by the judge of derivations, in workers that can be killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from derivcheck.grading.claims import Claim, Judgement
from derivcheck.grading.prepared import Prepared
from derivcheck.language.positions import Span
from derivcheck.verify.cache.memory import Memory
from derivcheck.verify.means import Means
from derivcheck.verify.questions import Asking, Question
from derivcheck.verify.record import ClaimRecord, Verdict
from derivcheck.verify.settings import Settings
from derivcheck.verify.workers import Call, Workers, available

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
    count: int = 0
    progress: Callable[[int], None] | None = None
    #: claims that were found to be unknown and are not being decided yet
    _open: dict[Claim, tuple[Memory, Question]] = field(default_factory=dict)
    _asking: dict[tuple[str, bool, bool], tuple[Memory, Asking]] = field(default_factory=dict)
    _workers: Workers = field(init=False)

    def __post_init__(self) -> None:
        """Starts no worker yet."""
        self._workers = Workers(self.processes or available(), self.settings.timeout)

    def known(self, claim: Claim) -> Judgement | None:
        """The judgement of a claim that nobody can read, or that an earlier run decided."""
        if not claim.readable:
            return UNREADABLE
        if claim in self._open:
            return None
        memory, asking = self._about(claim)
        question = asking.about(self.questions[claim.question].source(claim)[1])
        record = memory.recall(question)
        if record is not None:
            return judgement(record, len(claim.lines), self.settings)
        self._open[claim] = memory, question
        return None

    def decided(self, claims: Iterator[Claim | None]) -> Iterator[tuple[Claim, Judgement]]:
        """The judgements of claims that are not known, as they come.

        A None among the claims says that the next one may depend on judgements.
        """
        asked: dict[int, tuple[Claim, Memory, Question]] = {}

        def calls() -> Iterator[tuple[int, Call] | None]:
            for number, claim in enumerate(claims):
                if claim is None:
                    yield None
                    continue
                memory, question = self._open.pop(claim)
                asked[number] = claim, memory, question
                told = question.declared.derivation, question.neutral.claim
                yield number, (*told, self._settings(claim))

        for number, answer in self._workers.decided(calls()):
            claim, memory, question = asked.pop(number)
            if answer.entry is not None:
                memory.keep(question.keys.name(answer.record), answer.entry)
            self.count += 1
            if self.progress:
                self.progress(self.count)
            record = question.answered(answer.record)
            yield claim, judgement(record, len(claim.lines), self.settings)

    def _settings(self, claim: Claim) -> Settings:
        return replace(self.settings, repair=claim.repair, covering=claim.covering)

    def _about(self, claim: Claim) -> tuple[Memory, Asking]:
        """The memory and what all claims about one question share."""
        name = (claim.question, claim.repair, claim.covering)
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
