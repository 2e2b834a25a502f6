"""What oscillates has the limit that all its subsequences have, or none."""

from __future__ import annotations

import pytest

from derivcheck.deciders import limits, sequences
from derivcheck.language.obligations import Effort, Outcome
from tests.deciders.asked import ask

K = {"k": "index >= 1"}

NONE = [
    ("lim(sin(x), x -> oo) = 0", {}),
    ("lim(cos(x)^2, x -> -oo) = 1/2", {}),
    ("lim(x*sin(x), x -> oo) = 0", {}),
    ("lim(sin(2*x) + cos(x/3), x -> oo) = 1", {}),
    ("lim(sin(a*x + b), x -> oo) = b", {"a": "scalar > 0", "b": "scalar"}),
    ("lim(sin(1/x), x -> 0) = 0", {}),
    ("lim(sin(1/x), x -> 0-) = 0", {}),
    ("lim(cos(1/(x - 1)), x -> 1+) = 1", {}),
    ("lim(sin(pi*x), x -> oo) = 0", {}),
    ("lim((-1)^k, k -> oo) = 1", K),
    ("lim(cos(pi*k/3), k -> oo) = 1/2", K),
    ("lim((-1)^k*(1 + 1/k), k -> oo) = 1", K),
]

SOME = [
    ("lim((-1)^k/k, k -> oo) = 0", K),
    ("lim(sin(pi*k), k -> oo) = 0", K),
    ("lim(cos(2*pi*k) + 1/k, k -> oo) = 1", K),
    ("lim((-1)^(2*k)*k/(k + 1), k -> oo) = 1", K),
    ("lim(sin(pi*k/2)^2/k, k -> oo) = 0", K),
]

#: true, and seen along some sequences only: no refutation may come of them
TRUE = [
    ("lim(a*sin(x)/x, x -> oo) = 0", {"a": "scalar"}),
    ("lim(sin(a*x), x -> oo) = 0", {"a": "scalar in {0}"}),
    ("lim(b*x*sin(1/x), x -> 0) = 0", {"b": "scalar"}),
    ("lim(sin(x)^2 + cos(x)^2, x -> oo) = 1", {}),
]


@pytest.mark.parametrize(("claim", "symbols"), NONE)
def test_disagreeing_subsequences_refute(claim, symbols):
    assert ask(limits, claim, symbols).outcome is Outcome.REFUTED


@pytest.mark.parametrize(("claim", "symbols"), NONE)
def test_numbers_do_not_agree_with_them(claim, symbols):
    assert ask(sequences, claim, symbols).outcome is Outcome.SILENT


@pytest.mark.parametrize(("claim", "symbols"), SOME)
def test_residues_prove(claim, symbols):
    assert ask(limits, claim, symbols).outcome is Outcome.PROVED
    assert ask(sequences, claim, symbols, effort=Effort(proved=True)).outcome is Outcome.AGREES


@pytest.mark.parametrize(("claim", "symbols"), TRUE)
def test_sequences_alone_refute_no_true_limit(claim, symbols):
    assert ask(limits, claim, symbols).outcome is not Outcome.REFUTED
