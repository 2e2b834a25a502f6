"""The report as JSON Lines: the run, then a line a file, a problem and a claim, then the counts.

`record` says what a line is of; its other fields are those of the JSON report.
"""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from typing import Any

from derivcheck.reports._options import Options
from derivcheck.verify.codec import to_json
from derivcheck.verify.report import Report

NAME = "jsonl"

#: the lists of a report, and what one of their entries is called
_LISTS = {"files": "file", "problems": "problem", "claims": "claim"}


def render(report: Report, options: Options) -> str:  # noqa: ARG001  (JSON has one look)
    """One JSON object a line, in ASCII: no sign in it ends a line for any reader."""
    lines = (dumps(line, ensure_ascii=True, allow_nan=False) for line in _lines(to_json(report)))
    return "".join(f"{line}\n" for line in lines)


def _lines(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    summary = report.pop("summary")
    lists = {name: report.pop(name) for name in _LISTS}
    yield {"record": "run", **report}
    for name, entries in lists.items():
        for entry in entries:
            yield {"record": _LISTS[name], **entry}
    yield {"record": "summary", **summary}
