"""A decider that hangs, eats memory or kills its process costs only the claim it was asked."""

from __future__ import annotations

import os
import signal
import time
from types import SimpleNamespace

import pytest

from derivcheck.language.obligations import silent
from derivcheck.verify import verdicts
from derivcheck.verify.reading import read
from derivcheck.verify.record import Verdict
from derivcheck.verify.settings import Settings
from derivcheck.verify.workers import Workers

#: what is planted is asked of claims that mention this symbol
VICTIM = "victim"

FILE = f"""
symbols: {{x: scalar, {VICTIM}: scalar}}
claims:
  - id: before
    claim: (x + 1)^2 = x^2 + 2*x + 1
  - id: bad
    claim: {VICTIM}^2 + 1 = 1 + {VICTIM}*{VICTIM}
  - id: after
    claim: x^2 = x
  - id: last
    claim: d(x^3, x) = 3*x^2
"""


def _hangs() -> None:
    while True:
        time.sleep(0.01)


def _spins() -> None:
    """In C, where no Python signal handler would be run."""
    pow(3, 10**9)


def _eats() -> None:
    bytearray(16 * 1024**3)


def _kills() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _recurses() -> None:
    _recurses()


TROUBLE = {
    _hangs: "timeout",
    _spins: "timeout",
    _eats: "memory",
    _kills: "crashed",
    _recurses: "crashed",
}


def _planted(trouble):
    def accepts(obligation) -> bool:
        return VICTIM in str(obligation.goal)

    def decide(obligation, effort):
        trouble()
        return silent("planted", "gave_up")

    return SimpleNamespace(NAME="planted", ROUTE="symbolic", COST=0, accepts=accepts, decide=decide)


@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda f: f.__name__.strip("_"))
@pytest.mark.parametrize("processes", [1, 2])
def test_a_planted_decider_costs_its_claim_only(monkeypatch, trouble, processes):
    found = (_planted(trouble), *verdicts.deciders())
    monkeypatch.setattr(verdicts, "deciders", lambda: found)
    derivation = read(FILE.encode(), "f.yaml")
    jobs = [(derivation, claim, Settings(timeout=3)) for claim in derivation.claims]
    with Workers(processes, 3) as workers:
        answers = dict(workers.decided(enumerate(jobs)))
    records = [answers[at].record for at in range(len(jobs))]
    assert [record.id for record in records] == ["before", "bad", "after", "last"]
    assert [record.verdict for record in records] == [
        Verdict.PROVED,
        Verdict.UNDECIDED,
        Verdict.REFUTED,
        Verdict.PROVED,
    ]
    assert records[1].reason == TROUBLE[trouble], records[1].message


def test_without_the_plant_the_claim_is_proved():
    derivation = read(FILE.encode(), "f.yaml")
    jobs = [(derivation, claim, Settings()) for claim in derivation.claims]
    with Workers(2, 10) as workers:
        assert dict(workers.decided(enumerate(jobs)))[1].record.verdict is Verdict.PROVED
