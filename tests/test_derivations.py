"""The notes' rows: each is a claim, each comes out as expected, each for a reason."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

import derivcheck
from derivcheck.reports import Options, render
from derivcheck.verify.record import Verdict

ROOT = Path(__file__).parent.parent
SCHEMAS = Path(derivcheck.__file__).parent / "verify" / "schemas"
ROWS = (Path(__file__).parent / "rows.txt").read_text(encoding="utf-8").split()
#: rows that are proved, or whose correction is
LEAST_PROVED = 115
#: kinds of counterexample that are points, with both sides' values there
POINTS = {"point", "solution", "better", "inequality"}


@pytest.fixture(scope="module")
def report():
    """The run that a user starts with `derivcheck verify derivations`."""
    return derivcheck.verify(ROOT / "derivations", jobs=2, timeout=60)


@pytest.fixture(scope="module")
def claims(report):
    return {claim.id: claim for claim in report.claims}


def test_the_list_of_rows_is_whole():
    assert len(ROWS) == len(set(ROWS)) == 147


def test_every_row_is_a_claim(claims):
    assert set(ROWS) <= set(claims)


def test_every_other_claim_is_a_further_part_of_a_row(claims):
    transcribed = [ident for ident, claim in claims.items() if not claim.file.endswith(".md")]
    assert {ident.removesuffix(".2") for ident in transcribed} <= set(ROWS)


def test_no_file_has_a_problem(report):
    assert [(p.file, p.line, p.message) for p in report.problems] == []


def test_every_row_is_decided(claims):
    assert [i for i, claim in claims.items() if claim.verdict is Verdict.UNDECIDED] == []


def test_every_verdict_is_the_expected_one(report, claims):
    assert [(i, claim.verdict) for i, claim in claims.items() if not claim.ok] == []
    assert report.summary.exit_code == 0


def test_a_line_without_an_erratum_is_never_wrong_and_one_with_is_always(claims):
    wrong = {i for i, c in claims.items() if c.verdict in (Verdict.REFUTED, Verdict.ILL_POSED)}
    assert wrong == {i for i, claim in claims.items() if claim.erratum}


def test_enough_is_proved(claims):
    proved = [
        ident
        for ident, claim in claims.items()
        if Verdict.PROVED in (claim.verdict, claim.correct and claim.correct.verdict)
    ]
    assert len(proved) >= LEAST_PROVED


def parts(claim):
    """The lines of a chain, or the claim itself."""
    return [s for s in claim.steps or (claim,) if s.verdict is Verdict.REFUTED]


def test_every_refuted_row_has_a_counterexample(claims):
    for ident, claim in claims.items():
        if claim.verdict is not Verdict.REFUTED:
            continue
        assert parts(claim), ident
        for part in parts(claim):
            assert part.counterexample is not None, ident
            if part.counterexample.kind in POINTS:
                assert part.counterexample.left != part.counterexample.right, ident


def test_every_refutation_came_from_the_numeric_route(claims):
    """A counterexample is replayed: the decider of numbers holds it, not a rule."""
    for ident, claim in claims.items():
        for part in parts(claim) if claim.verdict is Verdict.REFUTED else ():
            if part.counterexample.kind in POINTS:
                assert part.numeric.verdict == "refuted", ident


def test_a_proof_stands_on_both_routes(claims):
    for ident, claim in claims.items():
        for part in (claim, *(claim.steps or ())):
            if part.verdict is Verdict.PROVED and part.obligations:
                assert part.symbolic.verdict == "proved", ident
                assert part.numeric.verdict in ("agrees", "proved"), ident


def test_every_correction_holds(claims):
    corrected = {i: claim.correct for i, claim in claims.items() if claim.correct}
    assert len(corrected) >= 30
    good = {Verdict.PROVED, Verdict.SUPPORTED}
    assert {i: c.verdict for i, c in corrected.items() if c.verdict not in good} == {}


def test_a_chain_with_an_erratum_names_its_first_wrong_step(claims):
    for ident, claim in claims.items():
        if claim.erratum and claim.erratum.step:
            assert claim.first_wrong_step == claim.erratum.step, ident


def test_the_summary_counts_the_claims(report, claims):
    counted = Counter(claim.verdict.value for claim in claims.values())
    told = {name: getattr(report.summary, name) for name in counted}
    assert dict(counted) == told
    assert report.summary.claims == len(claims)


def test_the_report_has_the_form_it_promises(report):
    schema = json.loads((SCHEMAS / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(render(report, "json", Options())), schema)


def test_the_notes_written_out_are_proved_beside_their_formulas(report):
    notes = [claim for claim in report.claims if claim.file.endswith(".md")]
    assert len(notes) == 27
    assert {claim.verdict for claim in notes} == {Verdict.PROVED}
    assert len([claim for claim in notes if claim.related]) == 24
    assert not [problem for problem in report.problems if problem.file.endswith(".md")]
