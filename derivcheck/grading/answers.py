"""Answers marked, each different text to a question once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from derivcheck.grading.docket import Docket
from derivcheck.grading.marking import mark
from derivcheck.grading.placing import placed, without_place
from derivcheck.grading.prepared import Prepared
from derivcheck.grading.record import QuestionRecord
from derivcheck.grading.recording import question_record
from derivcheck.grading.submission import Answer

#: records that are held after a batch
_HELD = 2_000


@dataclass(slots=True)
class Answers:
    """What answers came to, by question and text."""

    questions: Mapping[str, Prepared]
    docket: Docket
    _known: dict[tuple[str, str], QuestionRecord] = field(default_factory=dict)

    def mark(self, answers: Iterable[Answer]) -> None:
        """Mark some answers side by side; earlier ones may be forgotten."""
        while len(self._known) > _HELD:
            del self._known[next(iter(self._known))]
        new = {_name(each): each for each in answers if _name(each) not in self._known}
        asked = {
            name: partial(mark, self.questions[name[0]], without_place(answer.steps))
            for name, answer in new.items()
        }
        for name, outcome in self.docket.settle(asked):
            question = self.questions[name[0]].question
            self._known[name] = question_record(question.id, question.marks, outcome)

    def record(self, answer: Answer) -> QuestionRecord:
        """The record of an answer that was marked."""
        return placed(self._known[_name(answer)], answer)


def _name(answer: Answer) -> tuple[str, str]:
    return answer.question, answer.steps.value
