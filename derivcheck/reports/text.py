"""What the terminal shows: failures in full, else a line a file, and a summary.

Parts are imported where they are shown: a run of known claims needs the summary alone.
"""

from __future__ import annotations

import re

from derivcheck.reports._clean import cleaned
from derivcheck.reports._options import Options
from derivcheck.reports._summary import file_lines, green_summary, red_summary
from derivcheck.reports._words import coloured, said
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.report import Report

NAME = "text"

#: columns of an id beyond which the places below each other are given up
_WIDEST = 32


def render(report: Report, options: Options) -> str:
    """The text of `verify`, `check`, `explain` or `errata`, whichever the report is of."""
    report = cleaned(report)
    match report.command:
        case "check":
            from derivcheck.reports._claim import check_lines

            lines = [line for claim in report.claims for line in check_lines(claim, options)]
        case "explain":
            lines = _explained(report, options)
        case "errata":
            from derivcheck.reports._ledger import ledger_lines

            lines = _problems(report, options) + ledger_lines(report, options)
        case _:
            lines = _verified(report, options)
    text = re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return f"{text}\n" if text else ""


def _verified(report: Report, options: Options) -> list[str]:
    """Problems, then claims that are not as expected, then the counts."""
    lines = _problems(report, options) + _findings(report, options)
    if options.verbosity > 0:
        widest = max((len(claim.id) for claim in report.claims), default=0)
        lines += [_line(claim, options, min(widest, _WIDEST)) for claim in report.claims] + [""]
    if options.verbosity < 0:
        return lines
    if report.summary.exit_code == 0:
        table = file_lines(report) if options.verbosity == 0 else []
        return lines + ([*table, ""] if table else []) + green_summary(report, options)
    return lines + red_summary(report, options)


def _findings(report: Report, options: Options) -> list[str]:
    """Claims that are not as expected."""
    wrong = [claim for claim in report.claims if not claim.ok and not claim.errors]
    if not wrong:
        return []
    from derivcheck.reports._finding import finding_lines

    return [line for claim in wrong for line in [*finding_lines(claim, options), ""]]


def _problems(report: Report, options: Options) -> list[str]:
    if not report.problems:
        return []
    from derivcheck.reports._finding import problem_lines

    return [line for problem in report.problems for line in [*problem_lines(problem, options), ""]]


def _explained(report: Report, options: Options) -> list[str]:
    from derivcheck.reports._claim import explain_lines

    lines = _problems(report, options) if not report.claims else []
    for claim in report.claims:
        lines += [*explain_lines(claim, options), ""]
    return lines


def _line(claim: ClaimRecord, options: Options, widest: int) -> str:
    """One line a claim: the verdict, the id, the place; an erratum is named."""
    word = said(claim.verdict)
    pad = " " * (10 - len(word))
    erratum = ", erratum" if claim.erratum else ""
    mark = "" if claim.ok else ", not as expected"
    place = f"{claim.file}:{claim.line}:{claim.column}"
    shown = coloured(word, options.colour)
    return f"{shown}{pad}{claim.id:<{widest}}  {place}{erratum}{mark}"
