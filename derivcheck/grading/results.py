"""The results of a run as it goes: one submission a line, appended, so that a killed run resumes.

The first line says what was marked and how; results of another assignment, of other settings
or decisions are never mixed with these.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from derivcheck.grading.record import SubmissionRecord
from derivcheck.verify.codec import from_json, to_json


class OtherResults(ValueError):
    """A file that holds the results of something else."""


class Results:
    """An append-only file of marked submissions."""

    def __init__(self, path: Path, head: Mapping[str, Any]) -> None:
        self.path = path
        self.done: Counter[tuple[str, str, str]] = Counter()
        whole = self._resume(dict(head)) if path.exists() and path.stat().st_size else 0
        self._stream: BinaryIO = path.open("ab")
        if whole:
            self._stream.truncate(whole)
        else:
            self._stream.truncate(0)
            self._write(dict(head))

    def _resume(self, head: dict[str, Any]) -> int:
        """Read what is there; the length of the lines that are whole."""
        whole = 0
        with self.path.open("rb") as stream:
            for number, line in enumerate(stream):
                if not line.endswith(b"\n"):
                    break
                try:
                    data = json.loads(line)
                except ValueError:
                    data = None
                if number == 0 and data != json.loads(json.dumps(head)):
                    message = (
                        f"{self.path} holds the results of another assignment, or of other "
                        "settings or decisions; name another file."
                    )
                    raise OtherResults(message)
                if not isinstance(data, dict):
                    break
                if number:
                    self.done[data["student"], data["file"], data["sha256"]] += 1
                whole += len(line)
        return whole

    def append(self, submission: SubmissionRecord) -> None:
        """Write a submission; it is there even if the run is killed right after."""
        self._write(to_json(submission))

    def _write(self, data: Any) -> None:
        self._stream.write(json.dumps(data, ensure_ascii=True).encode() + b"\n")
        self._stream.flush()

    def close(self) -> None:
        """End writing."""
        self._stream.close()


def read_results(path: Path) -> tuple[dict[str, Any], Iterator[SubmissionRecord]]:
    """The head of a file of results, and its submissions one after the other."""
    with path.open(encoding="utf-8") as stream:
        head: dict[str, Any] = json.loads(stream.readline())

    def submissions() -> Iterator[SubmissionRecord]:
        with path.open(encoding="utf-8") as again:
            next(again)
            for line in again:
                yield from_json(SubmissionRecord, json.loads(line))

    return head, submissions()
