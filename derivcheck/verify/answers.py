"""The records of all claims of a run: those that are known, and those that are decided now.

Claims are asked for in portions in the order of the files, within one the longest first so that
none is left alone at the end; records are given on in the order of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from derivcheck.language.positions import Place, Text
from derivcheck.verify.brief import brief
from derivcheck.verify.cache.memory import Memory
from derivcheck.verify.cache.pages import Known
from derivcheck.verify.means import Means
from derivcheck.verify.record import ClaimRecord, ProblemRecord
from derivcheck.verify.settings import Settings
from derivcheck.verify.snippets import with_snippets
from derivcheck.verify.source import ClaimSource, Correction, Derivation
from derivcheck.verify.work import Work

Job = tuple[Derivation, ClaimSource]

#: claims that are looked at together
_PORTION = 256

if TYPE_CHECKING:
    from derivcheck.verify.questions import Question


_NOWHERE = Place("", 0, 0, 0, 0)
_DONE = (Derivation(file=""), ClaimSource(id=Text(""), file="", place=_NOWHERE))


@dataclass(slots=True, eq=False, repr=False)
class Judged:
    """What came out: records (brief ones if that is asked), the problems in them, the work."""

    claims: list[ClaimRecord] = field(default_factory=list)
    problems: list[ProblemRecord] = field(default_factory=list)
    work: Work = field(default_factory=Work)


@dataclass(slots=True, eq=False, repr=False)
class _Line:
    """Records that wait for those before them, and what becomes of each in its turn."""

    jobs: list[Job]
    means: Means
    memory: Memory
    judged: Judged = field(default_factory=Judged)
    waiting: dict[int, tuple[ClaimRecord, Work | None]] = field(default_factory=dict)
    page: list[Known] = field(default_factory=list)
    done: int = 0

    def put(self, at: int, record: ClaimRecord, work: Work | None = None) -> None:
        """Take a record, or a brief one with its work, and give on all whose turn it is."""
        if work is None:
            record = with_snippets(_transcribing(record, *self.jobs[at]), self.jobs[at][0].lines)
        self.waiting[at] = (record, work)
        self.done += 1
        if self.means.progress:
            self.means.progress(self.done, len(self.jobs), record)
        while (turn := len(self.judged.claims)) in self.waiting:
            self._give_on(turn, *self.waiting.pop(turn))

    def _give_on(self, at: int, record: ClaimRecord, work: Work | None) -> None:
        judged, (derivation, _) = self.judged, self.jobs[at]
        if self.means.each:
            self.means.each(record)
        short = record
        if work is None:
            short, work = brief(record), Work.of(record)
            self.page.append((short, work))
        judged.claims.append(short if self.means.brief else record)
        judged.problems += record.problems
        judged.work += work
        if at + 1 == len(self.jobs) or self.jobs[at + 1][0] is not derivation:
            self.memory.keep_page(derivation, self.page)
            self.page = []
        # What was decided is not needed any more: of many claims it would be the most.
        self.jobs[at] = _DONE


def judge_all(
    derivations: Iterable[Derivation],
    settings: Settings,
    means: Means,
    memory: Memory | None = None,
) -> Judged:
    """The records of all claims, in the order of the files, with the lines they point at."""
    memory = memory or Memory.of(settings, means)
    jobs: list[Job] = [(each, claim) for each in derivations for claim in each.claims]
    line = _Line(jobs, means, memory)
    asked: dict[int, Question] = {}
    questions = _unknown(line, settings, asked)
    first = next(questions, None)
    if first is not None:
        # Workers are imported here, because a run of known claims needs none.
        from derivcheck.verify.workers import Workers, available

        def calls() -> Iterator[tuple[int, Question]]:
            yield first
            yield from questions

        neutral = ((at, (q.declared.derivation, q.neutral.claim, settings)) for at, q in calls())
        with Workers(means.jobs or available(), settings.timeout) as workers:
            for at, answer in workers.decided(neutral):
                question = asked.pop(at)
                if answer.entry is not None:
                    memory.keep(question.keys.name(answer.record), answer.entry)
                line.put(at, question.answered(answer.record))
    memory.close()
    return line.judged


def _transcribing(record: ClaimRecord, derivation: Derivation, claim: ClaimSource) -> ClaimRecord:
    """The record beside the formula of the notes, which no verdict depends on."""
    reference = claim.source.formula
    if reference is None:
        return record
    from derivcheck.verify.transcription import with_formula

    return with_formula(record, reference, derivation.formulas.get(record.id))


def _unknown(
    line: _Line, settings: Settings, asked: dict[int, Question]
) -> Iterator[tuple[int, Question]]:
    """The questions that nobody answered before; the other records are put in their places."""
    numbered = iter(enumerate(line.jobs))
    while portion := list(islice(numbered, _PORTION)):
        open_ones = []
        for at, question in _questions(line, portion, settings):
            record = line.memory.recall(question)
            if record is not None:
                line.put(at, record)
            else:
                open_ones.append((at, question))
        open_ones.sort(key=lambda each: -_length(each[1].claim))
        for at, question in open_ones:
            asked[at] = question
            yield at, question


def _questions(
    line: _Line, portion: Sequence[tuple[int, tuple[Derivation, ClaimSource]]], settings: Settings
) -> Iterator[tuple[int, Question]]:
    """The questions of some claims, without those that stand on the page of their file."""
    present: Derivation | None = None
    for at, (derivation, claim) in portion:
        known = line.memory.page(claim)
        if known is not None:
            line.put(at, *known)
            continue
        # Imported here, because pages need no language.
        from derivcheck.verify.questions import Asking

        if derivation is not present:
            present, asking = derivation, Asking.of(derivation, settings, line.memory.program)
        yield at, asking.about(claim)


def _length(claim: ClaimSource) -> int:
    """Characters of all lines that are decided, a chain's twice: the best guess at its cost."""
    written: list[ClaimSource | Correction] = [claim]
    if claim.erratum is not None and claim.erratum.correct is not None:
        written.append(claim.erratum.correct)
    lines = [each.claim for each in written if each.claim is not None]
    steps = [step for each in written for step in each.steps or ()]
    return sum(len(text.value) for text in (*lines, *steps, *steps))
