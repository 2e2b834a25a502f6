"""Whether a claim came out as expected: errata, their corrections, and required proofs.

Notes contain mistakes and a gate must live with them. An erratum is met only for a reason of
mathematics: a counterexample, shapes that do not fit, a missing layout, contradictory
assumptions; never by an unknown name, a syntax error or a search that found no point.
"""

from __future__ import annotations

from dataclasses import replace

from derivcheck.verify.record import ClaimRecord, Verdict
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import ClaimSource, Erratum

STALE, CORRECTION, OTHER_REASON, PROOF_REQUIRED = "DC501", "DC502", "DC503", "DC701"
_WRONG = (Verdict.REFUTED, Verdict.ILL_POSED)


def expected(record: ClaimRecord, claim: ClaimSource, settings: Settings) -> ClaimRecord:
    """The record with `ok`, and with code and message where the claim is not as expected."""
    if claim.erratum is None:
        return _held(record, settings)
    failure = _erratum_failure(record, claim.erratum, settings)
    if failure is None:
        return replace(record, ok=True)
    code, message = failure
    focus = record.focus if code == OTHER_REASON else claim.erratum.place.region
    if record.errors:
        return replace(record, ok=False)
    return replace(record, ok=False, code=code, message=message, focus=focus)


def _held(record: ClaimRecord, settings: Settings) -> ClaimRecord:
    if record.verdict is Verdict.SUPPORTED and settings.require == "proof":
        message = "supported by agreement, but --require proof asks for a proof"
        return replace(record, ok=False, code=PROOF_REQUIRED, message=message)
    holds = record.verdict in (Verdict.PROVED, Verdict.SUPPORTED)
    return replace(record, ok=holds and not record.errors)


def _erratum_failure(
    record: ClaimRecord, erratum: Erratum, settings: Settings
) -> tuple[str, str] | None:
    """Why the erratum is not met: a code and a sentence; None when it is."""
    if record.verdict in (Verdict.PROVED, Verdict.SUPPORTED):
        return STALE, f"The line above it is now {record.verdict}: remove the erratum."
    if record.verdict not in _WRONG or record.errors:
        return OTHER_REASON, f"the mistake could not be shown: {record.message or record.reason}"
    if erratum.verdict is not None and erratum.verdict != record.verdict:
        return OTHER_REASON, f"the erratum says {erratum.verdict}, the line is {record.verdict}"
    failure = _steps_failure(record, erratum, settings)
    if failure is not None:
        return OTHER_REASON, failure
    if erratum.correct is not None:
        return _correction_failure(record.correct, settings)
    return None


def _steps_failure(record: ClaimRecord, erratum: Erratum, settings: Settings) -> str | None:
    """In a chain the named step must be the first wrong one, and every other step holds."""
    if record.steps is None:
        return None if erratum.step is None else "the erratum names a step, but this is no chain"
    if erratum.step is None:
        return None
    if record.first_wrong_step != erratum.step:
        found = record.first_wrong_step or "none"
        return f"the erratum names step {erratum.step}; the first wrong step is {found}"
    for step in record.steps:
        if step.index != erratum.step and not (step.follows or _satisfies(step, settings)):
            return f"step {step.index} does not hold either: {step.verdict}"
    return None


def _correction_failure(correct: ClaimRecord | None, settings: Settings) -> tuple[str, str] | None:
    if correct is not None and _satisfies(correct, settings) and not correct.errors:
        return None
    if correct is None:
        return CORRECTION, "the correction was not judged"
    said = f"the correction is {correct.verdict}"
    return CORRECTION, f"{said}: {correct.message}" if correct.message else said


def _satisfies(record: ClaimRecord, settings: Settings) -> bool:
    if record.verdict is Verdict.PROVED:
        return True
    return record.verdict is Verdict.SUPPORTED and settings.require != "proof"
