"""The records of claims that could not be decided because their process was stopped or died."""

from __future__ import annotations

import signal
from pathlib import Path

from derivcheck.verify.evidence import UNDECIDED_CODES
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.source import ClaimSource

_LIMITS = {"timeout": "time", "memory": "memory", "crashed": None}
INTERNAL = "DC901"
#: the search for what was meant by a wrong claim failed; the verdict stands
SEARCH_FAILED = "DC902"


def undecided(claim: ClaimSource, reason: str, message: str) -> ClaimRecord:
    """The record of a claim whose process was stopped or died."""
    return ClaimRecord.start(
        claim, code=UNDECIDED_CODES[reason], reason=reason, message=message, limit=_LIMITS[reason]
    )


def out_of_time(claim: ClaimSource, seconds: float) -> ClaimRecord:
    """The record of a claim that was stopped at its time limit."""
    return undecided(claim, "timeout", f"stopped after {seconds:g} s")


def out_of_memory(claim: ClaimSource, limit: int) -> ClaimRecord:
    """The record of a claim that needed more than `limit` bytes."""
    return undecided(claim, "memory", f"stopped when it needed more than {limit // 1024**3} GB")


def died(claim: ClaimSource, code: int, words: str, limit: int) -> ClaimRecord:
    """The record of a claim whose process died on its own; `words` is what it printed last.

    Libraries in C end the process when they get no memory, and say so.
    """
    if "memory" in words.lower() or "alloc" in words.lower():
        return out_of_memory(claim, limit)
    how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    message = f"the process that decided it died ({how})"
    return undecided(claim, "crashed", f"{message}: {words}" if words else message)


def internal_error(claim: ClaimSource, error: Exception) -> ClaimRecord:
    """The record of a claim on which a decider, or the judge itself, failed."""
    return ClaimRecord.start(claim, code=INTERNAL, reason="crashed", message=report_it(error))


def report_it(error: Exception) -> str:
    """What went wrong inside the program, and where."""
    trace, where = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        where = f" in {Path(code.co_filename).name}:{trace.tb_lineno} ({code.co_name})"
        trace = trace.tb_next
    return f"please report it: {type(error).__name__}: {error}{where}"
