"""A run: load the derivations, judge their claims in workers, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from derivcheck import __version__
from derivcheck.verify.engine import engine
from derivcheck.verify.record import ClaimRecord, ProblemRecord
from derivcheck.verify.report import (
    FileRecord,
    Report,
    distinct,
    findings,
    settings_fields,
    summarise,
)
from derivcheck.verify.selection import Found, selected
from derivcheck.verify.settings import Settings
from derivcheck.verify.snippets import with_snippet, with_snippets
from derivcheck.verify.source import ClaimSource, Derivation
from derivcheck.verify.transcription import with_formula
from derivcheck.verify.workers import available, decide_all

#: told after each claim: how many are decided, of how many, and the last one
Progress = Callable[[int, int, ClaimRecord], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """With what a run is done; no verdict depends on it. No `jobs` means all processors."""

    jobs: int | None = None
    progress: Progress | None = None


def run(paths: Sequence[str], settings: Settings, means: Means, command: str = "verify") -> Report:
    """Verify the claims under some paths."""
    # The reader of YAML is imported here, because a claim of the command line needs none.
    from derivcheck.verify.folders import load

    return report_on(load(paths), settings, means, command)


def report_on(found: Found, settings: Settings, means: Means, command: str) -> Report:
    """Judge every claim of some derivations, and put together what came out."""
    started = time.perf_counter()
    derivations = selected(found.derivations, settings.select)
    claims = judge_all(derivations, settings, means)
    problems = problems_of(derivations, claims)
    files = tuple(FileRecord.of(derivation) for derivation in derivations)
    seconds = time.perf_counter() - started
    return Report(
        derivcheck=__version__,
        command=command,
        seed=settings.seed,
        settings=settings_fields(settings),
        engine=engine(findings(claims)),
        files=files,
        problems=problems,
        claims=claims,
        summary=summarise(files, problems, claims, skipped=found.skipped, seconds=seconds),
    )


def judge_all(
    derivations: Sequence[Derivation], settings: Settings, means: Means
) -> tuple[ClaimRecord, ...]:
    """The records of all claims, in the order of the files, with the lines they point at."""
    jobs = [(derivation, claim) for derivation in derivations for claim in derivation.claims]
    done = 0

    def count(record: ClaimRecord) -> None:
        nonlocal done
        done += 1
        if means.progress:
            means.progress(done, len(jobs), record)

    records = decide_all(jobs, settings, means.jobs or available(), count)
    return tuple(
        with_snippets(_transcribing(record, derivation, claim), derivation.lines)
        for record, (derivation, claim) in zip(records, jobs, strict=True)
    )


def _transcribing(record: ClaimRecord, derivation: Derivation, claim: ClaimSource) -> ClaimRecord:
    """The record beside the formula of the notes, which no verdict depends on."""
    return with_formula(record, claim.source.formula, derivation.formulas.get(record.id))


def problems_of(
    derivations: Sequence[Derivation], claims: Sequence[ClaimRecord]
) -> tuple[ProblemRecord, ...]:
    """What could not be read, in files and in their claims, each once and in order."""
    reading = [
        with_snippet(ProblemRecord.of(problem), derivation.lines)
        for derivation in derivations
        for problem in derivation.problems
    ]
    order = {derivation.file: at for at, derivation in enumerate(derivations)}
    inside = [problem for claim in claims for problem in claim.problems]
    every = distinct([*reading, *inside])
    return tuple(sorted(every, key=lambda problem: order.get(problem.file, len(order))))


def one(derivation: Derivation, settings: Settings) -> Report:
    """The report on a claim that stands in no file."""
    return report_on(Found((derivation,)), settings, Means(jobs=1), "check")
