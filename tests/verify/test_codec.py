"""Records go to JSON and come back the same, and fit the shipped schema."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import jsonschema
import pytest
import yaml

from derivcheck.verify import evidence
from derivcheck.verify import record as records
from derivcheck.verify import report as reports
from derivcheck.verify.codec import from_json, to_json
from derivcheck.verify.folders import load
from derivcheck.verify.record import ClaimRecord, Edit, StepRecord, Suggestion
from derivcheck.verify.report import Report
from derivcheck.verify.run import Means, run
from derivcheck.verify.settings import Settings

SCHEMAS = Path(records.__file__).parent / "schemas"
DERIVATIONS = Path(__file__).parents[2] / "derivations"

#: every key of the contract, by the record that holds it
CONTRACT = {
    "report": "derivcheck format command seed settings engine files problems claims summary",
    "file": "file kind sha256 title source claims",
    "problem": "file line column end_line end_column code severity message expected found hint"
    " claim",
    "claim": "file line column end_line end_column cell id address kind claim notation read_as"
    " quote note verdict expected ok code reason message limit symbolic numeric support"
    " obligations conditions assumed counterexample suggestion correct erratum steps"
    " first_wrong_step plot related key cached seconds",
    "symbolic": "verdict decider sizes",
    "numeric": "verdict points max_residual exact digits rejected",
    "obligation": "index kind text where conditions findings",
    "finding": "decider outcome proves seconds sizes evidence",
    "counterexample": "kind sizes assignment relation left right left_value right_value exact"
    " entry witness sentence",
    "suggestion": "claim edit words verdict",
    "edit": "kind span from to",
    "erratumrecord": "verdict step why",
    "step": "index relation text from follows holds",
    "summary": "claims proved refuted supported undecided ill_posed unexpected files problems"
    " errata corrections_proved steps obligations points cached skipped exit_code",
}
CLASSES = {
    "report": Report,
    "file": reports.FileRecord,
    "problem": records.ProblemRecord,
    "claim": ClaimRecord,
    "symbolic": records.Symbolic,
    "numeric": records.Numeric,
    "obligation": records.Obligation,
    "finding": records.Finding,
    "counterexample": records.Counterexample,
    "suggestion": Suggestion,
    "edit": Edit,
    "erratumrecord": records.ErratumRecord,
    "step": StepRecord,
    "summary": reports.Summary,
}


@pytest.fixture
def report(judge, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("f.yaml").write_text(
        "title: Notes\nsource: {document: d}\nclaims:\n"
        "  - {id: a, claim: x}\n"
        "  - {id: b, claim: wrong}\n"
        "  - {id: c, clam: x}\n"
        "  - {id: d, claim: misfit, erratum: {why: order, correct: y}}\n"
        "  - {id: e, claim: raises}\n"
    )
    return run(["f.yaml"], Settings(), Means(jobs=1))


@pytest.mark.parametrize("name", CONTRACT)
def test_every_key_of_the_contract_is_a_field(name):
    there = {field.name.rstrip("_") for field in fields(CLASSES[name])}
    assert set(CONTRACT[name].split()) <= there


def test_a_report_comes_back_from_its_json(report):
    assert from_json(Report, json.loads(json.dumps(to_json(report)))) == report


def test_steps_and_edits_come_back_with_their_python_names(report):
    claim = report.claims[0]
    edit = Edit(kind="sign", span=(1, 2, 1, 3), from_="+", to="-")
    step = StepRecord(
        **{field.name: getattr(claim, field.name) for field in fields(ClaimRecord)},
        index=2,
        from_=1,
    )
    changed = replace(claim, steps=(step,), suggestion=Suggestion(claim="y", edit=edit))
    data = to_json(changed)
    assert data["suggestion"]["edit"]["from"] == "+"
    assert data["steps"][0]["from"] == 1
    assert from_json(ClaimRecord, data) == changed


def test_reading_ignores_fields_of_a_later_version(report):
    data = to_json(report) | {"added": 1}
    assert from_json(Report, data) == report


def test_an_integer_that_is_no_float_is_refused(report):
    data = to_json(report)
    data["summary"]["seconds"] = 10**400
    with pytest.raises(ValueError, match="too large"):
        from_json(Report, data)


def test_json_of_something_else_is_refused():
    with pytest.raises(ValueError, match="not a Report"):
        from_json(Report, {"claims": []})


def test_the_schema_describes_every_field_and_fits_a_report(report):
    schema = json.loads((SCHEMAS / "report.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(to_json(report))
    described = {"report": schema} | schema["$defs"]
    for module in (evidence, records, reports):
        for kind in vars(module).values():
            if is_dataclass(kind) and kind.__module__ == module.__name__:
                name = _name(kind)
                there = {field.name.rstrip("_") for field in fields(kind)}
                assert set(described[name]["properties"]) == there, name
                assert set(described[name]["required"]) == there, name


def _name(kind):
    name = kind.__name__
    if name.endswith("Record"):
        return name.removesuffix("Record").lower()
    return name[0].lower() + name[1:]


def test_the_schema_of_derivations_fits_every_derivation_here():
    schema = json.loads((SCHEMAS / "derivation.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    paths = sorted(DERIVATIONS.glob("*.yaml"))
    assert paths
    for path in paths:
        validator.validate(yaml.safe_load(path.read_text()))
    assert all(not derivation.problems for derivation in load([str(DERIVATIONS)]).derivations)


@pytest.mark.parametrize(
    "claim",
    [
        {"id": "a"},
        {"claim": "x"},
        {"id": "a", "claim": "x", "steps": "x"},
        {"id": "a", "clam": "x"},
        {"id": "a b", "claim": "x"},
        {"id": "a", "claim": "x", "erratum": {}},
        {"id": "a", "claim": "x", "layout": "row"},
        {"id": "a", "claim": ["x"]},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(claim):
    schema = json.loads((SCHEMAS / "derivation.json").read_text())
    assert not jsonschema.Draft202012Validator(schema).is_valid({"claims": [claim]})
