"""What to mind in a claim that has a meaning: warnings, which change no verdict."""

from __future__ import annotations

from derivcheck.language.errors import Problem
from derivcheck.language.scope import Scope
from derivcheck.verify.record import ProblemRecord
from derivcheck.verify.source import ClaimSource

_UNUSED = "DC802"


def remarks(scope: Scope, claim: ClaimSource) -> tuple[ProblemRecord, ...]:
    """Names that hide others, remarks on what was read, and symbols that nothing used.

    To be asked after the claim was read. Only its own symbols must be used by it, those of its
    file are for other claims too, and those of an erratum may be there for its correction.
    """
    own = {name for name, _ in claim.symbols} if claim.erratum is None else set()
    unused = [notice for notice in scope.unused() if notice.text in own]
    found = []
    for notice in (*scope.warnings, *unused):
        place = notice.text.place(notice.span) if notice.text else claim.place
        ident = claim.id.value
        problem = Problem(notice.code, notice.message, place, severity="warning", claim=ident)
        found.append(ProblemRecord.of(problem))
    return tuple(dict.fromkeys(found))
