"""Warnings: told, and of no consequence for a verdict or an exit code."""

from __future__ import annotations

import pytest

from derivcheck.cli import main

FILE = """\
symbols:
  A: matrix[n, n]
  other: scalar
claims:
  - id: quiet
    symbols: {x: scalar}
    claim: tr(A) + x = x + tr(A')
  - id: unused
    symbols: {b: scalar}
    claim: tr(A) = tr(A')
  - id: hides
    symbols: {log: scalar}
    claim: log + tr(A) = tr(A') + log
  - id: entries
    claim: tr(exp(A)) + tr(exp(A')) = 2*tr(exp(A))
  - id: wrong
    symbols: {b: scalar}
    claim: tr(A) = tr(A) + 1
    erratum: {why: nothing is added, correct: tr(A) + b = b + tr(A)}
  - id: chain
    symbols: {b: scalar, c: scalar}
    steps: ["tr(A) + b", "= b + tr(A')"]
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims.yaml").write_text(FILE)


@pytest.mark.usefixtures("place")
def test_each_warning_is_told_once_with_its_place_and_nothing_fails(capsys):
    assert main(["verify", "claims.yaml"]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "warning" in line]
    assert told == [
        "claims.yaml:9:15: warning: b is declared and not used [DC802]",
        "claims.yaml:12:15: warning: log hides a name of the language [DC804]",
        "claims.yaml:15:12: warning: exp of a matrix acts entry by entry [DC805]",
        "claims.yaml:21:26: warning: c is declared and not used [DC802]",
    ]


@pytest.mark.usefixtures("place")
def test_an_explanation_and_a_check_tell_them(capsys):
    assert main(["explain", "claims.yaml::unused"]) == 0
    assert "\n\n  Mind: b is declared and not used [DC802].\n" in capsys.readouterr().out
    assert main(["check", "-s", "b: scalar", "x = x"]) == 0
    assert "\n\n  Mind: b is declared and not used [DC802].\n" in capsys.readouterr().out


@pytest.mark.usefixtures("place")
def test_a_claim_that_cannot_be_read_has_no_remarks(capsys):
    assert main(["check", "-s", "b: scalar", "x = )"]) == 2
    assert "DC802" not in capsys.readouterr().err
