"""The record as JSON, written piece by piece so that no class is too large for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from derivcheck.grading.record import SummaryRecord
from derivcheck.grading.tally import Tally
from derivcheck.verify.codec import to_json


def pieces(
    head: Mapping[str, Any], results: Path, tally: Tally, summary: SummaryRecord
) -> Iterator[str]:
    """The pieces of one JSON value: the head, every submission, then what they come to."""
    yield json.dumps(head)[:-1] + ', "submissions": ['
    with results.open(encoding="utf-8") as stream:
        next(stream)
        for number, line in enumerate(stream):
            yield f"{',' if number else ''}\n{line.rstrip()}"
    rest = {
        "mistakes": to_json(tally.mistake_records()),
        "waiting": to_json(tally.waiting_records()),
        "summary": to_json(summary),
    }
    yield "\n], " + json.dumps(rest)[1:] + "\n"
