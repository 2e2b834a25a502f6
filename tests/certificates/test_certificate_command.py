"""`derivcheck explain --certificate`: what it writes, and when it writes nothing."""

from __future__ import annotations

import json

import pytest

from derivcheck.certificates import replay
from derivcheck.cli import main

FILE = """\
symbols:
  x: scalar
  A: matrix[n, m]
claims:
  - {id: right, claim: "d(tanh(x), x) = 1 - tanh(x)^2"}
  - {id: wrong, claim: "d(x^2, x) = x"}
  - {id: chain, steps: ["(x + 1)^2", "= x^2 + 2*x + 1", "= x*(x + 2) + 1"]}
  - {id: wrong-chain, steps: ["(x + 1)^2", "= x^2 + 2*x + 1", "= x*(x + 2)"]}
  - {id: convex, claim: "convex(x^2, x)"}
  - {id: ill-posed, claim: "A@A = A"}
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims.yaml").write_text(FILE)
    return tmp_path


@pytest.mark.parametrize(
    ("ident", "code", "parts"),
    [("right", 0, 1), ("wrong", 1, 1), ("chain", 0, 2), ("wrong-chain", 1, 1)],
)
def test_a_certificate_is_written_and_accepted(place, capsys, ident, code, parts):
    assert main(["explain", f"claims.yaml::{ident}", "--certificate", "c.json"]) == code
    capsys.readouterr()
    made = json.loads((place / "c.json").read_text())
    assert replay.recheck(made)[0] == "accepted: " + ("proved", "refuted")[code]
    assert made["address"] == f"claims.yaml::{ident}"
    assert len(made["parts"]) == parts


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("claims.yaml::convex", "no certificate for convex: claims of this kind (Convex) have"),
        ("claims.yaml::ill-posed", "the claim is ill-posed; only what is proved or refuted"),
        ("DC202", "--certificate needs one claim"),
    ],
)
def test_without_a_certificate_nothing_is_written(place, capsys, target, said):
    assert main(["explain", target, "--certificate", "c.json"]) == 2
    assert said in capsys.readouterr().err
    assert not (place / "c.json").exists()


def test_a_file_that_cannot_be_written_is_wrong_use(place, capsys):
    assert main(["explain", "claims.yaml::right", "--certificate", "no/such/c.json"]) == 2
    assert "no/such/c.json cannot be written" in capsys.readouterr().err
