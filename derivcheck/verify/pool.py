"""Processes that work off calls and can be killed: one call lost costs that call only.

One thread waits for the pipes of all workers and for the next deadline. A call starts at once
on an idle worker, so its time limit counts from its own start (seconds of the processor, so that
a busy machine decides as an idle one does), and a worker that dies is known by the end of its
own pipe: no other call can be blamed for it.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

#: forking is cheap and safe where the system's libraries are not multithreaded themselves
FORKS = sys.platform == "linux"
#: how many times its limit a call may take on the clock of a busy machine
PATIENCE = 3
#: calls after which a worker makes room for a fresh one, and all that it remembers with it
RENEWED = 500
#: seconds after its deadline at which a worker ends itself, should the parent be gone
_GRACE = 5.0


@dataclass(frozen=True, slots=True)
class Returned:
    """What the call gave back."""

    value: Any


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """The call was killed at its time limit."""


@dataclass(frozen=True, slots=True)
class Died:
    """The process ended on its own; `words` is the last line it printed."""

    code: int
    words: str


Outcome = Returned | OutOfTime | Died


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    calls: int = 0
    call: int = -1
    deadline: float = math.inf
    #: on the clock at which the call is given up, whatever it got of the processor
    last: float = math.inf
    #: seconds of the processor that were used before the call
    used: float = 0.0

    def take(self, call: tuple[int, tuple[Any, ...]], seconds: float) -> None:
        """Start on a call."""
        now = time.monotonic()
        self.calls += 1
        self.call, arguments = call
        self.used = _processor_seconds(self.process.pid) or 0.0
        self.deadline, self.last = now + seconds, now + PATIENCE * seconds
        # A worker that is dead already shows by the end of its pipe.
        with contextlib.suppress(BrokenPipeError):
            self.pipe.send(arguments)

    def overdue(self, now: float, seconds: float) -> bool:
        """Whether the call had its time; a busy machine gives it more on the clock."""
        if now < self.deadline:
            return False
        spent = _processor_seconds(self.process.pid)
        missing = 0.0 if spent is None else self.used + seconds - spent
        if missing <= 0 or now >= self.last:
            return True
        self.deadline = min(now + missing, self.last)
        return False


class Pool:
    """Workers that stay from one run of calls to the next, until they are let go.

    Each runs `prepare` first; what it prints goes into a file of a folder of its own.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        processes: int,
        seconds: float,
        prepare: Callable[[], None],
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="derivcheck-"))
        self._arguments = (function, seconds, prepare, self._folder)
        self._processes, self._seconds = processes, seconds
        self._idle: list[_Worker] = []
        #: lets the workers go, at the latest when the pool is forgotten
        self.close = weakref.finalize(self, _close, self._idle, self._folder)

    def outcomes(
        self, calls: Iterator[tuple[int, tuple[Any, ...]] | None]
    ) -> Iterator[tuple[int, Outcome]]:
        """The outcome of every call with its number, as they come.

        A call is taken from the iterator when a worker can start on it soon. None says that
        there is no call now: the iterator is asked again after the next outcome.
        """
        seconds = self._seconds
        upcoming = next(calls, None)
        workers: list[_Worker] = []
        try:
            while upcoming is not None or workers:
                while upcoming is not None and len(workers) < self._processes:
                    workers.append(self._waiting() or self._start())
                    workers[-1].take(upcoming, seconds)
                    upcoming = next(calls, None)
                for worker, outcome in _next(workers, seconds, self._folder):
                    number = worker.call
                    if not isinstance(outcome, Returned) or worker.calls == RENEWED:
                        workers.remove(worker)
                        _end(worker)
                    elif upcoming is None:
                        workers.remove(worker)
                        self._idle.append(worker)
                    else:
                        # The worker goes on before the outcome is looked at.
                        worker.take(upcoming, seconds)
                        upcoming = next(calls, None)
                    yield number, outcome
                    if upcoming is None:
                        upcoming = next(calls, None)
        finally:
            for worker in workers:
                _end(worker)

    def _waiting(self) -> _Worker | None:
        """A worker that has nothing to do, if there is one that lives."""
        while self._idle:
            worker = self._idle.pop()
            if worker.process.is_alive():
                return worker
            _end(worker)
        return None

    def _start(self) -> _Worker:
        context: Any = multiprocessing.get_context("fork" if FORKS else "spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, ours, *self._arguments), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _next(
    workers: Sequence[_Worker], seconds: float, folder: Path
) -> list[tuple[_Worker, Outcome]]:
    """Wait until something is known, and tell what."""
    nearest = min(worker.deadline for worker in workers)
    ready = wait([worker.pipe for worker in workers], max(nearest - time.monotonic(), 0))
    now = time.monotonic()
    known: list[tuple[_Worker, Outcome]] = []
    for worker in workers:
        if worker.pipe in ready:
            known.append((worker, _received(worker, folder)))
        elif worker.overdue(now, seconds):
            known.append((worker, OutOfTime()))
    return known


def _processor_seconds(pid: int | None) -> float | None:
    """What a process used of the processor so far, where the system tells."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None


def _received(worker: _Worker, folder: Path) -> Outcome:
    try:
        return Returned(worker.pipe.recv())
    except (EOFError, OSError):
        worker.process.join()
        code, words = worker.process.exitcode, _last_words(folder, worker.process.pid)
        return Died(code or 0, words)


def _close(workers: list[_Worker], folder: Path) -> None:
    while workers:
        _end(workers.pop())
    shutil.rmtree(folder, ignore_errors=True)


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _last_words(folder: Path, pid: int | None) -> str:
    """The last line that a dead process printed."""
    path = folder / str(pid)
    lines = path.read_text(errors="replace").split("\n") if path.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


# In the worker ----------------------------------------------------------------------------


def _work(
    pipe: Connection,
    other: Connection,
    function: Callable[..., Any],
    seconds: float,
    prepare: Callable[[], None],
    folder: Path,
) -> None:
    """Answer calls until the other end of the pipe is closed.

    A forked process has that end too, of its own pipe and of those of the workers before it. It
    closes its own: should the parent be killed, the youngest worker ends, then the one before it.
    """
    other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.open(folder / str(os.getpid()), os.O_WRONLY | os.O_CREAT, 0o600)
    os.dup2(out, 1)
    os.dup2(out, 2)
    prepare()
    while True:
        try:
            call = pipe.recv()
        except EOFError:
            return
        _alarm(PATIENCE * seconds + _GRACE)
        pipe.send(function(*call))
        _alarm(0)


def _alarm(seconds: float) -> None:
    """End this process after some seconds, also while it sits in C; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
