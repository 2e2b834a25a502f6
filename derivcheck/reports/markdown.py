"""Markdown for a merge request or a job's summary: counts, findings, known mistakes.

Every text of users stands in a code span or a fenced block, so that none of it is markup, and
no line of mathematics such as `X'@y` mentions anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from re import findall
from string import punctuation
from typing import TypeVar

from derivcheck.reports._clean import cleaned, harmless
from derivcheck.reports._finding import finding_lines, problem_lines
from derivcheck.reports._issues import Issue, issues, place, standing
from derivcheck.reports._options import Options
from derivcheck.reports._summary import COUNTS, file_counts, headline
from derivcheck.reports._words import counted, flat, number, said
from derivcheck.verify.record import ClaimRecord, ProblemRecord
from derivcheck.verify.report import Report

NAME = "markdown"

Part = TypeVar("Part", str, tuple[str, ...])

#: bytes of findings: GitHub takes a summary of less than 1 MiB or none of it
_LONGEST = 800_000

Placed = TypeVar("Placed", ClaimRecord, ProblemRecord)


def render(report: Report, options: Options) -> str:
    """A heading that tells the outcome, tables, and every finding in full below its own head."""
    parts = [f"## {headline(report)}", _files(report, options)]
    if found := issues(report, options):
        rows = [
            (code(_at(issue, options)), issue.code, code(issue.title), code(issue.why))
            for issue in found
        ]
        short = list(_within(rows, _LONGEST // 2))
        full = _in_full(report, options)
        shown = list(_within(full, _LONGEST // 2))
        parts += ["### Findings", table(("Place", "Code", "Finding", "Why"), short), *shown]
        if len(shown) < len(full):
            parts.append(f"{counted(len(full), 'finding')}; {number(len(shown))} are told in full.")
    wrong = [cleaned(claim) for claim in report.claims if claim.erratum and claim.ok]
    if wrong:
        head = ("Claim", "Written", "Verdict", "Mistake", "Correct")
        told = counted(len(wrong), "known mistake")
        parts.append(_folded(told, table(head, [_erratum(claim) for claim in wrong])))
    if options.verbosity > 0 and report.claims:
        every = [cleaned(claim) for claim in report.claims]
        lines = [(code(c.address), code(c.claim), code(standing(c))) for c in every]
        told = counted(len(every), "claim")
        parts.append(_folded(told, table(("Claim", "Written", "Verdict"), lines)))
    return "\n\n".join(filter(None, parts)) + "\n"


def _within(parts: Sequence[Part], room: int) -> Iterator[Part]:
    """As many parts from the first on as there is room for."""
    for part in parts:
        text = part if isinstance(part, str) else " | ".join(part)
        room -= len(text.encode("utf-8", "surrogatepass")) + 6
        if room < 0:
            return
        yield part


def _files(report: Report, options: Options) -> str:
    """A row a file."""
    rows = [
        (code(place(file.file, options)), *map(number, counts))
        for file, counts in file_counts(report)
    ]
    return table(("File", *COUNTS), rows) if rows else ""


def _in_full(report: Report, options: Options) -> list[str]:
    plain = replace(options, colour=False)
    failed = [claim for claim in report.claims if not claim.ok and not claim.errors]
    texts = [problem_lines(_placed(problem, options), plain) for problem in report.problems]
    texts += [finding_lines(_placed(claim, options), plain) for claim in failed]
    return [_folded(lines[0], fenced("\n".join(lines[1:]).strip("\n"))) for lines in texts]


def _placed(record: Placed, options: Options) -> Placed:
    """A record made harmless, its file named as platforms do."""
    return cleaned(replace(record, file=place(record.file, options)))


def _erratum(claim: ClaimRecord) -> tuple[str, ...]:
    why = claim.erratum.why if claim.erratum else ""
    correct = (
        f"{code(claim.correct.claim)} ({said(claim.correct.verdict)})" if claim.correct else ""
    )
    return (code(claim.id), code(claim.claim), said(claim.verdict), code(why), correct)


def _at(issue: Issue, options: Options) -> str:
    return f"{place(issue.file, options)}:{issue.region[0]}:{issue.region[1]}"


def _folded(summary: str, content: str) -> str:
    """Something that is shown when its summary is clicked."""
    told = f"<code>{escape(flat(harmless(summary)))}</code>"
    return f"<details>\n<summary>{told}</summary>\n\n{content}\n\n</details>"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; cells are Markdown without bars and line ends."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def code(text: str) -> str:
    """A text of a user in one line, none of whose signs is markup.

    A bar would end a cell even in a code span, so that such a text is written in HTML.
    """
    line = flat(harmless(text))
    if not line:
        return ""
    if "|" in line:
        signs = (f"&#{ord(c)};" if c in punctuation else c for c in line)
        return f"<code>{''.join(signs)}</code>"
    fence = _longer("`", line, 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def fenced(text: str) -> str:
    """A block of text as it is, in a fence longer than any of its own."""
    fence = _longer("`", text, 3)
    return f"{fence}text\n{text}\n{fence}"


def _longer(sign: str, text: str, least: int) -> str:
    return sign * max(least, 1 + max(map(len, findall(f"{sign}+", text)), default=0))
