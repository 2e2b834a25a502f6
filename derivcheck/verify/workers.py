"""Claims decided in processes that can be killed, so that none can harm another.

A claim that runs out of time, out of memory, or takes its process down costs that claim only:
it is undecided and says why. A Python exception in a decider is an internal error of that
claim.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from json import dumps
from pathlib import Path

from derivcheck.verify.codec import from_json, to_json
from derivcheck.verify.failures import died, internal_error, out_of_memory, out_of_time
from derivcheck.verify.lasting import is_lasting
from derivcheck.verify.pool import FORKS, Died, Outcome, OutOfTime, Pool
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import ClaimSource, Derivation

#: bytes of address space that a worker may add to what it has at its start
MEMORY = 2 * 1024**3

#: what is asked: the declarations of a file, one of its claims, and how to decide it
Call = tuple[Derivation, ClaimSource, Settings]


@dataclass(frozen=True, slots=True)
class Answer:
    """The record of a claim; `entry` is its JSON, if it would be the same another time."""

    record: ClaimRecord
    entry: str | None = None


class Workers:
    """Processes that decide claims and stay from one run of calls to the next."""

    def __init__(self, processes: int, seconds: float) -> None:
        self._processes, self._seconds = processes, seconds
        self._pool: Pool | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the processes go."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def decided(self, calls: Iterator[tuple[int, Call] | None]) -> Iterator[tuple[int, Answer]]:
        """The answer to every call with its number, as they come.

        A None among the calls says that the next one may depend on answers.
        """
        if FORKS and not alone():
            while some := [call for call in iter(partial(next, calls, None), None) if call]:
                yield from _in_clean_process(some, self._processes, self._seconds)
            return
        if self._pool is None:
            if FORKS:  # workers that are forked find the deciders imported
                import_deciders()
            self._pool = Pool(_decide, self._processes, self._seconds, _limit)
        asked: dict[int, ClaimSource] = {}

        def given() -> Iterator[tuple[int, Call] | None]:
            for call in calls:
                if call is not None:
                    asked[call[0]] = call[1][1]
                yield call

        for number, outcome in self._pool.outcomes(given()):
            yield number, _answer(outcome, asked.pop(number), self._seconds)


def alone() -> bool:
    """Whether this process has no other thread, so that it can be forked."""
    return threading.active_count() == 1


def available() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def import_deciders() -> None:
    """Import once what every worker needs, so that each is forked with it."""
    import derivcheck.verify.judge  # noqa: F401
    from derivcheck.claims import kinds
    from derivcheck.deciders import deciders

    kinds()
    deciders()


def _answer(outcome: Outcome, claim: ClaimSource, seconds: float) -> Answer:
    """The judge's record, or what became of the claim's process."""
    if isinstance(outcome, OutOfTime):
        return Answer(out_of_time(claim, seconds))
    if isinstance(outcome, Died):
        return Answer(died(claim, outcome.code, outcome.words, MEMORY))
    answer: Answer = pickle.loads(outcome.value)  # noqa: S301  (our own child)
    return answer


# In the worker ----------------------------------------------------------------------------


def _decide(derivation: Derivation, claim: ClaimSource, settings: Settings) -> bytes:
    """The judge's record, or the record of what went wrong with it, ready to be sent.

    It went through JSON, so that a record that is known from before is no other.
    """
    try:
        from derivcheck.verify.judge import judge

        data = to_json(judge(derivation, claim, settings))
        record = from_json(ClaimRecord, data)
        lasting = is_lasting(record)
        return pickle.dumps(Answer(record, dumps(data) if lasting else None))
    except MemoryError:
        return pickle.dumps(Answer(out_of_memory(claim, MEMORY)))
    except Exception as error:  # noqa: BLE001  (an internal error is told, with exit code 3)
        return pickle.dumps(Answer(internal_error(claim, error)))


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
    calls: Sequence[tuple[int, Call]], processes: int, seconds: float
) -> Sequence[tuple[int, Answer]]:
    """Decide from a fresh interpreter.

    A process with threads must not be forked, and a spawned one would run the caller's main
    script again.
    """
    start = f"import sys; sys.path[:] = sys.argv[1:]; from {__name__} import serve; serve()"
    done = subprocess.run(  # noqa: S603  (our own interpreter and module)
        [sys.executable, "-P", "-c", start, *sys.path],
        input=pickle.dumps((calls, processes, seconds)),
        stdout=subprocess.PIPE,
        check=True,
    )
    answers: Sequence[tuple[int, Answer]] = pickle.loads(done.stdout)  # noqa: S301  (our own child)
    return answers


def serve() -> None:
    """Decide the calls on standard input; what a fresh interpreter runs."""
    calls, processes, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301  (our own parent)
    with Workers(processes, seconds) as workers:
        answers = list(workers.decided(iter(calls)))
    sys.stdout.buffer.write(pickle.dumps(answers))
