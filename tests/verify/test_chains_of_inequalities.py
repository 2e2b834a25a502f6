"""A chain says nothing of its ends if it mixes < and >, unless <=> starts a new run."""

from __future__ import annotations

from derivcheck.language.obligations import Effort
from derivcheck.language.positions import Text
from derivcheck.verify.chains import judge_chain
from derivcheck.verify.record import Verdict
from tests.deciders.asked import scope


def judged(*lines: str):
    return judge_chain([Text(line) for line in lines], scope(), Effort())


def test_inequalities_joined_by_equivalence_may_turn():
    chain = judged("2*x - 3 >= 4*x + 1", "<=> -2*x >= 4", "<=> x <= -2")
    assert chain.verdict is Verdict.PROVED


def test_the_first_wrong_step_is_named():
    chain = judged("1/x >= 2", "<=> 1 >= 2*x", "<=> x <= 1/2")
    assert chain.verdict is Verdict.REFUTED
    assert chain.first_wrong == 2


def test_a_run_that_mixes_directions_is_still_ill_posed():
    assert judged("x", "<= x + 1", ">= x").verdict is Verdict.ILL_POSED
