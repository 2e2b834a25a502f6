"""The action for GitHub: its metadata, and its script run as the runner would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step.get("name"): step for step in ACTION["runs"]["steps"]}

BAD = "claims:\n  - {id: b, claim: 1 + 1 = 3}\n"
#: the words of a claim that want to be a command of the runner
EVIL = """\
claims:
  - id: a
    claim: 1 + 1 = 2
    erratum:
      why: "known\\n\\n::error::x-canary\\n::add-mask::a"
"""


def test_the_metadata_is_what_github_documents():
    checked = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml")),
        ],
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout


def test_every_input_says_what_it_is_and_has_a_default():
    assert set(ACTION["inputs"]) == {"paths", "args", "format", "python-version"}
    assert all({"description", "default"} <= set(each) for each in ACTION["inputs"].values())


def test_no_text_is_put_into_a_script():
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert not re.search(r"\beval\b|\$\{\{", step.get("run", ""))


def test_nothing_is_uploaded_and_the_job_keeps_its_python():
    assert [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step] == [
        "actions/setup-python@v5"
    ]
    assert ACTION["runs"]["steps"][0]["with"]["update-environment"] is False


@pytest.fixture
def check(tmp_path, monkeypatch):
    """The last step in a working directory, with the package of this repository."""
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    work, environment = tmp_path / "work", tmp_path / "derivcheck"
    work.mkdir()
    (environment / "bin").mkdir(parents=True)
    (environment / "bin" / "python").symlink_to(sys.executable)
    command = environment / "bin" / "derivcheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m derivcheck "$@"\n')
    command.chmod(0o755)

    def run(paths: str, args: str = "", form: str = "text"):
        variables = {"PATHS": paths, "ARGS": args, "FORMAT": form}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[_LAST]["run"]],
            cwd=work,
            env={
                **os.environ,
                **variables,
                "ENVIRONMENT": str(environment),
                "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
                "PYTHONPATH": str(ROOT),
            },
            capture_output=True,
            text=True,
            timeout=120,
        )
        summary = tmp_path / "summary"
        told = summary.read_text(encoding="utf-8") if summary.exists() else ""
        summary.unlink(missing_ok=True)
        return done.returncode, done.stdout, told

    run.folder = work
    return run


_LAST = "Check derivations"


def commands(log: str) -> list[str]:
    """The lines that the runner obeys: those outside of stop-commands."""
    obeyed, token = [], None
    for line in map(str.lstrip, log.splitlines()):
        if token is not None:
            token = None if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
        elif line.startswith("::"):
            obeyed.append(line)
    assert token is None
    return obeyed


def test_a_finding_is_an_annotation_and_stands_in_the_summary(check):
    (check.folder / "bad.yaml").write_text(BAD)
    code, log, summary = check(".")
    assert code == 1
    (annotation,) = commands(log)
    assert annotation.startswith("::error file=bad.yaml,line=2,endLine=2,col=28,")
    assert "bad.yaml:2:28: refuted b [DC301]" in log
    assert "## derivcheck: 1 claim in 1 file, 1 not as expected" in summary


def test_options_and_several_paths_are_given_one_a_line(check):
    (check.folder / "bad.yaml").write_text(BAD)
    (check.folder / "with blank.yaml").write_text(BAD.replace("= 3", "= 2"))
    code, log, _ = check("bad.yaml\nwith blank.yaml\n", "--exit-zero\n--jobs\n1\n", "concise")
    assert code == 0
    assert "bad.yaml:2:28: DC301 b: refuted" in log


def test_inputs_are_no_part_of_the_script(check):
    (check.folder / "bad.yaml").write_text(BAD)
    evil = '$(touch x)`touch x`; touch x #"; touch x; "'
    assert check(evil)[0] == 2
    assert check("bad.yaml", evil)[0] == 2
    assert check("bad.yaml", form=evil)[0] == 2
    assert check("--output=x\nbad.yaml")[0] == 2
    assert sorted(each.name for each in check.folder.iterdir()) == ["bad.yaml"]


def test_words_of_a_claim_are_no_commands_of_the_runner(check):
    (check.folder / "evil.yaml").write_text(EVIL)
    code, log, summary = check(".", "-v")
    assert code == 1
    (annotation,) = commands(log)
    assert annotation.startswith("::error file=evil.yaml,")
    assert "DC501" in annotation
    assert "<x-canary" not in summary
