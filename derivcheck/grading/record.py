"""What is known of marked submissions: frozen values, field for field the JSON record.

Marks are texts: decimals where they end (`2.5`), else fractions (`1/3`). Fields may be added,
never renamed or removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from derivcheck.grading.submission import Identity
from derivcheck.verify.evidence import Counterexample, Suggestion
from derivcheck.verify.record import ProblemRecord

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRecord:
    """The engine's verdict on a claim, and the key under which a person may decide it."""

    verdict: str
    code: str | None = None
    key: str
    reason: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRecord:
    """What a line earned of what it could; `kind` is M, A or B.

    `why`: ok, first_error, follow_through, waiting, missing_milestone, form, decision.
    """

    kind: str
    awarded: str
    maximum: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """What a person decided, and whether the engine says the opposite."""

    verdict: str
    marks: str | None = None
    why: str | None = None
    by: str | None = None
    line: int | None = None
    contradicted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRecord:
    """A line of an answer: `index` counts the lines of the answer, `line` those of the file.

    `decided` is `proof`, `numbers`, `person` or `waiting`; None for lines that state nothing.
    """

    index: int
    line: int
    column: int
    text: str
    notation: str = "plain"
    read_as: str | None = None
    role: str
    condition: str | None = None
    follows: VerdictRecord | None = None
    holds: VerdictRecord | None = None
    mark: MarkRecord | None = None
    counterexample: Counterexample | None = None
    suggestion: Suggestion | None = None
    decided_by: str | None = None
    decided: str | None = None
    decision: DecisionRecord | None = None
    limit: str | None = None
    message: str | None = None
    before: str | None = None
    tried: tuple[str, ...] = ()

    @property
    def step(self) -> tuple[str, ...]:
        """The line, and the one before if there is one, as a person is asked about them."""
        return tuple(each for each in (self.before, self.read_as or self.text) if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksRecord:
    """The marks of a question: from `low` to `high` while something waits."""

    low: str
    high: str
    maximum: str
    method: str
    answer: str


class Ranging(Protocol):
    """Marks that may still lie between two ends."""

    @property
    def low(self) -> str: ...  # noqa: D102  (the names are those of the record)

    @property
    def high(self) -> str: ...  # noqa: D102

    @property
    def maximum(self) -> str: ...  # noqa: D102


def of_maximum(marks: Ranging) -> str:
    """`3 of 6`, or `3-5 of 6` while something waits."""
    reached = marks.low if marks.low == marks.high else f"{marks.low}-{marks.high}"
    return f"{reached} of {marks.maximum}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRecord:
    """One answered question; `milestones` are the lines that met them, `missing` the others.

    Of an `illegible` answer nothing could be read.
    """

    id: str
    marks: MarksRecord
    first_wrong_line: int | None = None
    milestones: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    answer: MarkRecord | None = None
    lines: tuple[LineRecord, ...] = ()
    page: str | None = None
    transcriber: str | None = None
    remarks: tuple[str, ...] = ()
    override: DecisionRecord | None = None
    illegible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRecord:
    """One student's work; without `questions` it could not be read.

    `beside` is the file of an earlier submission under the same name.
    """

    student: str
    file: str
    sha256: str
    transcriber: str | None = None
    beside: str | None = None
    problems: tuple[ProblemRecord, ...] = ()
    questions: tuple[QuestionRecord, ...] = ()

    @property
    def identity(self) -> Identity:
        """That of the submission."""
        return self.student, self.file, self.sha256, self.beside


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeRecord:
    """One kind of mistake in one question, and who made it; `students` are in file order."""

    kind: str
    words: str
    question: str
    students: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRecord:
    """A step that waits for a person: once, however many students wrote it."""

    key: str
    question: str
    students: int
    lines: tuple[str, ...]
    tried: tuple[str, ...] = ()
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanRecord:
    """Mean and median of the marks that are settled."""

    mean: str | None = None
    median: str | None = None
    settled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRecord:
    """Counts of a run; `decided` are lines by how they were decided."""

    submissions: int = 0
    lines: int = 0
    decided_once: int = 0
    waiting: int = 0
    marks: MeanRecord = field(default_factory=MeanRecord)
    unread: int = 0
    decided: Mapping[str, int] = field(default_factory=dict)
    contradicted: tuple[str, ...] = ()
    audit: Mapping[str, int] = field(default_factory=dict)
