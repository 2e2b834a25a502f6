"""The report as JSON Lines: the run, then a line a file, a problem and a claim, then the counts.

`record` says what a line is of; its other fields are those of the JSON report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from json import dumps
from tempfile import TemporaryFile
from typing import Any

from derivcheck.reports._options import Options
from derivcheck.verify.codec import to_json
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.report import Report

NAME = "jsonl"

#: the lists of a report, and what one of their entries is called
_LISTS = {"files": "file", "problems": "problem", "claims": "claim"}


def render(report: Report, options: Options) -> str:  # noqa: ARG001  (JSON has one look)
    """One JSON object a line, in ASCII: no sign in it ends a line for any reader."""
    return "".join(_lines(report, map(_claim_line, report.claims)))


class Spool:
    """The lines of claims on disk, so that a run of many keeps none of them in memory."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+", encoding="ascii")  # noqa: SIM115  (closed by `close`)

    def close(self) -> None:
        """Let the lines go."""
        self._file.close()

    def add(self, claim: ClaimRecord) -> None:
        """Take the next claim."""
        self._file.write(_claim_line(claim))

    def lines(self, report: Report) -> Iterator[str]:
        """The lines of a report on the claims that were taken, whatever it holds of them."""
        self._file.seek(0)
        yield from _lines(report, self._file)


def _lines(report: Report, claims: Iterable[str]) -> Iterator[str]:
    head = to_json(replace(report, claims=()))
    summary = head.pop("summary")
    lists = {name: head.pop(name) for name in _LISTS}
    yield _line({"record": "run", **head})
    for name in ("files", "problems"):
        for entry in lists[name]:
            yield _line({"record": _LISTS[name], **entry})
    yield from claims
    yield _line({"record": "summary", **summary})


def _claim_line(claim: ClaimRecord) -> str:
    return _line({"record": "claim", **to_json(claim)})


def _line(data: dict[str, Any]) -> str:
    return f"{dumps(data, ensure_ascii=True, allow_nan=False)}\n"
