"""A run: load the derivations, judge their claims in workers, report."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from derivcheck import __version__
from derivcheck.verify.answers import judge_all
from derivcheck.verify.cache.memory import Memory
from derivcheck.verify.cache.storage import opened
from derivcheck.verify.engine import engine, versions
from derivcheck.verify.folders import load
from derivcheck.verify.means import Means
from derivcheck.verify.record import ProblemRecord
from derivcheck.verify.report import FileRecord, Report, distinct, settings_fields, summarise
from derivcheck.verify.selection import Found, in_shard, selected
from derivcheck.verify.settings import Settings
from derivcheck.verify.snippets import with_snippet
from derivcheck.verify.source import Derivation

__all__ = ["Means", "judge_all", "one", "report_on", "run"]


def run(paths: Sequence[str], settings: Settings, means: Means, command: str = "verify") -> Report:
    """Verify the claims under some paths."""
    started = time.perf_counter()
    memory = Memory.of(settings, means)
    report = report_on(load(paths, memory), settings, means, command, memory)
    seconds = round(time.perf_counter() - started, 3)
    return replace(report, summary=replace(report.summary, seconds=seconds))


def report_on(
    found: Found, settings: Settings, means: Means, command: str, memory: Memory | None = None
) -> Report:
    """Judge every claim of some derivations, and put together what came out."""
    started = time.perf_counter()
    memory = memory or Memory.of(settings, means)
    derivations = in_shard(selected(found.derivations, settings.select), settings.shard)
    files = tuple(FileRecord.of(derivation) for derivation in derivations)
    reading, skipped = _reading(derivations), found.skipped
    del found
    judged = judge_all(_given_up(derivations), settings, means, memory)
    problems = distinct([*reading, *judged.problems], files)
    seconds = time.perf_counter() - started
    return Report(
        derivcheck=__version__,
        command=command,
        seed=settings.seed,
        settings=settings_fields(settings),
        engine=engine(memory.versions, judged.work.sympy),
        files=files,
        problems=problems,
        claims=tuple(judged.claims),
        summary=summarise(
            files,
            problems,
            judged.claims,
            work=judged.work,
            skipped=skipped,
            seconds=seconds,
        ),
    )


def _given_up(derivations: list[Derivation]) -> Iterator[Derivation]:
    """The derivations, held by nobody but who takes them."""
    while derivations:
        yield derivations.pop(0)


def _reading(derivations: Sequence[Derivation]) -> list[ProblemRecord]:
    """What could not be read in files."""
    return [
        with_snippet(ProblemRecord.of(problem), derivation.lines)
        for derivation in derivations
        for problem in derivation.problems
    ]


def one(derivation: Derivation, settings: Settings) -> Report:
    """The report on a claim that stands in no file."""
    memory = Memory(None, settings, versions(opened()))
    return report_on(Found((derivation,)), settings, Means(jobs=1), "check", memory)
