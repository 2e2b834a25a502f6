"""Claims about lines decided by the judge of derivations, in workers that can be killed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from derivcheck.grading.claims import Claim, Judgement
from derivcheck.grading.prepared import Prepared
from derivcheck.language.positions import Span
from derivcheck.verify.record import ClaimRecord, Verdict
from derivcheck.verify.settings import Settings
from derivcheck.verify.workers import decided

UNREADABLE = Judgement(
    verdict=Verdict.UNDECIDED,
    reason="unread",
    message="a line that could not be read stands in the way",
)


def judge(
    claims: Sequence[Claim],
    questions: Mapping[str, Prepared],
    settings: Settings,
    processes: int,
) -> dict[Claim, Judgement]:
    """The judgement of each claim; those that nobody can read wait."""
    found = {claim: UNREADABLE for claim in claims if not claim.readable}
    for repair in (False, True):
        asked = [claim for claim in claims if claim.readable and claim.repair is repair]
        calls = (questions[claim.question].source(claim) for claim in asked)
        chosen = replace(settings, repair=repair)
        for number, answer in decided(enumerate(calls), chosen, processes):
            claim = asked[number]
            found[claim] = judgement(answer.record, len(claim.lines), settings)
    return found


def judgement(record: ClaimRecord, lines: int, settings: Settings) -> Judgement:
    """What the record of a claim says of its last line."""
    last = record
    if lines > 1 and record.steps:
        by_index = {step.index: step for step in record.steps}
        first = by_index.get(1)
        last = by_index.get(lines) or (first if first is not None and first.code else record)
    return Judgement(
        verdict=last.verdict,
        code=last.code,
        reason=last.reason,
        message=last.message,
        limit=last.limit,
        counterexample=last.counterexample,
        suggestion=last.suggestion,
        tried=_tried(last),
        focus=_focus(last, lines),
        strict=settings.require == "proof",
    )


def _tried(record: ClaimRecord) -> tuple[str, ...]:
    """The deciders that were asked, each once, in order."""
    asked = [f.decider for o in record.obligations for f in o.findings]
    return tuple(dict.fromkeys(asked))


def _focus(record: ClaimRecord, lines: int) -> Span | None:
    """The part of the last line that the record points at."""
    if record.focus is None or record.focus[0] != lines:
        return None
    _, column, _, end = record.focus
    return Span(column - 1, end - 1)
