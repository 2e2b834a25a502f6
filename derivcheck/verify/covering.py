"""The record of the question whether the end of a chain has a value wherever its start has one."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.deciders._points.covering import uncovered
from derivcheck.language.obligations import Effort
from derivcheck.language.scope import Scope
from derivcheck.language.terms import Comparison
from derivcheck.verify.chains import reader
from derivcheck.verify.lines import counterexample
from derivcheck.verify.record import NO_VALUE, ClaimRecord, Verdict
from derivcheck.verify.source import ClaimSource


def covered(claim: ClaimSource, scope: Scope, effort: Effort) -> ClaimRecord:
    """Refuted by a point without a value, or supported: none was found. Only of equations."""
    record = replace(ClaimRecord.start(claim), verdict=Verdict.SUPPORTED)
    lines = claim.steps or ()
    last = reader(lines, len(lines), 1, scope)
    goal = last.read(last.line) if last is not None else None
    if not isinstance(goal, Comparison):
        return record
    found = uncovered(goal, scope.context(goal), effort)
    if found is None:
        return record
    return replace(
        record,
        verdict=Verdict.REFUTED,
        code=NO_VALUE,
        message=found.sentence,
        counterexample=counterexample(found),
    )
