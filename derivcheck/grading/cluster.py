"""Marking on many machines: batches of submissions as tasks of a Dask cluster.

Every task makes the assignment ready from its bytes and marks its batch with killable workers of
its own, so that no submission can take a machine with it. A task whose machine is lost is run
again by the scheduler. Batches come back in their order, a few of them at a time.

The workers must be allowed to have children: `distributed.worker.daemon: false`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from distributed import Client, Future

from derivcheck.grading.answers import Batch
from derivcheck.grading.record import SubmissionRecord
from derivcheck.grading.run import Marker, mark_here
from derivcheck.grading.work import Marking, Work, ready
from derivcheck.verify.codec import from_json, to_json
from derivcheck.verify.selection import NothingToCheck

#: batches that are on their way for each thread of the cluster
_AHEAD = 2
#: seconds until a scheduler that does not answer is given up
_PATIENCE = 20


def on_cluster(address: str) -> Marker:
    """Marking by the workers of the scheduler at an address, such as `tcp://10.0.0.1:8786`."""

    def mark(marking: Marking, batches: Iterable[Batch]) -> Iterator[Iterable[SubmissionRecord]]:
        try:
            client = Client(address, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise NothingToCheck(f"no scheduler answers at {address}: {error}.") from None
        with client:
            yield from _marked(client, marking.work, batches)

    return mark


def _marked(
    client: Client, work: Work, batches: Iterable[Batch]
) -> Iterator[list[SubmissionRecord]]:
    """The records of every batch, in the order of the batches."""
    waiting: deque[Future] = deque()
    for batch in batches:
        waiting.append(client.submit(mark_there, work, batch, pure=False))
        while len(waiting) >= _AHEAD * max(1, sum(client.nthreads().values())):
            yield _records(waiting.popleft())
    while waiting:
        yield _records(waiting.popleft())


def _records(future: Future) -> list[SubmissionRecord]:
    return [from_json(SubmissionRecord, each) for each in future.result()]


def mark_there(work: Work, batch: Batch) -> list[Any]:
    """The task: the records of a batch, as JSON values."""
    (records,) = mark_here(_ready(work), [batch])
    return [to_json(record) for record in records]


@lru_cache(maxsize=1)
def _ready(work: Work) -> Marking:
    return ready(work)
