"""SARIF 2.1.0 (OASIS standard): a result for every finding, a rule for every code."""

from __future__ import annotations

from json import dumps
from re import sub
from typing import Any

from derivcheck.reports._clean import cleaned, harmless
from derivcheck.reports._codes import CODES
from derivcheck.reports._fixes import replacement
from derivcheck.reports._issues import Issue, issues, uri
from derivcheck.reports._options import Options
from derivcheck.reports._words import flat, listed
from derivcheck.verify.record import ClaimRecord, Region
from derivcheck.verify.report import INTERNAL, Report

NAME = "sarif"

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
#: what relative references are relative to: the folder of the run
_BASE = "%SRCROOT%"
_LEVELS = {"error": "error", "warning": "warning"}


def render(report: Report, options: Options) -> str:
    """Problems and claims that are not as expected; met errata are no results."""
    found = issues(report, options)
    codes = sorted({*CODES, *(issue.code for issue in found)})
    run = {
        "tool": {
            "driver": {
                "name": "derivcheck",
                "version": report.derivcheck,
                "rules": [_rule(code) for code in codes],
            }
        },
        "invocations": [
            {
                "executionSuccessful": report.summary.exit_code < INTERNAL,
                "exitCode": report.summary.exit_code,
            }
        ],
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {"location": _artifact(file.file, options)}
            | ({"hashes": {"sha-256": file.sha256}} if file.sha256 else {})
            for file in report.files
        ],
        "results": [_result(issue, codes.index(issue.code), options) for issue in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return dumps(log, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _rule(code: str) -> dict[str, Any]:
    title, manual = CODES.get(code, (code, ""))
    text = flat(manual) or title
    return {
        "id": code,
        "shortDescription": {"text": f"{title[:1].upper()}{title[1:]}."},
        "fullDescription": {"text": text},
        "help": {"text": f"{text} More: derivcheck explain {code}"},
        "defaultConfiguration": {"level": "warning" if code.startswith("DC8") else "error"},
    }


def _result(issue: Issue, index: int, options: Options) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _place(issue.file, issue.region, options)}
    result: dict[str, Any] = {
        "ruleId": issue.code,
        "ruleIndex": index,
        "level": _LEVELS.get(issue.severity, "note"),
        "message": {"text": _literal(f"{issue.title}: {issue.details}")},
        "locations": [location],
        "partialFingerprints": {"derivcheckFinding/v1": issue.fingerprint},
    }
    if (claim := issue.claim) is not None:
        shown = cleaned(claim)
        result["message"]["text"] += _mentioned(claim)
        location["logicalLocations"] = [{"name": shown.id, "fullyQualifiedName": shown.address}]
        if related := _related(claim, options):
            result["relatedLocations"] = related
        if fix := _fix(claim, options):
            result["fixes"] = [fix]
    return result


def _mentioned(claim: ClaimRecord) -> str:
    """Links to the related locations, which GitHub shows only where a message has them."""
    if not claim.related:
        return ""
    links = [f"[line {each['line']}]({at})" for at, each in enumerate(claim.related, start=1)]
    return f"\nTranscribed from the notes, {listed(links)}."


def _related(claim: ClaimRecord, options: Options) -> list[dict[str, Any]]:
    """The formulas a claim transcribes, where the notes have them."""
    return [
        {
            "id": number,
            "message": {"text": _literal(str(each.get("label") or "the formula of the notes"))},
            "physicalLocation": {
                "artifactLocation": _artifact(str(each["file"]), options),
                "region": {"startLine": int(each["line"])},
            },
        }
        for number, each in enumerate(claim.related, start=1)
    ]


def _fix(claim: ClaimRecord, options: Options) -> dict[str, Any] | None:
    """The suggestion as a change of the file, where it is certain."""
    change = replacement(claim)
    if change is None or claim.suggestion is None:
        return None
    region, text = change
    words = claim.suggestion.words or f"Write {claim.suggestion.claim}"
    return {
        "description": {"text": _literal(words)},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(claim.file, options),
                "replacements": [
                    {"deletedRegion": _region(region), "insertedContent": {"text": text}}
                ],
            }
        ],
    }


def _literal(text: str) -> str:
    """A message without embedded links and placeholders (SARIF 2.1.0, 3.11.5 and 3.11.6).

    `](` would end the text of a link and `{0}` stand for an argument; a blank prevents both.
    """
    return sub(r"\{(\d+)\}", r"{ \1 }", harmless(text).replace("](", "] ("))


def _place(file: str, region: Region, options: Options) -> dict[str, Any]:
    return {"artifactLocation": _artifact(file, options), "region": _region(region)}


def _artifact(file: str, options: Options) -> dict[str, str]:
    reference = uri(file, options)
    if reference.startswith("file:"):
        return {"uri": reference}
    return {"uri": reference, "uriBaseId": _BASE}


def _region(region: Region) -> dict[str, int]:
    line, column, end_line, end_column = region
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }
