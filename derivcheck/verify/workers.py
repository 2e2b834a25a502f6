"""Claims decided in processes that can be killed, so that none can harm another.

A claim that runs out of time, out of memory, or takes its process down costs that claim only:
it is undecided and says why. A Python exception in a decider is an internal error of that
claim. The order of the results is that of the claims, however many processes there are.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

from derivcheck.verify.failures import died, internal_error, out_of_memory, out_of_time, undecided
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import ClaimSource, Derivation

#: bytes of address space that a claim may add to its process
MEMORY = 2 * 1024**3

#: seconds between two looks of the pool at its processes; Pebble's own 0.1 delays every end
_LOOK_EVERY = 0.1

Job = tuple[Derivation, ClaimSource]
Progress = Callable[[ClaimRecord], None]


def decide_all(
    jobs: Sequence[Job], settings: Settings, processes: int, progress: Progress | None = None
) -> tuple[ClaimRecord, ...]:
    """The record of every claim, in order."""
    if not jobs:
        return ()
    if hasattr(os, "fork") and alone():
        return _in_pool(jobs, settings, processes, progress)
    return _in_clean_process(jobs, settings, processes)


def alone() -> bool:
    """Whether this process has no other thread, so that it can be forked."""
    return threading.active_count() == 1


def available() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_pool(
    jobs: Sequence[Job], settings: Settings, processes: int, progress: Progress | None
) -> tuple[ClaimRecord, ...]:
    """Decide in forked workers; the deciders are imported before the fork, once for all."""
    import derivcheck.verify.judge  # noqa: F401

    records: list[ClaimRecord] = []
    with tempfile.TemporaryDirectory(prefix="derivcheck-") as said, warnings.catch_warnings():
        # Pebble replaces a killed worker from a thread of its own; the fork runs no user code.
        warnings.filterwarnings("ignore", ".*fork", DeprecationWarning)
        while len(records) < len(jobs):
            rest = jobs[len(records) :]
            for record in _pooled(rest, settings, min(processes, len(rest)), Path(said)):
                records.append(record)
                if progress:
                    progress(record)
    return tuple(records)


def _pooled(
    jobs: Sequence[Job], settings: Settings, processes: int, said: Path
) -> Iterator[ClaimRecord]:
    """The records of the first claims, of all unless the pool itself breaks.

    It breaks when a process dies between two claims; the first claim without a result then
    counts as crashed, so that the caller can go on with the rest.
    """
    from pebble import CONSTS, ProcessExpired, ProcessPool

    CONSTS.sleep_unit = _LOOK_EVERY
    method = "fork" if hasattr(os, "fork") else "spawn"
    pool = ProcessPool(
        processes,
        initializer=_prepare,
        initargs=(said,),
        context=multiprocessing.get_context(method),
    )
    try:
        futures = [
            pool.schedule(_decide, (_trimmed(derivation), claim, settings), {}, settings.timeout)
            for derivation, claim in jobs
        ]
        for future, (_, claim) in zip(futures, jobs, strict=True):
            try:
                yield future.result()
            except OutOfTime:
                yield out_of_time(claim, settings.timeout)
            except BrokenProcessPool:
                yield undecided(claim, "crashed", "the worker processes broke down")
                return
            except ProcessExpired as death:
                yield died(claim, death.exitcode, _last_words(said, death.pid), MEMORY)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]  # Pebble leaves it unannotated
        pool.join()


def _trimmed(derivation: Derivation) -> Derivation:
    """What the judge needs of the file, and no more, to be sent to a worker."""
    return replace(derivation, claims=(), problems=(), lines=())


# In the worker ----------------------------------------------------------------------------


def _prepare(said: Path) -> None:
    """Limit the memory of a worker, keep what libraries print, and die when told to.

    Without Python's own handler a termination also reaches a process that sits in C.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    faulthandler.disable()
    out = os.open(said / str(os.getpid()), os.O_WRONLY | os.O_CREAT, 0o600)
    os.dup2(out, 2)
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


def _decide(derivation: Derivation, claim: ClaimSource, settings: Settings) -> ClaimRecord:
    """The judge's record, or the record of what went wrong with it."""
    from derivcheck.verify.judge import judge

    try:
        return judge(derivation, claim, settings)
    except MemoryError:
        return out_of_memory(claim, MEMORY)
    except Exception as error:  # noqa: BLE001  (an internal error is told, with exit code 3)
        return internal_error(claim, error)


def _last_words(said: Path, pid: int | None) -> str:
    """The last line that a dead process printed."""
    path = said / str(pid)
    lines = path.read_text(errors="replace").split("\n") if path.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


# Callers with threads ---------------------------------------------------------------------


def _in_clean_process(
    jobs: Sequence[Job], settings: Settings, processes: int
) -> tuple[ClaimRecord, ...]:
    """Decide from a fresh interpreter, because forking a process with threads may deadlock."""
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
    sys.stdout.buffer.write(pickle.dumps(_in_pool(jobs, settings, processes, None)))
