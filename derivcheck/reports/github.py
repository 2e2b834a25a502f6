"""Annotations of GitHub: a workflow command for every finding.

Escaped as the runner reads commands: per cent, carriage return and line feed everywhere, in
properties colon and comma too. Of each level a step shows ten; that there are more is told in
a notice, and the summary of the job has all of them (`--report markdown=$GITHUB_STEP_SUMMARY`).
"""

from __future__ import annotations

from collections import Counter

from derivcheck.reports._issues import Issue, issues, place
from derivcheck.reports._options import Options
from derivcheck.reports._words import counted
from derivcheck.verify.report import Report

NAME = "github"

_LEVELS = {"error": "error", "warning": "warning"}
#: annotations of one level that GitHub shows of a step
_SHOWN = 10


def render(report: Report, options: Options) -> str:
    """Problems and claims that are not as expected; nothing for a good run."""
    found = issues(report, options)
    lines = [_command(issue, options) for issue in found]
    lines += [_more(level, count) for level, count in Counter(map(_level, found)).items()]
    return "".join(f"{line}\n" for line in lines if line)


def _level(issue: Issue) -> str:
    return _LEVELS.get(issue.severity, "notice")


def _more(level: str, count: int) -> str:
    """That some findings are not shown, empty if all are."""
    if count <= _SHOWN:
        return ""
    told = f"{counted(count, level)} of which GitHub shows {_SHOWN}; the log has all of them"
    return f"::notice title=derivcheck::{_data(told)}"


def _command(issue: Issue, options: Options) -> str:
    line, column, end_line, end_column = issue.region
    properties = {"file": place(issue.file, options), "line": line, "endLine": end_line}
    if line == end_line:
        # Columns count within one line; the last one is named, not the one after it.
        properties |= {"col": column, "endColumn": max(end_column - 1, column)}
    properties["title"] = f"{issue.code} {issue.title}"
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_level(issue)} {told}::{_data(issue.details)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
