"""The lines of a file that a finding points at, put into the record for every report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivcheck.verify.record import ClaimRecord, ProblemRecord, Region, Snippet


def with_snippets(record: ClaimRecord, lines: Sequence[str]) -> ClaimRecord:
    """The record, its steps, its correction and its problems with the lines they speak of."""
    steps = record.steps
    if steps is not None:
        first = {step.index: step.line for step in steps}
        steps = tuple(
            replace(step, snippet=_snippet(step.caret, lines, first.get(step.from_ or 0)))
            for step in steps
        )
    wrong = next((s for s in steps or () if s.index == record.first_wrong_step), None)
    above = wrong.snippet if wrong and wrong.caret == record.caret else None
    return replace(
        record,
        steps=steps,
        snippet=above or _snippet(record.caret, lines),
        correct=with_snippets(record.correct, lines) if record.correct else None,
        problems=tuple(with_snippet(problem, lines) for problem in record.problems),
    )


def with_snippet(problem: ProblemRecord, lines: Sequence[str]) -> ProblemRecord:
    """The problem with the line it points at."""
    return replace(problem, snippet=_snippet(problem.region, lines))


def _snippet(region: Region, lines: Sequence[str], above: int | None = None) -> Snippet | None:
    """The line of a region, with the one directly `above` it that it is judged against."""
    number = region[0]
    if not 1 <= number <= len(lines):
        return None
    first = above if above is not None and above == number - 1 else number
    shown = tuple((at, lines[at - 1]) for at in range(first, number + 1))
    return Snippet(lines=shown, region=region)
