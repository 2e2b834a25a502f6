"""Runs with the cache of the test, and what is compared between them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.report import Report
from derivcheck.verify.run import Means, run
from derivcheck.verify.settings import Settings


def verified(*paths: str, cache: bool = True, brief: bool = False, **settings: Any) -> Report:
    """A run on paths."""
    return run(paths or ["."], Settings(**settings), Means(jobs=2, cache=cache, brief=brief))


def decided(report: Report) -> list[str]:
    """The ids of the claims that were decided in a run."""
    return [claim.id for claim in report.claims if not claim.cached]


def timeless(value: Any) -> Any:
    """A report or record without how long it took and from where it came."""
    if isinstance(value, Report):
        summary = replace(value.summary, seconds=0.0, cached=0)
        return replace(value, claims=tuple(map(timeless, value.claims)), summary=summary)
    assert isinstance(value, ClaimRecord)
    return replace(
        value,
        seconds=0.0,
        cached=False,
        obligations=tuple(
            replace(each, findings=tuple(replace(f, seconds=0.0) for f in each.findings))
            for each in value.obligations
        ),
        steps=value.steps and tuple(map(timeless, value.steps)),
        correct=value.correct and timeless(value.correct),
    )


def written(text: str, name: str = "f.yaml") -> None:
    """A file in the working directory."""
    Path(name).write_text(text, encoding="utf-8")


def without_times(text: str) -> str:
    """A rendered report without what differs from run to run, where lines end included."""
    text = re.sub(r'("seconds": |time=")[0-9.e-]+', r"\1", text)
    text = re.sub(r'("cached": )(true|false|[0-9]+)', r"\1", text)
    text = " ".join(text.split())
    return re.sub(r"[0-9.]+ m?s\b(?:, [0-9,]+ from the cache)?", "TIME", text)
