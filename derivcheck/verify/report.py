"""What one run found, in the order of the files: the value every format is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from derivcheck.verify.record import ClaimRecord, ProblemRecord, Region, Verdict
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import Derivation
from derivcheck.verify.values import Value
from derivcheck.verify.work import Work

#: the version of the report's form
FORMAT = 1

AS_EXPECTED, UNEXPECTED, USAGE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class FileRecord(Value):
    """One file that was read; `unread` claims could not be."""

    file: str
    kind: str
    sha256: str
    title: str | None = None
    source: Mapping[str, Any] = field(default_factory=dict)
    claims: int = 0
    unread: int = 0

    @classmethod
    def of(cls, derivation: Derivation) -> FileRecord:
        """The record of a derivation."""
        source = derivation.source
        said = {"document": source.document, "section": source.section, "quote": source.quote}
        return cls(
            file=derivation.file,
            kind="derivation",
            sha256=derivation.sha256,
            title=derivation.title,
            source={key: value for key, value in said.items() if value is not None},
            claims=len(derivation.claims),
            unread=derivation.unread,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Summary(Value):
    """Counts of a run; `unread` claims are not among `claims`."""

    claims: int = 0
    proved: int = 0
    refuted: int = 0
    supported: int = 0
    undecided: int = 0
    ill_posed: int = 0
    unexpected: int = 0
    files: int = 0
    problems: int = 0
    errata: int = 0
    corrections_proved: int = 0
    steps: int = 0
    obligations: int = 0
    points: int = 0
    cached: int = 0
    skipped: int = 0
    exit_code: int = 0
    unread: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Report(Value):
    """A run: what was asked, what decided, what was found."""

    derivcheck: str
    format: int = FORMAT
    command: str = "verify"
    seed: int = 0
    settings: Mapping[str, Any] = field(default_factory=dict)
    engine: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[FileRecord, ...] = ()
    problems: tuple[ProblemRecord, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()
    summary: Summary = Summary()


def settings_fields(settings: Settings) -> dict[str, Any]:
    """The settings as the report tells them; the seed stands beside them."""
    return {
        "require": settings.require,
        "effort": settings.effort,
        "timeout": settings.timeout,
        "select": list(settings.select),
        "shard": "/".join(map(str, settings.shard)) if settings.shard else None,
    }


def distinct(
    problems: Sequence[ProblemRecord], files: Iterable[FileRecord]
) -> tuple[ProblemRecord, ...]:
    """Each problem once, in the order of the files.

    What is wrong with a declaration that many claims share is told for the first of them.
    """
    order = {record.file: at for at, record in enumerate(files)}
    seen = {about(problem): problem for problem in reversed(problems)}

    def place(problem: ProblemRecord) -> tuple[int, str, int, int]:
        at = order.get(problem.file, len(order))
        return at, problem.file, problem.line, problem.column

    return tuple(sorted(seen.values(), key=place))


def about(problem: ProblemRecord) -> tuple[str, str, str, Region]:
    """What tells a problem from all others."""
    return problem.code, problem.message, problem.file, problem.region


def summarise(
    files: Sequence[FileRecord],
    problems: Sequence[ProblemRecord],
    claims: Sequence[ClaimRecord],
    *,
    work: Work | None = None,
    skipped: int = 0,
    seconds: float = 0.0,
) -> Summary:
    """The counts of a run and its exit code; `work` where the claims do not tell it any more."""
    work = work or sum((Work.of(claim) for claim in claims), Work())
    verdicts = Counter(claim.verdict for claim in claims)
    corrections = [claim.correct for claim in claims if claim.correct]
    errors = [problem for problem in problems if problem.severity == "error"]
    return Summary(
        claims=len(claims),
        proved=verdicts[Verdict.PROVED],
        refuted=verdicts[Verdict.REFUTED],
        supported=verdicts[Verdict.SUPPORTED],
        undecided=verdicts[Verdict.UNDECIDED],
        ill_posed=verdicts[Verdict.ILL_POSED],
        unexpected=sum(not claim.ok for claim in claims),
        files=len(files),
        problems=len(errors),
        errata=sum(claim.erratum is not None for claim in claims),
        corrections_proved=sum(correct.verdict is Verdict.PROVED for correct in corrections),
        steps=work.steps,
        obligations=work.obligations,
        points=work.points,
        cached=sum(claim.cached for claim in claims),
        skipped=skipped,
        exit_code=exit_code(claims, errors),
        unread=sum(file.unread for file in files),
        seconds=round(seconds, 3),
    )


def exit_code(claims: Sequence[ClaimRecord], errors: Sequence[ProblemRecord]) -> int:
    """3 after an internal error, 1 if anything is not as expected, else 0."""
    if any((claim.code or "").startswith("DC9") for claim in claims):
        return INTERNAL
    return UNEXPECTED if errors or not all(claim.ok for claim in claims) else AS_EXPECTED
