"""Results of earlier runs, read from JSON or JSON Lines; the file may come from anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from json import dumps, loads
from pathlib import Path
from typing import Any

from derivcheck.verify.codec import from_json
from derivcheck.verify.report import FORMAT, Report

#: what a line of JSON Lines is called, and the list of the report that it belongs to
_LISTS = {"file": "files", "problem": "problems", "claim": "claims"}


class NoResults(ValueError):
    """A file that holds no results that can be read (exit code 2)."""


def results_in(path: str) -> Report:
    """The report in a file; raises `NoResults`."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NoResults(f"{path} cannot be read: {error.strerror}") from None
    except ValueError:
        raise NoResults(f"{path} is no UTF-8 text") from None
    try:
        data = _data(text)
        _check_format(data, path)
        dumps(data, ensure_ascii=False, allow_nan=False).encode("utf-8")
        report = from_json(Report, data)
    except NoResults:
        raise
    except (ValueError, RecursionError) as error:
        why = str(error).partition("\n")[0][:200]
        raise NoResults(f"{path} holds no results of derivcheck: {why}") from None
    if report.summary.claims != len(report.claims):
        counted, there = report.summary.claims, len(report.claims)
        raise NoResults(f"{path} is not whole: {there} claims, and its summary counts {counted}")
    return report


def _check_format(data: dict[str, Any], path: str) -> None:
    """Results of a later format are refused, and those that were cut off."""
    form = data.get("format")
    if type(form) is not int or form < 1:
        raise ValueError("there is no format")
    if form > FORMAT:
        raise NoResults(
            f"{path} is of format {form}; this derivcheck reads format {FORMAT}: update it"
        )
    if "summary" not in data:
        raise NoResults(f"{path} ends before its summary: the run was interrupted")


def _data(text: str) -> dict[str, Any]:
    """The JSON of a report, or its lines put together."""
    first, _, rest = text.lstrip().partition("\n")
    if rest.strip() and first.rstrip().endswith("}"):
        return _whole(_object(line) for line in text.splitlines() if line.strip())
    return _whole([_object(text)]) if '"record"' in first else _object(text)


def _object(text: str) -> dict[str, Any]:
    data = loads(text, parse_constant=_refuse)
    if not isinstance(data, dict):
        raise ValueError(f"a {type(data).__name__} in the place of an object")
    return data


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _whole(lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    whole: dict[str, Any] = {name: [] for name in _LISTS.values()}
    for line in lines:
        kind = line.pop("record", None)
        if kind == "run":
            whole = line | whole
        elif kind == "summary":
            whole["summary"] = line
        elif isinstance(kind, str) and kind in _LISTS:
            whole[_LISTS[kind]].append(line)
    return whole
