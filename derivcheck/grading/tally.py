"""What many marked submissions come to: counted one by one, none of them held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median

from derivcheck.grading.reading.numbers import printed
from derivcheck.grading.record import (
    LineRecord,
    MeanRecord,
    MistakeRecord,
    QuestionRecord,
    SubmissionRecord,
    SummaryRecord,
    WaitingRecord,
)
from derivcheck.verify.record import ProblemRecord

#: instances shown of one kind of mistake
_SHOWN = 5


@dataclass(slots=True)
class QuestionTally:
    """How many have full marks, a part, none, or wait."""

    maximum: Fraction = Fraction(0)
    full: int = 0
    part: int = 0
    none: int = 0
    waiting: int = 0


@dataclass(slots=True)
class _Mistake:
    students: dict[str, None] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Tally:
    """Counts over submissions, filled one after the other."""

    questions: dict[str, QuestionTally] = field(default_factory=dict)
    totals: list[Fraction] = field(default_factory=list)
    mistakes: dict[tuple[str, str, str], _Mistake] = field(default_factory=dict)
    waiting: dict[str, WaitingRecord] = field(default_factory=dict)
    problems: list[ProblemRecord] = field(default_factory=list)
    decided: Counter[str] = field(default_factory=Counter)
    #: steps decided against the engine, with the line of decisions.yaml
    contradicted: dict[str, int] = field(default_factory=dict)
    #: the files of students with several submissions
    several: dict[str, list[str]] = field(default_factory=dict)
    submissions: int = 0
    #: every different step that was judged
    keys: set[str] = field(default_factory=set)
    unread: int = 0
    lines: int = 0
    #: whether the program contradicted itself somewhere
    internal: bool = False

    def add(self, submission: SubmissionRecord) -> None:
        """Count one submission."""
        self.problems += submission.problems
        if not submission.questions:
            self.unread += 1
            return
        self.submissions += 1
        if submission.beside is not None:
            files = self.several.setdefault(submission.student, [submission.beside])
            files.append(submission.file)
        low = high = Fraction(0)
        for question in submission.questions:
            low += Fraction(question.marks.low)
            high += Fraction(question.marks.high)
            self._question(question, submission.student)
        if low == high:
            self.totals.append(low)

    def _question(self, question: QuestionRecord, student: str) -> None:
        counts = self.questions.setdefault(question.id, QuestionTally())
        marks = question.marks
        counts.maximum = Fraction(marks.maximum)
        if marks.low != marks.high:
            counts.waiting += 1
        elif marks.low == marks.maximum:
            counts.full += 1
        elif Fraction(marks.low):
            counts.part += 1
        else:
            counts.none += 1
        self.lines += sum(line.mark is not None for line in question.lines)
        waiting: set[str] = set()
        for line in question.lines:
            if line.decided:
                self.decided[line.decided] += 1
            for verdict in (line.follows, line.holds):
                if verdict is not None:
                    self.keys.add(verdict.key)
                    self.internal = self.internal or (verdict.code or "").startswith("DC9")
            if line.decision and line.decision.contradicted and line.follows:
                self.contradicted[line.follows.key] = line.decision.line or 1
            if line.mark and line.mark.why == "first_error":
                self._mistake(question.id, student, line)
            self._wait(question, line, waiting)

    def _mistake(self, question: str, student: str, line: LineRecord) -> None:
        suggestion = line.suggestion
        if suggestion is not None and suggestion.edit is not None:
            kind, words = suggestion.edit.kind, suggestion.words or suggestion.edit.kind
        elif line.follows is not None and line.follows.verdict == "ill_posed":
            kind, words = "shape", line.message or "the shapes do not fit"
        else:
            kind, words = "other", "does not follow"
        mistake = self.mistakes.setdefault((question, kind, words), _Mistake())
        mistake.students[student] = None
        mistake.lines[line.text] += 1

    def _wait(self, question: QuestionRecord, line: LineRecord, noted: set[str]) -> None:
        """Note what of a line waits for a person, each step once for a student."""
        if line.decided == "waiting" and line.follows:
            self._wait_for(line.follows.key, question.id, line.step, line, noted)
        answers = question.answer is not None and question.answer.why == "waiting"
        last = question.lines[-1:] == (line,) or line.role == "answer"
        if answers and last and line.holds and line.holds.verdict == "undecided":
            lines = ("as the answer", line.read_as or line.text)
            self._wait_for(line.holds.key, question.id, lines, line, noted)

    def _wait_for(
        self, key: str, question: str, lines: tuple[str, ...], line: LineRecord, noted: set[str]
    ) -> None:
        if key in noted:
            return
        noted.add(key)
        known = self.waiting.get(key)
        self.waiting[key] = WaitingRecord(
            key=key,
            question=question,
            students=known.students + 1 if known else 1,
            lines=lines,
            tried=line.tried,
            message=line.message,
        )

    # What came out ---------------------------------------------------------------------------

    def mistake_records(self) -> tuple[MistakeRecord, ...]:
        """Mistakes by question, the commonest first."""
        order = {name: at for at, name in enumerate(self.questions)}
        records = [
            MistakeRecord(
                kind=kind,
                words=words,
                question=question,
                students=tuple(mistake.students),
                lines=tuple(text for text, _ in mistake.lines.most_common(_SHOWN)),
            )
            for (question, kind, words), mistake in self.mistakes.items()
        ]
        return tuple(
            sorted(records, key=lambda m: (order[m.question], -len(m.students), m.kind, m.words))
        )

    def waiting_records(self) -> tuple[WaitingRecord, ...]:
        """What waits, each step once, the most wanted first."""
        return tuple(sorted(self.waiting.values(), key=lambda w: (-w.students, w.question, w.key)))

    def summary(self, audit: Mapping[str, int]) -> SummaryRecord:
        """The counts of the run."""
        settled = len(self.totals)
        return SummaryRecord(
            submissions=self.submissions,
            lines=self.lines,
            decided_once=len(self.keys),
            waiting=sum(w.students for w in self.waiting.values()),
            marks=MeanRecord(
                mean=_rounded(sum(self.totals, Fraction(0)) / settled) if settled else None,
                median=_rounded(Fraction(median(self.totals))) if settled else None,
                settled=settled,
            ),
            unread=self.unread,
            decided=dict(sorted(self.decided.items())),
            contradicted=tuple(self.contradicted),
            audit=audit,
        )


@dataclass(frozen=True, slots=True)
class Sum:
    """The marks of all questions together."""

    low: str
    high: str
    maximum: str

    @classmethod
    def of(cls, submission: SubmissionRecord) -> Sum:
        """What one student has in all."""

        def added(part: str) -> str:
            marks = (Fraction(getattr(each.marks, part)) for each in submission.questions)
            return printed(sum(marks, Fraction(0)))

        return cls(added("low"), added("high"), added("maximum"))


def _rounded(marks: Fraction) -> str:
    """To one decimal."""
    return printed(Fraction(round(marks * 10), 10))
