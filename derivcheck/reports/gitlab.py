"""A code quality report of GitLab: a list of findings with fingerprints."""

from __future__ import annotations

from json import dumps
from typing import Any

from derivcheck.reports._issues import Issue, issues, place
from derivcheck.reports._options import Options
from derivcheck.verify.report import Report

NAME = "gitlab"

#: by the first digit of a code: what cannot be read or judged at all, what is false, the rest
_SEVERITIES = {"1": "blocker", "2": "critical", "3": "critical", "9": "blocker"}


def render(report: Report, options: Options) -> str:
    """Problems and claims that are not as expected; an empty list for a good run."""
    entries = [_entry(issue, options) for issue in issues(report, options)]
    return dumps(entries, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _entry(issue: Issue, options: Options) -> dict[str, Any]:
    line, column, end_line, end_column = issue.region
    severity = _SEVERITIES.get(issue.code[2:3], "major")
    return {
        "description": issue.sentence,
        "check_name": issue.code,
        "fingerprint": issue.fingerprint,
        "severity": severity if issue.severity == "error" else "minor",
        "location": {
            "path": place(issue.file, options),
            "lines": {"begin": line, "end": end_line},
            "positions": {
                "begin": {"line": line, "column": column},
                "end": {"line": end_line, "column": end_column},
            },
        },
    }
