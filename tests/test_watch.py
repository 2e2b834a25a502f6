"""`derivcheck verify --watch`: a file that changes is decided again; an interrupt ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from derivcheck.cli import main

ROOT = Path(__file__).parent.parent
GOOD = "claims:\n  - {id: a, claim: 1 + 1 = 2}\n"
BAD = "claims:\n  - {id: a, claim: 1 + 1 = 3}\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def started():
    """The command in a process of its own; what it printed so far is in the file `told`."""
    processes = []

    def start(*arguments: str) -> subprocess.Popen:
        with Path("told").open("wb") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", "derivcheck", "verify", "--watch", *arguments],
                stdout=told,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
            )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.wait()


def told(words: str, times: int = 1) -> str:
    """What was printed, once the words are there."""
    deadline = time.monotonic() + 60
    while Path("told").read_text().count(words) < times and time.monotonic() < deadline:
        time.sleep(0.05)
    text = Path("told").read_text()
    assert text.count(words) >= times, text
    return text


def test_what_changes_is_decided_again_and_nothing_else(started):
    Path("a.yaml").write_text(GOOD)
    Path("b.yaml").write_text(GOOD)
    process = started(".", "-j", "1")
    assert "2 claims in 2 files, all as expected." in told("Watching 2 files; Ctrl-C ends.")
    Path("a.yaml").write_text(BAD.replace("3", "33"))
    text = told("a.yaml:2:28: refuted a [DC301]")
    assert text.count("b.yaml") == 1
    Path("a.yaml").write_text("claims: [\n")
    told("a.yaml:1:9: error: this [ is never closed [DC101]")
    Path("a.yaml").unlink()
    Path("c.yaml").write_text(GOOD)
    told("c.yaml  1 claim  1 proved")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    assert told("Interrupted.").count("Traceback") == 0


def test_a_formula_that_changes_is_noticed_by_the_claims_of_other_files(started):
    Path("n.md").write_text("$$ a = b $$ (eq-a)\n")
    source = "{file: n.md, label: eq-a, sha256: 223c4d2008755108}"
    Path("a.yaml").write_text(GOOD.replace("= 2}", f"= 2, source: {source}}}"))
    started(".", "-j", "1")
    assert "1 claim in 1 file, all as expected." in told("Watching 2 files; ")
    Path("n.md").write_text("$$ a = bc $$ (eq-a)\n")
    told("a.yaml:2:59: formula changed a [DC602]")


def test_notes_that_lie_elsewhere_are_watched_too(started):
    Path("claims").mkdir()
    Path("notes").mkdir()
    Path("notes/n.md").write_text("$$ a = b $$ (eq-a)\n")
    source = "{file: ../notes/n.md, label: eq-a, sha256: 223c4d2008755108}"
    Path("claims/a.yaml").write_text(GOOD.replace("= 2}", f"= 2, source: {source}}}"))
    started("claims", "-j", "1")
    assert "1 claim in 1 file, all as expected." in told("Watching 2 files; ")
    Path("notes/n.md").write_text("$$ a = bc $$ (eq-a)\n")
    told("formula changed a [DC602]")


def test_a_named_claim_stays_the_only_one(started):
    two = "claims:\n  - {id: a, claim: 1 + 1 = 2}\n  - {id: b, claim: 1 + 1 = 3}\n"
    Path("a.yaml").write_text(two)
    process = started("a.yaml::a", "-j", "1")
    told("Watching 1 file; ")
    Path("a.yaml").write_text(f"{two}# more\n")
    text = told("1 claim in 1 file, all as expected.", times=2)
    assert "refuted" not in text
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130


def test_files_are_not_written_by_the_way(capsys):
    Path("a.yaml").write_text(GOOD)
    assert main(["verify", "--watch", "a.yaml", "--report", "json=r.json"]) == 2
    assert "--watch shows every run" in capsys.readouterr().err
