"""One line a finding: `FILE:LINE:COLUMN: CODE ID: what is wrong`."""

from __future__ import annotations

from derivcheck.reports._clean import cleaned
from derivcheck.reports._finding import reason
from derivcheck.reports._options import Options
from derivcheck.reports._words import coloured, failure, failure_colour, flat, said
from derivcheck.verify.record import ClaimRecord, ProblemRecord
from derivcheck.verify.report import Report

NAME = "concise"


def render(report: Report, options: Options) -> str:
    """Problems and claims that are not as expected; every claim with `-v`, or of `check`."""
    report = cleaned(report)
    every = options.verbosity > 0 or report.command != "verify"
    lines = [_problem(problem, options) for problem in report.problems]
    lines += [
        _claim(claim, options)
        for claim in report.claims
        if not claim.errors and (every or not claim.ok)
    ]
    return "".join(f"{line}\n" for line in lines)


def _problem(problem: ProblemRecord, options: Options) -> str:
    name = f" {problem.claim}:" if problem.claim else ""
    head = flat(f"{problem.file}:{problem.line}:{problem.column}: {problem.code}{name}")
    word = coloured(problem.severity, options.colour)
    return f"{head} {word}: {flat(problem.message)}"


def _claim(claim: ClaimRecord, options: Options) -> str:
    line, column, _, _ = claim.caret
    code = f" {claim.code}" if claim.code and not claim.ok else ""
    head = flat(f"{claim.file}:{line}:{column}:{code} {claim.id}:")
    word = said(claim.verdict) if claim.ok else failure(claim)[0]
    shown = coloured(word, options.colour, like=failure_colour(claim))
    why = reason(claim)
    joint = " " if why.startswith("at ") else ": " if why else ""
    return f"{head} {shown}{joint}{why}"
