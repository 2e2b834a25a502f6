"""The code quality report, against the fields that GitLab documents."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from hostile import EVERYTHING, FORBIDDEN, GOOD, HOSTILE
from samples import MISFIT, SIGN, STALE, report

from derivcheck.reports import Options, render

#: the required fields, and the values of `severity`
FORM = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "pattern": r"^[^\n]+$"},
            "check_name": {"type": "string", "pattern": "^DC[0-9]{3}$"},
            "fingerprint": {"type": "string", "minLength": 32},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def entries(made):
    return json.loads(render(made, "gitlab", Options()))


@pytest.mark.parametrize("made", [EVERYTHING, GOOD, HOSTILE])
def test_the_fields_are_those_of_the_documentation(made):
    jsonschema.validate(entries(made), FORM)


def test_an_entry_tells_what_where_and_how_bad():
    assert [(e["check_name"], e["severity"], e["description"]) for e in entries(EVERYTHING)] == [
        ("DC201", "critical", "error in ridge.gradient: unknown name Lambda"),
        ("DC107", "blocker", "error: a comma cut this value in two"),
        (
            "DC301",
            "critical",
            "refuted ridge.gradient at n = 1, d = 1, X = [[1]], y = [1], theta = [0], lambda = 1:"
            " left [-1], right [1]",
        ),
        (
            "DC202",
            "critical",
            "ill-posed step 3 of lr.solving: a0'@X@X' is matrix[1, n] and X' is matrix[d, n]:"
            " cannot multiply.",
        ),
        (
            "DC501",
            "major",
            "stale erratum softsign: The line above it is now proved: remove the erratum.",
        ),
    ]
    assert entries(EVERYTHING)[2]["location"]["path"] == "derivations/ridge.yaml"
    assert entries(EVERYTHING)[2]["location"]["lines"] == {"begin": 11, "end": 11}


def test_a_good_run_is_an_empty_list():
    assert entries(GOOD) == []


def test_fingerprints_differ_and_outlive_moved_lines():
    twice = report(SIGN, SIGN, MISFIT, STALE, replace(STALE, id="other"))
    prints = [entry["fingerprint"] for entry in entries(twice)]
    assert len(set(prints)) == 5
    moved = report(replace(SIGN, line=20, end_line=20, focus=(20, 29, 20, 33)))
    assert entries(moved)[0]["fingerprint"] == prints[0]
    assert entries(report(replace(SIGN, id="new")))[0]["fingerprint"] != prints[0]


def test_no_control_characters():
    text = "".join(entry["description"] for entry in entries(HOSTILE))
    assert not any(sign in text for sign in FORBIDDEN)
