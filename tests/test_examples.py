"""Small claims, each in the folder of its verdict: every construct, every way to go wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from derivcheck.verify.judge import judge
from derivcheck.verify.reading import read
from derivcheck.verify.record import Verdict
from derivcheck.verify.repair import search
from derivcheck.verify.settings import Settings

EXAMPLES = Path(__file__).parent / "examples"
FILES = sorted(EXAMPLES.glob("*/*.yaml"))
FOLDERS = {verdict.value for verdict in Verdict}


def claims():
    for path in FILES:
        derivation = read(path.read_bytes(), path.name)
        assert derivation.problems == (), path
        for claim in derivation.claims:
            name = f"{path.parent.name}/{path.stem}::{claim.id.value}"
            yield pytest.param(path.parent.name, derivation, claim, id=name)


@pytest.fixture(autouse=True)
def no_repair(monkeypatch):
    """What was probably meant is no part of a verdict, and takes most of the time."""
    monkeypatch.setattr(search, "SECONDS", 0)


@pytest.mark.parametrize(("folder", "derivation", "claim"), list(claims()))
def test_a_claim_gets_the_verdict_of_its_folder(folder, derivation, claim):
    record = judge(derivation, claim, Settings())
    assert record.verdict.value == folder, record.message
    if folder == "refuted" and record.counterexample is None:
        wrong = [s for s in record.steps or () if s.counterexample]
        proved = [o for o in record.obligations for f in o.findings if f.outcome == "refuted"]
        assert wrong or proved
    if folder == "undecided":
        assert record.reason
    if folder == "ill_posed":
        assert record.code in ("DC202", "DC203", "DC204", "DC205")


def test_every_verdict_has_examples():
    assert {path.parent.name for path in FILES} == FOLDERS


def test_there_are_many_examples():
    counted = Counter(path.parent.name for path in FILES for _ in read_ids(path))
    assert counted["proved"] + counted["refuted"] >= 200
    assert sum(counted.values()) >= 250


def read_ids(path):
    return [claim.id.value for claim in read(path.read_bytes(), path.name).claims]
