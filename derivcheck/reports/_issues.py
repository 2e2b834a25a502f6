"""What platforms annotate: problems of files, and claims that are not as expected."""

from __future__ import annotations

import hashlib
import os
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from derivcheck.reports._clean import cleaned, harmless
from derivcheck.reports._finding import named, problem_details, reason, told_lines
from derivcheck.reports._options import Options
from derivcheck.reports._words import failure, flat, said
from derivcheck.verify.record import ClaimRecord, ProblemRecord, Region, Verdict
from derivcheck.verify.report import Report

#: columns of lines that whoever shows them breaks
_UNBROKEN = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One annotation: `title` and `why` are single lines, `details` tells everything.

    `file` is as in the record; every other text is harmless. `claim` is the record of what
    was decided, if anything was.
    """

    file: str
    region: Region
    code: str
    severity: str
    title: str
    why: str
    details: str
    fingerprint: str
    claim: ClaimRecord | None = None

    @property
    def sentence(self) -> str:
        """Title and reason in one line."""
        joint = " " if self.why.startswith("at ") else ": " if self.why else ""
        return f"{self.title}{joint}{self.why}"


def issues(report: Report, options: Options) -> list[Issue]:
    """Problems first, then claims that are not as expected; met errata are none."""
    found = [_of_problem(problem, options) for problem in report.problems]
    found += [_of_claim(c, options) for c in report.claims if not c.ok and not c.errors]
    return list(_told_apart(found))


def _of_problem(problem: ProblemRecord, options: Options) -> Issue:
    shown = cleaned(problem)
    about = f" in {flat(shown.claim)}" if shown.claim else ""
    unquoted = replace(shown, snippet=None)
    details = problem_details(unquoted, replace(options, width=_UNBROKEN, colour=False))
    message = flat(shown.message)
    return Issue(
        file=problem.file,
        region=problem.region,
        code=shown.code,
        severity=shown.severity,
        title=f"{shown.severity}{about}",
        why=message,
        details="\n".join([message, *_plain(details)]),
        fingerprint=_digest(_relative(problem.file, options), problem.claim or "", problem.message),
    )


def _of_claim(claim: ClaimRecord, options: Options) -> Issue:
    shown = cleaned(claim)
    word = failure(shown)[0]
    told = told_lines(shown, replace(options, width=_UNBROKEN, colour=False))
    return Issue(
        file=claim.file,
        region=claim.caret,
        code=shown.code or "DC404",
        severity="error",
        title=f"{word} {flat(named(shown))}",
        why=reason(shown),
        details="\n".join(_plain(told)) or word,
        fingerprint=_digest(_relative(claim.file, options), claim.id, claim.code or ""),
        claim=claim,
    )


def _plain(lines: list[str]) -> list[str]:
    return textwrap.dedent("\n".join(lines)).strip("\n").split("\n") if lines else []


def _told_apart(found: list[Issue]) -> Iterator[Issue]:
    """Equal fingerprints numbered in the order of the report."""
    seen: Counter[str] = Counter()
    for issue in found:
        seen[issue.fingerprint] += 1
        again = seen[issue.fingerprint]
        number = "" if again == 1 else str(again)
        yield replace(issue, fingerprint=_digest(issue.fingerprint, issue.code, number))


def _digest(*parts: str) -> str:
    """A hash without places, so that it stays when lines are moved."""
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()


def _relative(file: str, options: Options) -> str:
    """A path relative to the folder of the run, with slashes; one outside it stays absolute."""
    path = Path(os.path.normpath(Path(options.folder, file)))
    folder = Path(os.path.normpath(options.folder))
    return (path.relative_to(folder) if path.is_relative_to(folder) else path).as_posix()


def place(file: str, options: Options) -> str:
    """A file as platforms name it, harmless."""
    return harmless(_relative(file, options))


def uri(file: str, options: Options) -> str:
    """A file as a relative reference, or as an absolute `file:` URI outside the folder."""
    from urllib.parse import quote

    relative = _relative(file, options)
    if PurePath(relative).is_absolute():
        return Path(relative).as_uri()
    return quote(relative.encode("utf-8", "surrogatepass"), safe="/")


def standing(claim: ClaimRecord) -> str:
    """`proved for every real x`: what is said of a claim in one line."""
    held = claim.verdict in (Verdict.PROVED, Verdict.SUPPORTED)
    scope = f" for {claim.scope}" if held and claim.scope else ""
    return flat(f"{said(claim.verdict)}{scope}")
