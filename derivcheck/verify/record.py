"""What is known about a decided claim: frozen values, field for field the JSON report.

A record holds everything any report shows, so that every format is a function of it. Fields
may be added, never renamed or removed; `codec` turns records into JSON and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from derivcheck.language.positions import Place
from derivcheck.verify.evidence import (
    Counterexample,
    Edit,
    Finding,
    Numeric,
    Obligation,
    Region,
    Suggestion,
    Symbolic,
    Verdict,
)
from derivcheck.verify.source import ClaimSource
from derivcheck.verify.values import Value

if TYPE_CHECKING:
    from derivcheck.language.errors import Problem

__all__ = [
    "ClaimRecord",
    "Counterexample",
    "Edit",
    "ErratumRecord",
    "Finding",
    "Numeric",
    "Obligation",
    "ProblemRecord",
    "Region",
    "Snippet",
    "StepRecord",
    "Suggestion",
    "Symbolic",
    "Verdict",
    "region_fields",
    "written_fields",
]


#: of the answer to a question, which must have a value wherever what is asked has one
NO_VALUE = "DC303"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Snippet(Value):
    """Lines of a file around a finding, as (number, text); `region` is what to underline."""

    lines: tuple[tuple[int, str], ...]
    region: Region


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ProblemRecord(Value):
    """A malformed file, an unreadable expression (severity `error`) or a `warning`."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    severity: str
    message: str
    expected: str | None = None
    found: str | None = None
    hint: str | None = None
    claim: str | None = None
    snippet: Snippet | None = None

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The record of a problem found while reading."""
        return cls(
            **region_fields(problem.place),
            file=problem.place.file,
            code=problem.code,
            severity=problem.severity,
            message=problem.message,
            expected=problem.expected,
            found=problem.found,
            hint=problem.hint,
            claim=problem.claim,
        )

    @property
    def region(self) -> Region:
        """The place of the problem in its file."""
        return (self.line, self.column, self.end_line, self.end_column)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ErratumRecord(Value):
    """The erratum as declared, and its place."""

    verdict: str | None
    step: int | None
    why: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ClaimRecord(Value):
    """One decided claim.

    The place is the proposition as written; `focus` is the part to point at (a wrong term,
    operands whose shapes clash, a stale erratum), absent where that is the whole. `problems`
    says why the claim could not be read (errors) and what to mind (warnings). `scope` says
    for what the claim was decided (`every real x`), `where` lists the definitions used,
    `shapes` the type of its sides. `correct` is the decided correction of an erratum.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None
    id: str
    address: str
    kind: str | None = None
    claim: str
    notation: str = "plain"
    read_as: str | None = None
    quote: str | None = None
    note: str | None = None
    verdict: Verdict = Verdict.UNDECIDED
    expected: str = "proved"
    ok: bool = False
    code: str | None = None
    reason: str | None = None
    message: str | None = None
    limit: str | None = None
    symbolic: Symbolic | None = None
    numeric: Numeric | None = None
    support: Mapping[str, Any] | None = None
    obligations: tuple[Obligation, ...] = ()
    conditions: tuple[str, ...] = ()
    assumed: Mapping[str, str] = field(default_factory=dict)
    counterexample: Counterexample | None = None
    suggestion: Suggestion | None = None
    correct: ClaimRecord | None = None
    erratum: ErratumRecord | None = None
    steps: tuple[StepRecord, ...] | None = None
    first_wrong_step: int | None = None
    plot: Mapping[str, Any] | None = None
    related: tuple[Mapping[str, Any], ...] = ()
    key: str | None = None
    cached: bool = False
    seconds: float = 0.0
    focus: Region | None = None
    snippet: Snippet | None = None
    problems: tuple[ProblemRecord, ...] = ()
    scope: str | None = None
    where: tuple[str, ...] = ()
    shapes: str | None = None

    @classmethod
    def start(cls, source: ClaimSource, **known: Any) -> Self:
        """A record with everything that stands in the file; the verdict is undecided."""
        return cls(**(written_fields(source) | known))

    @property
    def caret(self) -> Region:
        """The region that a report points at."""
        return self.focus or (self.line, self.column, self.end_line, self.end_column)

    @property
    def parts(self) -> tuple[ClaimRecord, ...]:
        """The claim, the lines of a chain, and the correction."""
        return (self, *(self.steps or ()), *((self.correct,) if self.correct else ()))

    @property
    def wrong_step(self) -> StepRecord | None:
        """The first wrong line of a chain."""
        return next((s for s in self.steps or () if s.index == self.first_wrong_step), None)

    @property
    def errors(self) -> tuple[ProblemRecord, ...]:
        """Why the claim could not be read."""
        return tuple(p for p in self.problems if p.severity == "error")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class StepRecord(ClaimRecord):
    """A line of a chain, judged against line `from_`; `text` is the line as written."""

    index: int = 0
    relation: str | None = None
    text: str = ""
    from_: int | None = None
    follows: bool | None = None
    holds: bool | None = None


def written_fields(source: ClaimSource) -> dict[str, Any]:
    """What a record says of its claim as it stands in the file."""
    erratum = source.erratum
    declared = erratum and ErratumRecord(
        verdict=erratum.verdict,
        step=erratum.step,
        why=erratum.why,
        line=erratum.place.line,
        column=erratum.place.column,
    )
    return {
        **region_fields(source.place),
        "file": source.file,
        "cell": source.cell,
        "id": source.id.value,
        "address": source.address,
        "claim": source.written,
        "notation": source.notation,
        "quote": source.source.quote,
        "note": source.note,
        "expected": (erratum.verdict or "refuted") if erratum else "proved",
        "erratum": declared,
    }


def region_fields(place: Place) -> dict[str, Any]:
    """A place as the four fields of a record."""
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
