"""JSON Lines: read line by line, they are the whole report."""

from __future__ import annotations

import json

import pytest
from hostile import EVERYTHING, GOOD, HOSTILE

from derivcheck.reports import Options, render
from derivcheck.verify.codec import from_json
from derivcheck.verify.report import Report


def lines(report):
    return [json.loads(line) for line in render(report, "jsonl", Options()).split("\n")[:-1]]


@pytest.mark.parametrize("made", [EVERYTHING, GOOD, HOSTILE])
def test_the_lines_together_are_the_report(made):
    read = lines(made)
    parts = {name: [] for name in ("run", "file", "problem", "claim", "summary")}
    for line in read:
        parts[line.pop("record")].append(line)
    run, summary = parts["run"], parts["summary"]
    assert len(run) == len(summary) == 1
    whole = {
        **run[0],
        "files": parts["file"],
        "problems": parts["problem"],
        "claims": parts["claim"],
        "summary": summary[0],
    }
    assert from_json(Report, whole) == from_json(
        Report, json.loads(render(made, "json", Options()))
    )


def test_the_run_comes_first_and_the_counts_last():
    assert [line["record"] for line in lines(GOOD)] == ["run", "file", "claim", "claim", "summary"]


def test_no_text_breaks_a_line_for_any_reader():
    text = render(HOSTILE, "jsonl", Options())
    assert text.isascii()
    assert text.splitlines() == text.split("\n")[:-1]
