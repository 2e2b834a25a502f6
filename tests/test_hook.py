"""The hook of pre-commit: what it declares, and pre-commit itself running it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from derivcheck.cli import main

ROOT = Path(__file__).parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]

GOOD = "claims:\n  - {id: a, claim: 1 + 1 = 2}\n"
BAD = "claims:\n  - {id: b, claim: 1 + 1 = 3}\n"
#: YAML and Markdown that a repository holds beside its derivations
OTHERS = {"ci.yaml": "on: push\n", "broken.yml": "a: [\n", "README.md": "# words\n"}

#: what pip says where it cannot reach the package index
NO_NETWORK = ("name resolution", "Network is unreachable", "Connection refused", "ProxyError")


def run(capsys, *arguments):
    code = main(["hook", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with a good derivation, a bad one, and files of other kinds."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"good.yaml": GOOD, "bad.yaml": BAD, **OTHERS}.items():
        Path(name).write_text(text)
    if shutil.which("git") is None:
        pytest.skip("there is no git")
    settings = {"PRE_COMMIT_HOME": str(tmp_path / ".home"), "NO_COLOR": "1", "GIT_DIR": None}
    for name, value in settings.items():
        monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    subprocess.run(["git", "init", "--quiet"], check=True)
    subprocess.run(["git", "add", "*.yaml", "*.yml", "*.md"], check=True)
    return tmp_path


def test_files_without_claims_are_passed_over(capsys, repository):
    assert run(capsys, *OTHERS) == (0, "", "")
    code, out, _ = run(capsys, "--jobs", "1", *OTHERS, "good.yaml")
    assert code == 0
    assert "1 claim in 1 file" in out
    code, out, _ = run(capsys, "--quiet", "--jobs", "1", *OTHERS, "good.yaml", "bad.yaml")
    assert code == 1
    assert out.startswith("bad.yaml:2:28: refuted b [DC301]")


def test_options_are_those_of_verify(capsys, repository):
    code, out, _ = run(capsys, "--format", "concise", "--exit-zero", "bad.yaml", "--jobs", "1")
    assert code == 0
    assert out.startswith("bad.yaml:2:28: DC301 b: refuted")
    code, _, err = run(capsys, "--formt", "concise", "bad.yaml")
    assert (code, "formt" in err) == (2, True)


def test_a_file_that_is_not_there_is_wrong_use(capsys, repository):
    code, _, err = run(capsys, "gone.yaml")
    assert (code, "no such file" in err) == (2, True)


def test_the_manifest_declares_one_hook():
    (hook,) = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert hook["id"] == "derivcheck"
    assert hook["language"] == "python"
    names = ["a.yaml", "a.yml", "n.md", "n.qmd", "n.ipynb", "a.yaml.bak", "n.py"]
    assert [name for name in names if re.search(hook["files"], name)] == names[:5]
    assert hook["require_serial"] is True
    done = subprocess.run(
        [*PRE_COMMIT, "validate-manifest", str(MANIFEST)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_pre_commit_runs_the_command_of_the_hook_on_changed_files(repository, monkeypatch):
    """Without an environment of its own: the interpreter of the tests has the package."""
    (hook,) = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    program, *words = hook["entry"].split()
    assert program == "derivcheck"
    hook |= {"language": "system", "entry": f"{sys.executable} -m derivcheck {' '.join(words)}"}
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    Path(".pre-commit-config.yaml").write_text(json.dumps(config))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    done = pre_commit("run", "derivcheck")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "bad.yaml:2:28: refuted b [DC301]" in done.stdout
    assert "good.yaml" not in done.stdout
    assert "broken.yml" not in done.stdout
    subprocess.run(["git", "rm", "--quiet", "--cached", "bad.yaml"], check=True)
    done = pre_commit("run", "derivcheck")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.large
def test_pre_commit_installs_the_package_and_runs_the_hook(repository):
    done = pre_commit("try-repo", str(ROOT), "derivcheck", "--all-files", "--verbose")
    if unreached := [words for words in NO_NETWORK if words in done.stdout]:
        pytest.skip(f"the package index cannot be reached: {unreached[0]}")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "bad.yaml:2:28: refuted b [DC301]" in done.stdout
    assert "good.yaml" not in done.stdout


def pre_commit(*arguments):
    return subprocess.run([*PRE_COMMIT, *arguments], capture_output=True, text=True, timeout=300)
