"""One line a finding: `FILE:LINE:COLUMN: CODE ID: what is wrong`."""

from __future__ import annotations

from derivcheck.reports._clean import cleaned
from derivcheck.reports._examples import assignment
from derivcheck.reports._options import Options
from derivcheck.reports._words import coloured, failure, failure_colour, said
from derivcheck.verify.record import ClaimRecord, ProblemRecord, Verdict
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
    head = _flat(f"{problem.file}:{problem.line}:{problem.column}: {problem.code}{name}")
    word = coloured(problem.severity, options.colour)
    return f"{head} {word}: {_flat(problem.message)}"


def _claim(claim: ClaimRecord, options: Options) -> str:
    line, column, _, _ = claim.caret
    code = f" {claim.code}" if claim.code and not claim.ok else ""
    head = _flat(f"{claim.file}:{line}:{column}:{code} {claim.id}:")
    word = said(claim.verdict) if claim.ok else failure(claim)[0]
    shown = coloured(word, options.colour, like=failure_colour(claim))
    reason = _flat(_reason(claim))
    joint = " " if reason.startswith("at ") else ": " if reason else ""
    return f"{head} {shown}{joint}{reason}"


def _reason(claim: ClaimRecord) -> str:
    """The counterexample in one line, else the message."""
    example = claim.counterexample
    if example and claim.verdict is Verdict.REFUTED and (claim.code or "").startswith("DC3"):
        if example.kind == "point" and example.left is not None:
            at = assignment(example)
            where = f"at {at}: " if at else ""
            return f"{where}left {example.left}, right {example.right}"
        return example.sentence or claim.message or ""
    return claim.message or "" if not claim.ok else ""


def _flat(text: str) -> str:
    return " ".join(text.split())
