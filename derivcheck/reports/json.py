"""The report as JSON, field for field the record."""

from __future__ import annotations

from json import dumps

from derivcheck.reports._options import Options
from derivcheck.verify.codec import to_json
from derivcheck.verify.report import Report

NAME = "json"


def render(report: Report, options: Options) -> str:  # noqa: ARG001  (JSON has one look)
    """Indented JSON with keys in the order of the contract."""
    return dumps(to_json(report), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
