"""`derivcheck init` writes a first file that runs, and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from derivcheck.cli import main


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")


def run(capsys, *arguments):
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_first_file_is_green_and_has_one_of_each(capsys):
    code, out, err = run(capsys, "init")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "Next: derivcheck verify derivation.yaml"
    code, out, _ = run(capsys, "verify", "derivation.yaml")
    assert code == 0
    assert out.splitlines()[0].split("  ") == [
        *("derivation.yaml", "3 claims", "2 proved", "1 erratum")
    ]


def test_the_modeline_names_a_schema_that_the_file_keeps_to(capsys):
    run(capsys, "init", "notes.yml")
    text = Path("notes.yml").read_text()
    first = text.splitlines()[0]
    schema = json.loads(Path(first.removeprefix("# yaml-language-server: $schema=")).read_text())
    jsonschema.validate(yaml.safe_load(text), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text.replace("claim:", "clam:")), schema)


def test_a_file_that_is_there_is_kept_unless_it_is_said(capsys):
    Path("a.yaml").write_text("mine\n")
    Path("derivation.schema.json").write_text("{}\n")
    code, _, err = run(capsys, "init", "a.yaml")
    assert (code, err) == (2, "Error: a.yaml is there already; --force overwrites it.\n")
    assert Path("a.yaml").read_text() == "mine\n"
    assert run(capsys, "init", "a.yaml", "--force")[0] == 0
    assert Path("a.yaml").read_text() != "mine\n"
    assert Path("derivation.schema.json").read_text() == "{}\n"


def test_a_link_is_not_followed(capsys):
    Path("a.yaml").symlink_to("elsewhere.yaml")
    assert run(capsys, "init", "a.yaml")[0] == 2
    assert not Path("elsewhere.yaml").exists()


@pytest.mark.parametrize("name", ["a.txt", "no/such/folder.yaml", "folder.yaml"])
def test_a_place_where_no_file_can_be_is_wrong_use(capsys, name):
    Path("folder.yaml").mkdir()
    code, out, err = run(capsys, "init", name)
    assert (code, out) == (2, "")
    assert err.startswith("Error: ")
