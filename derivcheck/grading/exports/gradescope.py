"""Gradescope: the `results.json` of one submission, a test for each question.

A test has `name, number, score, max_score, output`; all output is plain text
(`output_format: text`), and shown once the marks are published.
"""

from __future__ import annotations

from typing import Any

from derivcheck.grading.exports._totals import Total, Waiting, decimal, settled


def results(total: Total, waiting: Waiting | None) -> dict[str, Any] | None:
    """What Gradescope reads; None where a range is left blank. Raises Undecided."""
    marks = [settled(each, waiting) for each in total.questions]
    if any(mark is None for mark in marks):
        return None
    return {
        "score": float(sum(mark for mark in marks if mark is not None)),
        "output": f"{decimal(total.low)} of {decimal(total.maximum)}"
        if total.low == total.high
        else f"{decimal(total.low)}-{decimal(total.high)} of {decimal(total.maximum)}",
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "after_published",
        "stdout_visibility": "hidden",
        "tests": [
            {
                "name": each.question,
                "number": str(number),
                "score": float(mark or 0),
                "max_score": float(each.maximum),
                "output": each.feedback,
                "output_format": "text",
                "name_format": "text",
                "visibility": "after_published",
            }
            for number, (each, mark) in enumerate(zip(total.questions, marks, strict=True), 1)
        ],
    }
