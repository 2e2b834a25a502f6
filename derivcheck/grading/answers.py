"""Answers marked as they come, each different text to a question once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from derivcheck.grading.docket import Docket, Start
from derivcheck.grading.marking import Outcome, mark
from derivcheck.grading.placing import placed, unplaced
from derivcheck.grading.prepared import Prepared
from derivcheck.grading.record import QuestionRecord
from derivcheck.grading.recording import question_record
from derivcheck.grading.submission import Answer, Submission

#: records that are held, and batches that are on their way
_HELD, _BATCHES = 2_000, 8

#: submissions that are recorded together
Batch = Sequence[Submission]

#: a question and the text of an answer to it
Name = tuple[str, str]


@dataclass(slots=True)
class MarkedBatch:
    """A batch with the records of its answers so far; `open` are those that have none yet."""

    batch: Batch
    open: dict[Name, None]
    records: dict[Name, QuestionRecord]

    def record(self, answer: Answer) -> QuestionRecord:
        """The record of an answer where it is written."""
        return placed(self.records[_name(answer)], answer)


@dataclass(slots=True)
class Answers:
    """What answers came to, by question and text; the last are held."""

    questions: Mapping[str, Prepared]
    docket: Docket
    _known: dict[Name, QuestionRecord] = field(default_factory=dict)

    def marked(self, batches: Iterable[Batch]) -> Iterator[MarkedBatch]:
        """The batches in their order, each when all of its answers are marked."""
        line: deque[MarkedBatch] = deque()
        starts = self._starts(iter(batches), line)
        while True:
            for name, outcome in self.docket.settle(starts):
                self._put(name, outcome, line)
                yield from _done(line)
            # nothing is open any more
            if not line:
                return
            yield from _done(line)

    def _starts(
        self, batches: Iterator[Batch], line: deque[MarkedBatch]
    ) -> Iterator[tuple[Name, Start[Outcome]] | None]:
        """What there is to mark; None while enough batches are on their way."""
        while True:
            if len(line) >= _BATCHES or (batch := next(batches, None)) is None:
                yield None
                continue
            begun = {name for each in line for name in each.open}
            line.append(self._opened(batch))
            for name in [name for name in line[-1].open if name not in begun]:
                yield name, partial(mark, self.questions[name[0]], unplaced(name[1]))

    def _opened(self, batch: Batch) -> MarkedBatch:
        answers = (answer for submission in batch for answer in submission.answers)
        names = dict.fromkeys(_name(each) for each in answers if each.question in self.questions)
        records = {name: self._known[name] for name in names if name in self._known}
        return MarkedBatch(batch, {name: None for name in names if name not in records}, records)

    def _put(self, name: Name, outcome: Outcome, line: Iterable[MarkedBatch]) -> None:
        question = self.questions[name[0]].question
        record = question_record(question.id, question.marks, outcome)
        for each in line:
            if name in each.open:
                del each.open[name]
                each.records[name] = record
        if len(self._known) >= _HELD:
            del self._known[next(iter(self._known))]
        self._known[name] = record


def _done(line: deque[MarkedBatch]) -> Iterator[MarkedBatch]:
    while line and not line[0].open:
        yield line.popleft()


def _name(answer: Answer) -> Name:
    return answer.question, answer.steps.value
