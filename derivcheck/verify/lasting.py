"""Whether a record would come out the same at another time and on another machine."""

from __future__ import annotations

from derivcheck.verify.failures import SEARCH_FAILED
from derivcheck.verify.record import ClaimRecord


def is_lasting(record: ClaimRecord) -> bool:
    """No limit was hit, and nothing crashed."""
    if any(problem.code == SEARCH_FAILED for problem in record.problems):
        return False
    return not any(part.limit is not None or part.reason == "crashed" for part in record.parts)
