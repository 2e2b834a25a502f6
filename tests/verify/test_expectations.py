"""A claim is as expected when it holds, or when its erratum is met for a reason of mathematics."""

from __future__ import annotations

from dataclasses import replace

import pytest

from derivcheck.language.positions import Place, Text
from derivcheck.verify.expectations import expected
from derivcheck.verify.record import ClaimRecord, ProblemRecord, StepRecord, Verdict
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import ClaimSource, Correction, Erratum

PLACE = Place("f.yaml", 3, 5, 3, 12)
PROBLEM = ProblemRecord(
    file="f.yaml",
    line=3,
    column=5,
    end_line=3,
    end_column=6,
    code="DC201",
    severity="error",
    message="z is not declared",
)
SHOWN = {"code": "DC301", "message": "at x = 1"}


def source(erratum: Erratum | None = None) -> ClaimSource:
    return ClaimSource(
        id=Text("a"), file="f.yaml", place=PLACE, claim=Text("x = 1"), erratum=erratum
    )


def erratum(**fields) -> Erratum:
    return Erratum(place=Place("f.yaml", 4, 5, 4, 12), why="a slip", **fields)


def judged(verdict: Verdict, claim: ClaimSource | None = None, **fields) -> ClaimRecord:
    return replace(ClaimRecord.start(claim or source()), verdict=verdict, **fields)


def outcome(record: ClaimRecord, claim: ClaimSource, require: str = "support"):
    found = expected(record, claim, Settings(require=require))
    return found.ok, found.code, found.message


@pytest.mark.parametrize(
    ("verdict", "ok"),
    [
        (Verdict.PROVED, True),
        (Verdict.SUPPORTED, True),
        (Verdict.REFUTED, False),
        (Verdict.UNDECIDED, False),
        (Verdict.ILL_POSED, False),
    ],
)
def test_without_an_erratum_a_claim_must_hold(verdict, ok):
    assert expected(judged(verdict), source(), Settings()).ok is ok


def test_support_is_not_enough_where_proofs_are_required():
    found = outcome(judged(Verdict.SUPPORTED), source(), "proof")
    assert found == (False, "DC701", "supported by agreement, but --require proof asks for a proof")


@pytest.mark.parametrize("verdict", [Verdict.REFUTED, Verdict.ILL_POSED])
def test_an_erratum_is_met_by_either_kind_of_mistake(verdict):
    claim = source(erratum())
    assert outcome(judged(verdict, claim, **SHOWN), claim) == (True, "DC301", "at x = 1")


@pytest.mark.parametrize("verdict", [Verdict.PROVED, Verdict.SUPPORTED])
def test_an_erratum_above_a_true_line_is_stale_and_points_at_itself(verdict):
    claim = source(erratum())
    found = expected(judged(verdict, claim), claim, Settings())
    assert (found.ok, found.code, found.focus) == (False, "DC501", (4, 5, 4, 12))
    assert found.message == f"The line above it is now {verdict}: remove the erratum."


@pytest.mark.parametrize("reason", ["no_point", "gave_up", "unsupported", "timeout"])
def test_a_mistake_that_cannot_be_shown_does_not_meet_an_erratum(reason):
    claim = source(erratum())
    ok, code, message = outcome(judged(Verdict.UNDECIDED, claim, reason=reason), claim)
    assert (ok, code, message) == (False, "DC503", f"the mistake could not be shown: {reason}")


def test_an_unknown_name_is_red_with_an_erratum_too():
    claim = source(erratum())
    record = judged(Verdict.UNDECIDED, claim, code="DC201", problems=(PROBLEM,))
    assert outcome(record, claim) == (False, "DC201", None)


def test_an_erratum_may_name_the_verdict_that_it_expects():
    claim = source(erratum(verdict="ill_posed"))
    assert outcome(judged(Verdict.ILL_POSED, claim), claim)[0]
    ok, code, message = outcome(judged(Verdict.REFUTED, claim, **SHOWN), claim)
    assert (ok, code) == (False, "DC503")
    assert message == "the erratum says ill_posed, the line is refuted"


# Corrections ------------------------------------------------------------------------------

CORRECTED = source(erratum(correct=Correction(PLACE, claim=Text("x = x"))))


@pytest.mark.parametrize(
    ("verdict", "require", "ok"),
    [
        (Verdict.PROVED, "proof", True),
        (Verdict.SUPPORTED, "support", True),
        (Verdict.SUPPORTED, "proof", False),
        (Verdict.REFUTED, "support", False),
        (Verdict.UNDECIDED, "support", False),
        (Verdict.ILL_POSED, "support", False),
    ],
)
def test_a_correction_is_held_to_the_same_strength_as_a_claim(verdict, require, ok):
    record = judged(Verdict.REFUTED, CORRECTED, **SHOWN, correct=judged(verdict))
    found = outcome(record, CORRECTED, require)
    assert found[0] is ok
    assert found[1] == ("DC301" if ok else "DC502")


def test_a_failing_correction_says_why():
    correct = judged(Verdict.REFUTED, message="at x = 2")
    record = judged(Verdict.REFUTED, CORRECTED, correct=correct)
    assert outcome(record, CORRECTED)[2] == "the correction is refuted: at x = 2"


def test_a_correction_with_a_problem_or_none_at_all_is_red():
    broken = judged(Verdict.PROVED, problems=(PROBLEM,))
    assert outcome(judged(Verdict.REFUTED, CORRECTED, correct=broken), CORRECTED)[1] == "DC502"
    assert outcome(judged(Verdict.REFUTED, CORRECTED), CORRECTED)[1] == "DC502"


# Chains -----------------------------------------------------------------------------------


def chain(*verdicts: Verdict, first: int | None) -> dict:
    base = {"file": "f", "line": 1, "column": 1, "end_line": 1, "end_column": 1}
    steps = tuple(
        StepRecord(**base, id="a", address="f::a", claim="= x", index=number, verdict=verdict)
        for number, verdict in enumerate(verdicts, 2)
    )
    return {"steps": steps, "first_wrong_step": first}


def test_the_named_step_must_be_the_first_wrong_one():
    claim = source(erratum(step=3))
    good, bad = Verdict.PROVED, Verdict.REFUTED
    met = judged(bad, claim, **chain(good, bad, good, first=3))
    assert outcome(met, claim)[0]
    other = judged(bad, claim, **chain(bad, good, good, first=2))
    message = "the erratum names step 3; the first wrong step is 2"
    assert outcome(other, claim) == (False, "DC503", message)


def test_every_other_step_is_judged_as_usual():
    claim = source(erratum(step=2))
    record = judged(Verdict.REFUTED, claim, **chain(Verdict.REFUTED, Verdict.UNDECIDED, first=2))
    assert outcome(record, claim) == (False, "DC503", "step 3 does not hold either: undecided")
    supported = chain(Verdict.REFUTED, Verdict.SUPPORTED, first=2)
    record = judged(Verdict.REFUTED, claim, **supported)
    assert outcome(record, claim)[0]
    assert not outcome(record, claim, "proof")[0]


def test_a_step_makes_no_sense_for_a_single_line():
    claim = source(erratum(step=2))
    record = judged(Verdict.REFUTED, claim)
    message = "the erratum names a step, but this is no chain"
    assert outcome(record, claim) == (False, "DC503", message)
