"""Signs of sequences: the starts have them and the step keeps them, or nothing is said."""

from __future__ import annotations

import pytest

from derivcheck.deciders import inequality
from derivcheck.language.obligations import Outcome
from tests.deciders.asked import ask

SYMBOLS = {"g[t]": "scalar", "rho": "scalar in (0, 1)", "t": "index >= 1"}
SQUARES = "rho*r[t-1] + (1 - rho)*g[t]^2"
TRUE = [
    ("r[t] >= 0", {"r[0]": "0", "r[t]": SQUARES}),
    ("r[t] > 0", {"r[0]": "1", "r[t]": SQUARES}),
    ("r[t] <= 0", {"r[0]": "0", "r[t]": "rho*r[t-1] - g[t]^2"}),
    ("r[t] > 0", {"r[0]": "1", "r[t]": "t*r[t-1]"}),
    ("r[t] > 0", {"r[0]": "1", "r[1]": "2", "r[t]": "r[t-1] + r[t-2]"}),
    ("sqrt(r[t]) + 1 > 0", {"r[0]": "0", "r[t]": SQUARES}),
]
FALSE = [
    ("r[t] > 0", {"r[0]": "0", "r[t]": SQUARES}),
    ("r[t] >= 0", {"r[0]": "-1", "r[t]": SQUARES}),
    ("r[t] >= 0", {"r[0]": "0", "r[t]": "rho*r[t-1] + (1 - rho)*g[t]"}),
    ("r[t] > 0", {"r[0]": "1", "r[t]": "(t - 2)*r[t-1]"}),
    ("r[t] > 0", {"r[0]": "1", "r[1]": "2", "r[t]": "r[t-1] - r[t-2]"}),
]


@pytest.mark.parametrize(("claim", "define"), TRUE)
def test_a_sign_that_the_step_keeps_is_proved(claim, define):
    assert ask(inequality, claim, SYMBOLS, define=define).outcome is Outcome.PROVED


@pytest.mark.parametrize(("claim", "define"), FALSE)
def test_a_sign_that_the_step_loses_is_not(claim, define):
    assert ask(inequality, claim, SYMBOLS, define=define).outcome is not Outcome.PROVED


def test_what_a_claim_says_of_its_own_index_is_not_said_of_the_step():
    define = {"r[0]": "1", "r[t]": "(3/2 - t)*r[t-1]"}
    found = ask(inequality, "r[t + 5] >= 0", SYMBOLS, define=define, given=["t <= 1"])
    assert found.outcome is not Outcome.PROVED
