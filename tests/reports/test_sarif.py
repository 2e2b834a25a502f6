"""SARIF 2.1.0, against the schema of the standard; fixes are made and checked again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hostile import EVERYTHING, FORBIDDEN, GOOD, HOSTILE
from samples import COMMA, ERRATUM, SIGN, UNKNOWN, report

from derivcheck.cli import main
from derivcheck.reports import Options, render
from derivcheck.reports._codes import CODES
from derivcheck.verify.record import Snippet

SCHEMA = Path(__file__).parent.parent / "data" / "sarif-2.1.0-rtm.5.json"


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema)


def log(made, **known):
    return json.loads(render(made, "sarif", Options(**known)))


def results(made, **known):
    return log(made, **known)["runs"][0]["results"]


@pytest.mark.parametrize("made", [EVERYTHING, GOOD, HOSTILE, report()])
def test_the_log_meets_the_schema(made, validator):
    validator.validate(log(made))


def test_the_schema_refuses_a_log_that_is_none(validator):
    wrong = log(EVERYTHING)
    wrong["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not validator.is_valid(wrong)


def test_a_result_points_at_the_caret_and_tells_the_finding():
    refuted = results(EVERYTHING)[2]
    assert refuted["ruleId"] == "DC301"
    assert refuted["level"] == "error"
    assert refuted["message"]["text"].startswith("refuted ridge.gradient: at n = 1, d = 1, X = [[")
    (location,) = refuted["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "derivations/ridge.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 11, "startColumn": 29, "endLine": 11, "endColumn": 33},
    }
    assert location["logicalLocations"] == [
        {
            "name": "ridge.gradient",
            "fullyQualifiedName": "derivations/ridge.yaml::ridge.gradient",
        }
    ]


def test_met_errata_and_proved_claims_are_no_results():
    assert results(GOOD) == []
    assert [result["ruleId"] for result in results(EVERYTHING)] == [
        "DC201",
        "DC107",
        "DC301",
        "DC202",
        "DC501",
    ]


def test_every_code_is_a_rule_with_help_and_every_result_names_its_own():
    run = log(EVERYTHING)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(CODES)
    assert all(len(rule["help"]["text"]) > 20 for rule in rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_a_warning_is_a_warning_and_an_internal_error_an_unsuccessful_run():
    made = report(replace(SIGN, code="DC901"), problems=[replace(COMMA, severity="warning")])
    run = log(made)["runs"][0]
    assert [result["level"] for result in run["results"]] == ["warning", "error"]
    assert run["invocations"] == [{"executionSuccessful": False, "exitCode": 3}]


def test_the_formula_of_the_notes_is_a_related_location():
    related = ({"file": "notes/ridge.md", "line": 25, "label": "eq-ridge"},)
    (result,) = results(report(replace(SIGN, related=related)))
    assert result["message"]["text"].endswith("\nTranscribed from the notes, [line 25](1).")
    assert result["relatedLocations"] == [
        {
            "id": 1,
            "message": {"text": "eq-ridge"},
            "physicalLocation": {
                "artifactLocation": {"uri": "notes/ridge.md", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 25},
            },
        }
    ]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("/w/a b/θ%.yaml", {"uri": "a%20b/%CE%B8%25.yaml", "uriBaseId": "%SRCROOT%"}),
        ("x:y.yaml", {"uri": "x%3Ay.yaml", "uriBaseId": "%SRCROOT%"}),
        ("/elsewhere/x.yaml", {"uri": "file:///elsewhere/x.yaml"}),
    ],
)
def test_files_are_relative_references(file, expected):
    (result,) = results(report(replace(SIGN, file=file)), folder="/w")
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == expected


def test_messages_hold_no_links_no_placeholders_and_no_control_characters():
    for result in results(HOSTILE):
        text = result["message"]["text"]
        assert "](" not in text.removesuffix("\nTranscribed from the notes, [line 25](1).")
        assert "{0}" not in text
        assert not any(sign in text for sign in FORBIDDEN)


def test_the_suggestion_is_a_fix_of_its_span():
    (result,) = results(report(SIGN))
    (fix,) = result["fixes"]
    assert fix["description"]["text"] == "the sign of X'@y"
    assert fix["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 11, "startColumn": 29, "endLine": 11, "endColumn": 33},
            "insertedContent": {"text": "-X'@y"},
        }
    ]


@pytest.mark.parametrize(
    ("line", "to"),
    [
        # another line than the one that was decided: brackets are missing
        ("    claim: grad(L, theta) = 2*X'@y + X'@X@theta + lambda*theta", "-X'@y"),
        # in this place the text would mean something else to YAML
        ("    claim: grad(L, theta) = X'@y + X'@X@theta + lambda*theta", "-X'@y # no"),
    ],
)
def test_an_edit_that_is_not_certain_is_no_fix(line, to):
    changed = replace(
        SIGN,
        end_column=len(line) + 1,
        snippet=Snippet(lines=((11, line),), region=(11, 29, 11, 33)),
        suggestion=replace(SIGN.suggestion, edit=replace(SIGN.suggestion.edit, to=to)),
    )
    (result,) = results(report(changed))
    assert "fixes" not in result


def test_a_place_inside_a_doubled_quote_is_no_place_of_a_fix():
    line = "    claim: 'a = b'''"
    edit = replace(SIGN.suggestion.edit, span=(11, 17, 11, 19), from_="b'", to="c")
    within = replace(
        SIGN,
        column=13,
        end_column=19,
        snippet=Snippet(lines=((11, line),), region=(11, 17, 11, 19)),
        suggestion=replace(SIGN.suggestion, claim="a = c", edit=edit),
    )
    assert "fixes" not in results(report(within))[0]
    whole = replace(edit, span=(11, 17, 11, 20))
    outside = replace(within, end_column=20, suggestion=replace(within.suggestion, edit=whole))
    assert "fixes" in results(report(outside))[0]


def test_a_declared_mistake_has_no_fix():
    unmet = replace(ERRATUM, ok=False, code="DC503")
    assert "fixes" not in results(report(unmet))[0]


def test_a_problem_has_no_fix():
    assert "fixes" not in results(report(problems=[UNKNOWN]))[0]


CLAIMS = """\
symbols: {x: scalar, X: 'matrix[n, d]', y: 'vector[n]', theta: 'vector[d]'}
define: {L: '1/2*norm(y - X@theta)^2'}
claims:
  - id: plain
    claim: d(tanh(x), x) = 1 - tanh(x)
  - id: single
    claim: 'grad(L, theta) = -X''@y - X''@X@theta'
  - id: double
    claim: "grad(L, theta) = X'@y + X'@X@theta"
  - id: transpose
    claim: 'grad(L, theta) = -X@y + X''@X@theta'
  - id: chain
    steps: |
      x^2 - 1
      = (x - 1)*(x + 1)
      = (x - 1)*(x - 1)
"""


def test_fixes_made_in_the_file_leave_it_proved(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "claims.yaml"
    path.write_text(CLAIMS)
    assert main(["verify", "claims.yaml", "-j", "1", "--format", "sarif"]) == 1
    found = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert len(found) == 5
    lines = CLAIMS.split("\n")
    for result in found:
        (change,) = result["fixes"][0]["artifactChanges"]
        (put,) = change["replacements"]
        at, row = put["deletedRegion"], put["deletedRegion"]["startLine"] - 1
        before, after = lines[row][: at["startColumn"] - 1], lines[row][at["endColumn"] - 1 :]
        lines[row] = before + put["insertedContent"]["text"] + after
    path.write_text("\n".join(lines))
    assert main(["verify", "claims.yaml", "-j", "1"]) == 0
    assert "5 proved" in capsys.readouterr().out
