"""PrairieLearn: the `results.json` of an external grader, a test for each question.

`score` lies between 0 and 1; a test has `name, points, max_points, output`.
"""

from __future__ import annotations

from typing import Any

from derivcheck.grading.exports._totals import Total, Waiting, settled


def results(total: Total, waiting: Waiting | None) -> dict[str, Any] | None:
    """What PrairieLearn reads; None where a range is left blank. Raises Undecided."""
    marks = [settled(each, waiting) for each in total.questions]
    if any(mark is None for mark in marks):
        return None
    scored = sum(mark for mark in marks if mark is not None)
    return {
        "gradable": True,
        "score": float(scored / total.maximum) if total.maximum else 0.0,
        "message": "",
        "output": "",
        "tests": [
            {
                "name": each.question,
                "points": float(mark or 0),
                "max_points": float(each.maximum),
                "output": each.feedback,
            }
            for each, mark in zip(total.questions, marks, strict=True)
        ],
    }
