"""What a shell offers for the word at the cursor."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ZshComplete

from derivcheck.cli import main
from derivcheck.cli.commands import commands
from derivcheck.cli.completion import Bash

ROOT = Path(__file__).parent.parent
FILE = "claims:\n  - {id: ridge.a, claim: x}\n  - {id: ridge.b, claim: x}\n  - {id: c, claim: x}\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("notes.yaml").write_text(FILE)
    Path("other.yaml").write_text("on: push\n")
    Path("broken.yaml").write_text("claims: [\n")


def offered(monkeypatch, shell, *words):
    """Types and texts that a shell is given for the last of the words."""
    monkeypatch.setenv("COMP_WORDS", " ".join(words))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    completion = shell(commands, {}, "derivcheck", "_DERIVCHECK_COMPLETE")
    arguments, word = completion.get_completion_args()
    items = completion.get_completions(arguments, word)
    if shell is Bash:
        return [completion.format_completion(item).partition(",")[2] for item in items]
    return [item.value for item in items]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["verify", "notes.yaml", "::", "ridge."], ["ridge.a", "ridge.b"]),
        (["verify", "notes.yaml", "::"], ["ridge.a", "ridge.b", "c"]),
        (["verify", "other.yaml", "notes.yaml", "::", "c"], ["c"]),
        (["explain", "notes.yaml", "::", "ridge.b"], ["ridge.b"]),
        (["verify", "other.yaml", "::"], []),
        (["verify", "broken.yaml", "::"], []),
        (["verify", "gone.yaml", "::"], []),
        (["verify", "--report", "ma"], ["markdown="]),
        (["verify", "--report", "=", "ma"], ["markdown="]),
        (["verify", "--format", "js"], ["json", "jsonl"]),
        (["verify", "--format", "=", "js"], ["json", "jsonl"]),
        (["verify", "--require", "p"], ["proof"]),
        (["explain", "DC30"], ["DC301", "DC302", "DC303"]),
        (["explain", "conve"], ["convexity"]),
        (["explain", "softp"], ["softplus"]),
        (["schema", "d"], ["derivation"]),
    ],
)
def test_bash_is_given_what_follows_its_last_break(monkeypatch, words, expected):
    assert offered(monkeypatch, Bash, "derivcheck", *words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["verify", "notes.yaml::r"], ["notes.yaml::ridge.a", "notes.yaml::ridge.b"]),
        (["explain", "notes.yaml::c"], ["notes.yaml::c"]),
        (["verify", "--report=ma"], ["markdown="]),
        (["verify", "no"], ["no"]),
        (["explain", "no"], ["no"]),
        (["init", "--f"], ["--force"]),
    ],
)
def test_other_shells_are_given_whole_words(monkeypatch, words, expected):
    assert offered(monkeypatch, ZshComplete, "derivcheck", *words) == expected


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_every_shell_is_given_something_to_source(capsys, monkeypatch, shell):
    monkeypatch.setenv("_DERIVCHECK_COMPLETE", f"{shell}_source")
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 0
    assert "_DERIVCHECK_COMPLETE" in capsys.readouterr().out


def test_bash_itself_completes_a_claim(monkeypatch, tmp_path):
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    command = tmp_path / "bin" / "derivcheck"
    command.parent.mkdir()
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m derivcheck "$@"\n'
    )
    command.chmod(0o755)
    script = (
        f'PATH="{command.parent}:$PATH"\n'
        'eval "$(_DERIVCHECK_COMPLETE=bash_source derivcheck)"\n'
        "COMP_WORDS=(derivcheck explain notes.yaml :: ridge.)\n"
        "COMP_CWORD=4\n"
        "_derivcheck_completion derivcheck\n"
        'echo "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("ridge.a ridge.b\n", "")
