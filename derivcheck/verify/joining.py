"""Reports of several runs as one: shards of a whole, or runs on different files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from derivcheck.verify.record import ClaimRecord, ProblemRecord
from derivcheck.verify.report import FileRecord, Report, about, distinct, summarise

#: a report, and the name of the file it was read from
Named = tuple[str, Report]


class CannotJoin(ValueError):
    """Reports that do not belong together (exit code 2)."""


def joined(reports: Sequence[Named]) -> Report:
    """The report on everything that is in some reports.

    Raises `CannotJoin` if they are not of one program with the same settings, if a shard is
    missing, or if they say different things of one claim.
    """
    for each in reports[1:]:
        _compare(reports[0], each)
    _all_shards(reports)
    first = reports[0][1]
    files = _files(reports)
    claims = _claims(reports, list(files))
    counts = Counter(claim.file for claim in claims)
    records = [replace(record, claims=counts[file]) for file, record in files.items()]
    problems = _problems([report for _, report in reports], claims, records)
    sympy = [report.engine["sympy"] for _, report in reports if report.engine.get("sympy")]
    return replace(
        first,
        settings={**first.settings, "shard": None},
        engine={**first.engine, "sympy": sympy[0] if sympy else None},
        files=tuple(records),
        problems=problems,
        claims=claims,
        summary=summarise(
            records,
            problems,
            claims,
            skipped=max(report.summary.skipped for _, report in reports),
            seconds=sum(report.summary.seconds for _, report in reports),
        ),
    )


def _compare(one: Named, other: Named) -> None:
    """Whether two reports were made alike."""
    for (what, left), (_, right) in zip(_made(one[1]), _made(other[1]), strict=True):
        if left != right:
            raise CannotJoin(
                f"{one[0]} was made with {what} {left}, {other[0]} with {what} {right}"
            )


def _made(report: Report) -> Iterator[tuple[str, Any]]:
    """How a report was made, as far as verdicts may depend on it."""
    yield "the command", report.command
    yield "derivcheck", report.derivcheck
    yield "--seed", report.seed
    for name in ("require", "effort", "timeout"):
        yield f"--{name}", report.settings.get(name)
    for name in ("language", "deciders", "python-flint"):
        yield name, report.engine.get(name)


def _all_shards(reports: Sequence[Named]) -> None:
    """Every shard must be there: a part that was lost might not be as expected."""
    shards = {str(report.settings.get("shard") or "") for _, report in reports}
    if shards == {""}:
        return
    totals = {shard.partition("/")[2] for shard in shards}
    total = totals.pop() if len(totals) == 1 else ""
    if not (total.isascii() and total.isdecimal() and len(total) < 7):
        raise CannotJoin("these are not the shards of one run")
    missing = [f"{at}/{total}" for at in range(1, int(total) + 1) if f"{at}/{total}" not in shards]
    if missing:
        more = f" and {len(missing) - 1} more are" if len(missing) > 1 else " is"
        raise CannotJoin(f"shard {missing[0]}{more} missing")


def _files(reports: Sequence[Named]) -> dict[str, FileRecord]:
    """Every file once, in the order of the reports."""
    found: dict[str, tuple[str, FileRecord]] = {}
    for name, report in reports:
        for file in report.files:
            before, known = found.setdefault(file.file, (name, file))
            if known.sha256 != file.sha256:
                raise CannotJoin(f"{file.file} changed between {before} and {name}")
            found[file.file] = before, replace(known, unread=max(known.unread, file.unread))
    return {file: record for file, (_, record) in found.items()}


def _claims(reports: Sequence[Named], files: Sequence[str]) -> tuple[ClaimRecord, ...]:
    """Every claim once, in the order of the files and of its place in them."""
    found: dict[str, tuple[str, ClaimRecord]] = {}
    for name, report in reports:
        for claim in report.claims:
            before, known = found.setdefault(claim.address, (name, claim))
            if known is not claim and _said(known) != _said(claim):
                raise CannotJoin(
                    f"{claim.address} is {known.verdict} in {before}, {claim.verdict} in {name}"
                    if known.verdict is not claim.verdict
                    else f"{claim.address} is told differently in {before} and {name}"
                )
    claims = [claim for _, claim in found.values()]
    if len(reports) > 1:
        order = {file: at for at, file in enumerate(files)}
        last = len(order)
        claims.sort(key=lambda c: (order.get(c.file, last), c.cell or 0, c.line, c.column))
    return tuple(claims)


def _said(claim: ClaimRecord) -> tuple[Any, ...]:
    """What a record says of its claim, whenever and wherever it was decided."""
    correct = claim.correct and (claim.correct.claim, claim.correct.verdict)
    place = (claim.line, claim.column)
    return (claim.claim, claim.verdict, claim.ok, claim.code, claim.message, place, correct)


def _problems(
    reports: Sequence[Report], claims: Sequence[ClaimRecord], files: Sequence[FileRecord]
) -> tuple[ProblemRecord, ...]:
    """What could not be read, in files and inside of claims, each once and in order."""
    inside = [problem for claim in claims for problem in claim.problems]
    known = {about(problem) for problem in inside}
    reading = [p for report in reports for p in report.problems if about(p) not in known]
    return distinct([*reading, *inside], files)
