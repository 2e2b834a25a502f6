"""`derivcheck accept`: what it writes, tells and refuses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from derivcheck.cli import main

NOTES = "# Notes\n\n$$ a = b $$ (eq-a)\n\n$$\nc = d\n$$ (eq-c)\n"
CLAIMS = """\
claims:   # of the notes
  - id: first
    claim: 1 + 1 = 2
    source: {file: notes.md, label: eq-a}   # here
  - id: second
    claim: 2 + 2 = 4
    source:
      label: eq-c
      file: notes.md
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("notes.md").write_text(NOTES)
    Path("a.yaml").write_text(CLAIMS)
    return tmp_path


def run(capsys, *arguments):
    code = main(list(arguments))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def test_formulas_are_recorded_and_then_as_before(capsys):
    assert run(capsys, "accept") == (
        0,
        "recorded  a.yaml::first  notes.md:3 (eq-a)  223c4d2008755108\n"
        "          a = b\n"
        "recorded  a.yaml::second  notes.md:5 (eq-c)  3eb4166feff05119\n"
        "          c = d\n",
        "",
    )
    assert Path("a.yaml").read_text() == CLAIMS.replace(
        "label: eq-a}", "label: eq-a, sha256: 223c4d2008755108}"
    ).replace("label: eq-c\n", "label: eq-c\n      sha256: 3eb4166feff05119\n")
    assert run(capsys, "accept", "a.yaml") == (
        0,
        "as before a.yaml::first  notes.md:3 (eq-a)\nas before a.yaml::second  notes.md:5 (eq-c)\n",
        "",
    )


def test_the_gate_is_red_from_a_change_until_it_is_accepted(capsys):
    assert run(capsys, "verify", "a.yaml")[0] == 0
    run(capsys, "accept", "a.yaml")
    assert run(capsys, "verify", "a.yaml")[0] == 0
    Path("notes.md").write_text(NOTES.replace("c = d", "c = e"))
    code, out, _ = run(capsys, "verify", "a.yaml", "--format", "concise")
    assert code == 1
    assert out == (
        "a.yaml:8:14: DC602 second: formula changed: "
        "the formula eq-c in line 5 of notes.md is not the one that was accepted\n"
    )
    assert run(capsys, "accept", "a.yaml::second")[:2] == (
        0,
        "changed   a.yaml::second  notes.md:5 (eq-c)  3eb4166feff05119 -> c12ebb3f88271ecd\n"
        "          c = e\n",
    )
    assert run(capsys, "verify", "a.yaml")[0] == 0


def test_one_claim_is_accepted_by_its_address(capsys):
    assert run(capsys, "accept", "a.yaml::first")[0] == 0
    assert Path("a.yaml").read_text() == CLAIMS.replace(
        "label: eq-a}", "label: eq-a, sha256: 223c4d2008755108}"
    )


def test_a_formula_that_is_gone_is_told_and_the_others_recorded(capsys):
    Path("notes.md").write_text(NOTES.replace("eq-a", "eq-b"))
    code, out, _ = run(capsys, "accept", "a.yaml")
    assert code == 1
    first, second, _ = out.splitlines()
    assert first == "gone      a.yaml::first  notes.md has no formula eq-a. Did you mean eq-c?"
    assert second.startswith("recorded  a.yaml::second")


def test_a_block_beside_its_formula_is_accepted(capsys):
    inner = ["```derivcheck", "claims:", "- id: a", "  claim: 1 = 1", "  source: {label: eq-a}"]
    block = "".join(f"\n> {line}" for line in (*inner, "```\n"))
    Path("notes.md").write_text(NOTES + block)
    assert run(capsys, "accept", "notes.md")[0] == 0
    assert Path("notes.md").read_text() == NOTES + block.replace(
        "eq-a}", "eq-a, sha256: 223c4d2008755108}"
    )
    assert run(capsys, "verify", "notes.md")[0] == 0


def test_malformed_files_are_told(capsys):
    Path("b.yaml").write_text("claims:\n  - {id: b, clam: 1}\n")
    code, out, _ = run(capsys, "accept", ".")
    assert code == 1
    assert out.startswith("b.yaml:2:13: unknown key clam in a claim [DC102]\nrecorded  a.yaml")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.yaml"], "nothing to accept: no claim there has source: {file: ..., label: ...}."),
        (["nowhere"], "nowhere: no such file or folder."),
        (["a.yaml::third"], "a.yaml has no claim third."),
        (["odd.yaml"], "odd.yaml: the hash cannot be put beside the label."),
    ],
)
def test_wrong_use_is_answered_in_one_sentence(capsys, arguments, message):
    Path("none.yaml").write_text("claims: [{id: a, claim: 1 = 1}]\n")
    odd = "claims:\n- id: a\n  claim: 1 = 1\n  source:\n"
    odd += "    ? label\n    : eq-a\n    ? file\n    : notes.md\n"
    Path("odd.yaml").write_text(odd)
    code, out, err = run(capsys, "accept", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"Error: {message}")
    assert Path("odd.yaml").read_text() == odd


def test_what_was_recorded_is_told_though_a_later_file_is_refused(capsys):
    odd = "claims:\n- id: a\n  claim: 1 = 1\n  source:\n"
    odd += "    ? label\n    : eq-a\n    ? file\n    : notes.md\n"
    Path("odd.yaml").write_text(odd)
    code, out, err = run(capsys, "accept")
    assert (code, out.count("recorded")) == (2, 2)
    assert err.startswith("Error: odd.yaml")


def test_the_file_keeps_its_mode_and_nothing_is_left_beside_it(capsys, place):
    Path("a.yaml").chmod(0o640)
    Path("link.yaml").symlink_to("a.yaml")
    assert run(capsys, "accept", "link.yaml")[0] == 0
    assert Path("link.yaml").is_symlink()
    assert Path("a.yaml").stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in place.iterdir()) == ["a.yaml", "link.yaml", "notes.md"]


def test_a_file_that_cannot_be_written_is_left_as_it_was(capsys, monkeypatch, place):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = run(capsys, "accept", "a.yaml")
    assert (code, err) == (2, "Error: a.yaml cannot be written: No space left on device.\n")
    assert Path("a.yaml").read_text() == CLAIMS
    assert sorted(each.name for each in place.iterdir()) == ["a.yaml", "notes.md"]


def test_a_file_that_changes_meanwhile_is_left_alone(capsys, monkeypatch):
    from derivcheck.verify import folders

    load = folders.load

    def changing(paths):
        found = load(paths)
        Path("a.yaml").write_text(CLAIMS + "\n")
        return found

    monkeypatch.setattr(folders, "load", changing)
    code, _, err = run(capsys, "accept", "a.yaml")
    assert code == 2
    assert err == "Error: a.yaml was changed meanwhile; nothing is written into it.\n"
    assert Path("a.yaml").read_text() == CLAIMS + "\n"
