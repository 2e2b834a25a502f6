"""Claims decided in processes that can be killed, so that none can harm another.

A claim that runs out of time, out of memory, or takes its process down costs that claim only:
it is undecided and says why. A Python exception in a decider is an internal error of that
claim. The order of the results is that of the claims, however many processes there are.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from derivcheck.verify.failures import died, internal_error, out_of_memory, out_of_time
from derivcheck.verify.pool import FORKS, Died, Outcome, OutOfTime, outcomes
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import ClaimSource, Correction, Derivation

#: bytes of address space that a worker may add to what it has at its start
MEMORY = 2 * 1024**3

Job = tuple[Derivation, ClaimSource]
Progress = Callable[[ClaimRecord], None]


def decide_all(
    jobs: Sequence[Job], settings: Settings, processes: int, progress: Progress | None = None
) -> tuple[ClaimRecord, ...]:
    """The record of every claim, in order; `progress` is told of each as it is decided."""
    if not jobs:
        return ()
    if FORKS and alone():
        return _decided(jobs, settings, processes, progress)
    return _in_clean_process(jobs, settings, processes)


def alone() -> bool:
    """Whether this process has no other thread, so that it can be forked."""
    return threading.active_count() == 1


def available() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _decided(
    jobs: Sequence[Job], settings: Settings, processes: int, progress: Progress | None
) -> tuple[ClaimRecord, ...]:
    """Decide in workers, the longest claims first, so that none is left alone at the end.

    Workers that are forked find the deciders imported.
    """
    if FORKS:
        import_deciders()
    records: dict[int, ClaimRecord] = {}
    order = sorted(range(len(jobs)), key=lambda at: -_length(jobs[at][1]))
    trimmed = {id(derivation): _trimmed(derivation) for derivation, _ in jobs}
    calls = [(trimmed[id(jobs[at][0])], jobs[at][1], settings) for at in order]
    with tempfile.TemporaryDirectory(prefix="derivcheck-") as folder:
        for call, outcome in outcomes(
            _decide, calls, processes, settings.timeout, _limit, Path(folder)
        ):
            at = order[call]
            records[at] = _record(outcome, jobs[at][1], settings)
            if progress:
                progress(records[at])
    return tuple(records[at] for at in range(len(jobs)))


def _length(claim: ClaimSource) -> int:
    """Characters of all lines that are decided, a chain's twice: the best guess at its cost."""
    written: list[ClaimSource | Correction] = [claim]
    if claim.erratum is not None and claim.erratum.correct is not None:
        written.append(claim.erratum.correct)
    lines = [each.claim for each in written if each.claim is not None]
    steps = [step for each in written for step in each.steps or ()]
    return sum(len(text.value) for text in (*lines, *steps, *steps))


def import_deciders() -> None:
    """Import once what every worker needs, so that each is forked with it."""
    import derivcheck.verify.judge  # noqa: F401
    from derivcheck.claims import kinds
    from derivcheck.deciders import deciders

    kinds()
    deciders()


def _record(outcome: Outcome, claim: ClaimSource, settings: Settings) -> ClaimRecord:
    """The judge's record, or what became of the claim's process."""
    if isinstance(outcome, OutOfTime):
        return out_of_time(claim, settings.timeout)
    if isinstance(outcome, Died):
        return died(claim, outcome.code, outcome.words, MEMORY)
    record: ClaimRecord = pickle.loads(outcome.value)  # noqa: S301  (our own child)
    return record


def _trimmed(derivation: Derivation) -> Derivation:
    """What the judge needs of the file, and no more, to be sent to a worker."""
    return replace(derivation, claims=(), problems=(), lines=(), formulas={})


# In the worker ----------------------------------------------------------------------------


def _decide(derivation: Derivation, claim: ClaimSource, settings: Settings) -> bytes:
    """The judge's record, or the record of what went wrong with it, ready to be sent."""
    try:
        from derivcheck.verify.judge import judge

        return pickle.dumps(judge(derivation, claim, settings))
    except MemoryError:
        return pickle.dumps(out_of_memory(claim, MEMORY))
    except Exception as error:  # noqa: BLE001  (an internal error is told, with exit code 3)
        return pickle.dumps(internal_error(claim, error))


def _limit() -> None:
    """Limit the memory of a worker, and leave no traces of its death behind."""
    faulthandler.disable()
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = _address_space() + MEMORY
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _address_space() -> int:
    """Bytes in use now, where the system tells."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0
    return int(status.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")


# Callers with threads ---------------------------------------------------------------------


def _in_clean_process(
    jobs: Sequence[Job], settings: Settings, processes: int
) -> tuple[ClaimRecord, ...]:
    """Decide from a fresh interpreter.

    A process with threads must not be forked, and a spawned one would run the caller's main
    script again.
    """
    trimmed = [(_trimmed(derivation), claim) for derivation, claim in jobs]
    start = f"import sys; sys.path[:] = sys.argv[1:]; from {__name__} import serve; serve()"
    done = subprocess.run(  # noqa: S603  (our own interpreter and module)
        [sys.executable, "-P", "-c", start, *sys.path],
        input=pickle.dumps((trimmed, settings, processes)),
        stdout=subprocess.PIPE,
        check=True,
    )
    records: tuple[ClaimRecord, ...] = pickle.loads(done.stdout)  # noqa: S301  (our own child)
    return records


def serve() -> None:
    """Decide the jobs on standard input; what a fresh interpreter runs."""
    jobs, settings, processes = pickle.load(sys.stdin.buffer)  # noqa: S301  (our own parent)
    sys.stdout.buffer.write(pickle.dumps(_decided(jobs, settings, processes, None)))
