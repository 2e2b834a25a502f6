"""Annotations of GitHub: a workflow command for every finding.

Escaped as the runner reads commands: per cent, carriage return and line feed everywhere, in
properties colon and comma too.
"""

from __future__ import annotations

from derivcheck.reports._issues import Issue, issues, place
from derivcheck.reports._options import Options
from derivcheck.verify.report import Report

NAME = "github"

_LEVELS = {"error": "error", "warning": "warning"}


def render(report: Report, options: Options) -> str:
    """Problems and claims that are not as expected; nothing for a good run."""
    return "".join(f"{_command(issue, options)}\n" for issue in issues(report, options))


def _command(issue: Issue, options: Options) -> str:
    line, column, end_line, end_column = issue.region
    properties = {"file": place(issue.file, options), "line": line, "endLine": end_line}
    if line == end_line:
        # Columns count within one line; the last one is named, not the one after it.
        properties |= {"col": column, "endColumn": max(end_column - 1, column)}
    properties["title"] = f"{issue.code} {issue.title}"
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_LEVELS.get(issue.severity, 'notice')} {told}::{_data(issue.details)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
