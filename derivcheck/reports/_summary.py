"""The last lines of a run: how many claims, of what strength, at how many points."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import PurePosixPath

from derivcheck.reports._options import Options
from derivcheck.reports._words import counted, failure, number, quoted, said, wrapped
from derivcheck.verify.record import ClaimRecord, Verdict
from derivcheck.verify.report import FileRecord, Report


def file_lines(report: Report) -> list[str]:
    """One line a file: its claims, those proved or supported, those with an erratum."""
    top = common_folder(report)
    rows: list[tuple[str, ...]] = []
    grouped = by_file(report)
    for file in report.files:
        claims = grouped.get(file.file, [])
        if report.settings.get("shard") and not claims and not file.unread:
            continue
        held = Counter(claim.verdict for claim in claims if claim.erratum is None)
        errata = sum(claim.erratum is not None for claim in claims)
        name = str(PurePosixPath(file.file).relative_to(top)) if top else file.file
        rows.append(
            (
                name,
                counted(len(claims), "claim"),
                _unless_none(held[Verdict.PROVED], "proved", "proved"),
                _unless_none(held[Verdict.SUPPORTED], "supported", "supported"),
                _unless_none(errata, "erratum", "errata"),
            )
        )
    return _table(rows)


def by_file(report: Report) -> dict[str, list[ClaimRecord]]:
    """The claims of every file that has some."""
    claims: dict[str, list[ClaimRecord]] = {}
    for claim in report.claims:
        claims.setdefault(claim.file, []).append(claim)
    return claims


def headline(report: Report) -> str:
    """The outcome in one line, for the head of a page."""
    summary = report.summary
    total = counted(summary.claims + summary.unread, "claim")
    head = f"derivcheck: {total} in {counted(summary.files, 'file')}"
    if summary.exit_code == 0:
        return f"{head}, all as expected"
    failed = sum(not claim.ok and not claim.errors for claim in report.claims)
    told = [f"{number(failed)} not as expected"] if failed else []
    told += [counted(summary.problems, "problem")] if summary.problems else []
    return f"{head}, {', '.join(told)}"


#: what `file_counts` counts
COUNTS = ("Claims", "Proved", "Supported", "Errata", "Not as expected or not read")


def file_counts(report: Report) -> list[tuple[FileRecord, tuple[int, ...]]]:
    """How many claims of a file there are, and how they came out; those as expected by verdict."""
    rows: list[tuple[FileRecord, tuple[int, ...]]] = []
    grouped = by_file(report)
    for file in report.files:
        claims = grouped.get(file.file, [])
        if report.settings.get("shard") and not claims and not file.unread:
            continue
        held = Counter(claim.verdict for claim in claims if claim.ok and not claim.erratum)
        counts = (
            len(claims) + file.unread,
            held[Verdict.PROVED],
            held[Verdict.SUPPORTED],
            sum(claim.ok and claim.erratum is not None for claim in claims),
            sum(not claim.ok for claim in claims) + file.unread,
        )
        rows.append((file, counts))
    return rows


def common_folder(report: Report) -> str | None:
    """The folder that holds every file of a run, None for a single file or no folder."""
    folders = [PurePosixPath(file.file).parent.as_posix() for file in report.files]
    if len(folders) < 2 or len({folder.startswith("/") for folder in folders}) > 1:
        return None
    common = os.path.commonpath(folders)
    return common if common not in ("", ".") else None


def green_summary(report: Report, options: Options) -> list[str]:
    """Every claim is as expected: what was proved, what the notes get wrong."""
    summary = report.summary
    held = [claim for claim in report.claims if claim.erratum is None]
    proved = [claim for claim in held if claim.verdict is Verdict.PROVED]
    supported = sum(claim.verdict is Verdict.SUPPORTED for claim in held)
    everywhere = sum(c.symbolic is not None and c.symbolic.sizes == "all" for c in proved)
    files = counted(summary.files, "file")
    lines = [f"{counted(summary.claims, 'claim')} in {files}, all as expected."]
    counts = [
        (len(proved), f"proved ({everywhere} of them for every size)" if everywhere else "proved")
    ]
    if supported:
        counts.append((supported, "supported"))
    if summary.errata:
        counts.append((summary.errata, errata_words(report)))
    pad = max(len(number(count)) for count, _ in counts)
    for count, words in counts:
        lines += wrapped(words, options.width, f"  {number(count):>{pad}} ", " " * (pad + 3))
    return lines + wrapped(_cost(report), options.width)


def errata_words(report: Report) -> str:
    """`errata: 24 refuted, 5 ill-posed; 26 of 27 corrections proved, 1 supported`"""
    wrong = [claim for claim in report.claims if claim.erratum is not None]
    verdicts = Counter(said(claim.verdict) for claim in wrong)
    told = ", ".join(f"{count} {word}" for word, count in sorted(verdicts.items(), reverse=True))
    corrections = Counter(claim.correct.verdict for claim in wrong if claim.correct)
    words = f"{'erratum' if len(wrong) == 1 else 'errata'}: {told}"
    total = sum(corrections.values())
    if not total:
        return words
    proved = corrections.pop(Verdict.PROVED, 0)
    rest = "".join(f", {count} {said(verdict)}" for verdict, count in corrections.items() if count)
    one = "correction" if total == 1 else "corrections"
    return f"{words}; {number(proved)} of {number(total)} {one} proved{rest}"


def red_summary(report: Report, options: Options) -> list[str]:
    """Something is not as expected: what, and where to look further."""
    summary = report.summary
    unread = [claim for claim in report.claims if claim.errors]
    failed = [claim for claim in report.claims if not claim.ok and not claim.errors]
    lost = summary.unread + len(unread)
    total = summary.claims + summary.unread
    parts = []
    if summary.problems:
        errors = [problem for problem in report.problems if problem.severity == "error"]
        where = counted(len({problem.file for problem in errors}), "file")
        part = f"{counted(summary.problems, 'problem')} in {where}"
        parts.append(part + (f", {counted(lost, 'claim')} not read" if lost else ""))
    rest = total - lost
    if failed or not summary.problems:
        kinds = Counter(failure(claim) for claim in failed)
        told = ", ".join(counted(count, *words) for words, count in kinds.items())
        parts.append(f"{counted(len(failed), 'not as expected', 'not as expected')} ({told})")
        parts[-1] += _held(report)
    elif rest:
        what = f"the other {number(rest)} are" if rest > 1 else "the other one is"
        parts.append(f"{what} as expected")
    head = f"{counted(total, 'claim')} in {counted(summary.files, 'file')}"
    end = f"{summary.seconds:.1f} s, exit {summary.exit_code}."
    lines = wrapped(f"{head}: {'; '.join(parts)}. {end}", options.width)
    first = next(iter(failed), None)
    return [*lines, f"More: derivcheck explain {quoted(first)}"] if first else lines


def _held(report: Report) -> str:
    """`, 116 proved, 2 supported, 28 errata`: those that are as expected."""
    fine = [claim for claim in report.claims if claim.ok]
    verdicts = Counter(claim.verdict for claim in fine if claim.erratum is None)
    told = [f"{number(verdicts[Verdict.PROVED])} proved"]
    if verdicts[Verdict.SUPPORTED]:
        told.append(f"{number(verdicts[Verdict.SUPPORTED])} supported")
    errata = sum(claim.erratum is not None for claim in fine)
    if errata:
        told.append(counted(errata, "erratum", "errata"))
    return f", {', '.join(told)}"


def _cost(report: Report) -> str:
    summary = report.summary
    text = f"{counted(summary.points, 'point')}, {summary.seconds:.1f} s"
    if summary.cached:
        text += f", {number(summary.cached)} from the cache"
    text += "."
    if summary.skipped:
        text += f" {counted(summary.skipped, 'submission')} skipped."
    if summary.errata:
        where = common_folder(report) or (report.files[0].file if len(report.files) == 1 else "")
        text += f" What the notes get wrong: {f'derivcheck errata {where}'.rstrip()}"
    return text


def _unless_none(count: int, one: str, many: str) -> str:
    return counted(count, one, many) if count else ""


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    """Columns side by side: the first to the left, counts to the right, empty columns left out."""
    if not rows:
        return []
    lines = [[row[0] for row in rows]]
    lines[0] = [name.ljust(max(map(len, lines[0]))) for name in lines[0]]
    for column in range(1, len(rows[0])):
        cells = [row[column].partition(" ") for row in rows]
        counts = max(len(cell[0]) for cell in cells)
        words = max(len(cell[2]) for cell in cells)
        if words:
            lines.append([f"{cell[0]:>{counts + 2}} {cell[2].ljust(words)}" for cell in cells])
    return ["".join(parts).rstrip() for parts in zip(*lines, strict=True)]
