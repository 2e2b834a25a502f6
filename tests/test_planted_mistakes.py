"""A wrong rule planted in one route: the other one contradicts it, and no proof comes out."""

from __future__ import annotations

import pytest
from flint import arb

from derivcheck.calculus.differentials import pointwise
from derivcheck.cli import main
from derivcheck.deciders import normal_form
from derivcheck.evaluation import balls
from derivcheck.language.operators import Operator
from derivcheck.language.terms import UNIT, add, power
from derivcheck.verify import workers

WRONG = "d(tanh(x), x) = 1 + tanh(x)^2"
RIGHT = "d(tanh(x), x) = 1 - tanh(x)^2"


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """The planted rule would not reach a fresh process."""
    monkeypatch.setattr(workers, "alone", lambda: True)


@pytest.fixture
def wrong_slope(monkeypatch):
    """tanh' = 1 + tanh^2"""
    monkeypatch.setitem(pointwise.SLOPES, Operator.TANH, lambda _x, y: add(UNIT, power(y, 2)))


def test_the_rule_is_right_without_the_plant():
    assert main(["check", RIGHT]) == 0
    assert main(["check", WRONG]) == 1


@pytest.mark.usefixtures("wrong_slope")
def test_a_wrong_differential_is_an_internal_error_and_no_proof(capsys):
    assert main(["check", WRONG]) == 3
    out, err = capsys.readouterr()
    assert out.startswith("undecided")
    assert "Traceback" not in err


@pytest.mark.usefixtures("wrong_slope")
def test_what_the_wrong_differential_misses_is_at_most_supported(capsys):
    main(["check", RIGHT])
    assert not capsys.readouterr().out.startswith("proved")


def test_a_wrong_arithmetic_is_an_internal_error_and_no_refutation(capsys, monkeypatch):
    monkeypatch.setitem(balls._METHODS, Operator.SIN, arb.cos)
    assert main(["check", "sin(x)^2 + cos(x)^2 = 1"]) == 3
    assert capsys.readouterr().out.startswith("undecided")


def test_a_wrong_normal_form_is_an_internal_error_and_no_proof(capsys, monkeypatch):
    honest = normal_form.prove_identity
    monkeypatch.setattr(
        normal_form,
        "prove_identity",
        lambda left, _, context, **how: honest(left, left, context, **how),
    )
    assert main(["check", "(x + y)^2 = x^2 + y^2"]) == 3
    assert capsys.readouterr().out.startswith("undecided")
