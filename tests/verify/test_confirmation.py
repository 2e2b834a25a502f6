"""A proof that a limit or an order is wrong counts where numbers confirm it."""

from __future__ import annotations

import pytest

from derivcheck import check
from derivcheck.deciders import limits, sequences
from derivcheck.language.obligations import Finding, Outcome, silent
from derivcheck.verify.record import Verdict


@pytest.mark.parametrize(
    "line", ["lim(sin(x)/x, x -> 0) = 2", "cos(x) = 1 + O(x^3) as x -> 0", "lim(1/t, t -> oo) = 1"]
)
def test_values_along_a_sequence_confirm_a_refutation(line):
    record = check(line)
    assert record.verdict is Verdict.REFUTED
    assert record.numeric.verdict == "refuted"


@pytest.mark.parametrize("line", ["not lim(1/t, t -> oo) = 0", "not sin(x) = x + O(x^3) as x -> 0"])
def test_the_negation_of_a_true_limit_or_order_is_refuted(line):
    assert check(line).verdict is Verdict.REFUTED


@pytest.mark.parametrize("line", ["not lim(1/t, t -> oo) = 1", "not sin(x) = x + O(x^4) as x -> 0"])
def test_the_negation_of_a_false_limit_or_order_is_not_refuted(line):
    assert check(line).verdict is not Verdict.REFUTED


def test_a_refutation_that_names_no_point_and_is_not_confirmed_decides_nothing(monkeypatch):
    unseen = Finding(limits.NAME, Outcome.REFUTED, "on purpose, without an example")
    monkeypatch.setattr(limits, "decide", lambda obligation, effort: unseen)
    monkeypatch.setattr(sequences, "decide", lambda obligation, effort: silent("", "no_point"))
    record = check("lim(1/t, t -> oo) = 1")
    assert (record.verdict, record.reason) == (Verdict.UNDECIDED, "no_point")
