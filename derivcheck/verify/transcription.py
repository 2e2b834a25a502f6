"""Whether a claim still transcribes the formula it points at: the last word about a record."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.language.errors import Problem
from derivcheck.verify.record import ClaimRecord, ProblemRecord
from derivcheck.verify.references import NOT_ACCEPTED, Reference, Transcribed


def with_formula(
    record: ClaimRecord, reference: Reference, found: Transcribed | None
) -> ClaimRecord:
    """The record with the formula beside it, red if that is gone or changed.

    A claim that is red already stays so for its own reason, with a remark about the formula.
    """
    if found is None:
        return record
    if found.line is not None:
        related = {"file": found.file, "line": found.line, "label": found.label}
        record = replace(record, related=(related,))
    if found.code is None:
        return record
    place = reference.label.place()
    if found.code == NOT_ACCEPTED or not record.ok:
        hint = f"derivcheck accept {record.address}" if found.code == NOT_ACCEPTED else None
        problem = Problem(
            found.code, found.message or "", place, "warning", hint=hint, claim=record.id
        )
        return replace(record, problems=(*record.problems, ProblemRecord.of(problem)))
    return replace(record, ok=False, code=found.code, message=found.message, focus=place.region)
