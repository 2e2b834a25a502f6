"""The results of a run as it goes: one submission a line, appended, so that a killed run resumes.

The first line says what was marked and how; results of another assignment, of other settings
or decisions are never mixed with these, and results of submissions that are handed in no more,
or otherwise than then, are left out when a run resumes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from derivcheck.grading.record import SubmissionRecord
from derivcheck.grading.submission import Identity
from derivcheck.verify.atomic import replace_content
from derivcheck.verify.codec import from_json, to_json
from derivcheck.verify.selection import NothingToCheck


class OtherResults(ValueError):
    """A file that holds the results of something else."""


class Results:
    """A file of marked submissions, appended to; `left_out` is how many were taken from it."""

    def __init__(self, path: Path, head: Mapping[str, Any]) -> None:
        self.path = path
        self.done: Counter[Identity] = Counter()
        self.left_out = 0
        first = _line(dict(head))
        whole = self._resume(first) if path.exists() else 0
        self._stream: BinaryIO = path.open("ab")
        self._stream.truncate(whole)
        if not whole:
            self._write(first)

    def _resume(self, head: bytes) -> int:
        """Read what is there; the length of the lines that are whole.

        Raises OtherResults for anything but these results, or a beginning of them.
        """
        with self.path.open("rb") as stream:
            first = stream.readline(len(head))
            if not head.startswith(first):
                message = (
                    f"{self.path} holds the results of another assignment, or of other "
                    "settings or decisions; name another file."
                )
                raise OtherResults(message)
            if first != head:
                return 0
            whole = len(head)
            for number, line in enumerate(stream, 2):
                if not line.endswith(b"\n"):
                    break
                try:
                    self.done[_record(line).identity] += 1
                except (ValueError, RecursionError):
                    message = f"line {number} of {self.path} is no result; name another file."
                    raise OtherResults(message) from None
                whole += len(line)
        return whole

    def keep(self, wanted: Counter[Identity]) -> None:
        """Leave out what is done and not wanted; the file is replaced at once or not at all."""
        stale = self.done - wanted
        if not stale:
            return
        self.left_out = stale.total()
        self.done &= wanted
        self._stream.close()
        try:
            replace_content(self.path.resolve(), _without(self.path, stale))
            self._stream = self.path.open("ab")
        except OSError as error:
            raise NothingToCheck(f"{self.path} cannot be written: {error.strerror}.") from None

    def append(self, submission: SubmissionRecord) -> None:
        """Write a submission; it is there even if the run is killed right after."""
        self._write(_line(to_json(submission)))

    def _write(self, line: bytes) -> None:
        self._stream.write(line)
        self._stream.flush()

    def close(self) -> None:
        """End writing."""
        self._stream.close()


def _line(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=True).encode() + b"\n"


def _record(line: str | bytes) -> SubmissionRecord:
    return from_json(SubmissionRecord, json.loads(line))


def _without(path: Path, stale: Counter[Identity]) -> Iterator[bytes]:
    """The head and the results that are not stale; the file is closed after the last of them."""
    with path.open("rb") as lines:
        yield next(lines)
        for line in lines:
            identity = _record(line).identity
            if stale[identity]:
                stale[identity] -= 1
            else:
                yield line


def read_results(path: Path) -> tuple[dict[str, Any], Iterator[SubmissionRecord]]:
    """The head of a file of results, and its submissions one after the other."""
    with path.open(encoding="utf-8") as stream:
        head: dict[str, Any] = json.loads(stream.readline())

    def submissions() -> Iterator[SubmissionRecord]:
        with path.open(encoding="utf-8") as again:
            next(again)
            for line in again:
                yield _record(line)

    return head, submissions()
