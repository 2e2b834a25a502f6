"""A judge that says what the claim tells it to, so that the outer half is tested alone."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from types import ModuleType

import pytest

from derivcheck.verify import workers
from derivcheck.verify.record import (
    ClaimRecord,
    Counterexample,
    Finding,
    Numeric,
    Obligation,
    Symbolic,
    Verdict,
)


def _fails(claim: str) -> None:
    """What goes wrong with a process, by the words of the claim."""
    if "hangs" in claim:
        while True:
            pass
    if "aborts" in claim:
        os.abort()
    if "leaves" in claim:
        os._exit(7)
    if "eats" in claim:
        bytearray(1 << 42)
    if "raises" in claim:
        raise KeyError("no such rule")


def scripted(derivation, claim, settings) -> ClaimRecord:
    """Proved, unless the claim says otherwise."""
    written = claim.written
    _fails(written)
    record = ClaimRecord.start(claim)
    verdict, code, message, example = Verdict.PROVED, None, None, None
    if "wrong" in written:
        verdict, code = Verdict.REFUTED, "DC301"
        example = Counterexample(
            kind="point",
            sizes={"n": 1},
            assignment={"X": [["1"]], "lambda": "1/2"},
            relation="=",
            left="[-1]",
            right="[1]",
            exact=True,
            left_text="grad(L, theta)",
            right_text="X'@y",
        )
    elif "misfit" in written:
        verdict, code = Verdict.ILL_POSED, "DC202"
        message = "X' is matrix[d, n] and theta is vector[d]: cannot multiply"
    elif "maybe" in written:
        verdict = Verdict.SUPPORTED
    good = (Verdict.PROVED, Verdict.SUPPORTED)
    wrong = (Verdict.REFUTED, Verdict.ILL_POSED)
    finding = Finding(decider="scripted", outcome="proved", seconds=0.5)
    correct = None
    if claim.erratum and claim.erratum.correct:
        correct = replace(record, verdict=Verdict.PROVED, erratum=None, ok=True)
    return replace(
        record,
        verdict=verdict,
        code=code,
        message=message,
        counterexample=example,
        ok=verdict in (wrong if claim.erratum else good),
        symbolic=Symbolic(verdict="proved", decider="matrix_normal_form", sizes="all"),
        numeric=Numeric(verdict="agrees", points=12, exact=True),
        obligations=(Obligation(index=1, kind="identity", text=written, findings=(finding,)),),
        correct=correct,
        seconds=0.25,
    )


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path_factory):
    """An empty cache for every test, so that none knows the verdicts of another one's judge."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("DERIVCHECK_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def judge(monkeypatch):
    """The scripted judge in the place of the real one, in this process and its workers."""
    module = ModuleType("derivcheck.verify.judge")
    module.judge = scripted
    monkeypatch.setitem(sys.modules, "derivcheck.verify.judge", module)
    monkeypatch.setattr(workers, "import_deciders", lambda: None)
    monkeypatch.setattr(workers, "alone", lambda: True)
    return scripted
