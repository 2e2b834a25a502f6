"""No wrong line is ever proved: the notes' rows with a slip in each.

Whether a changed line is wrong says an evaluation of its own (NumPy, derivatives by
differences, minima by brute force), which shares only the syntax trees with the program.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.language.obligations import Effort
from derivcheck.language.parsing import parse_proposition
from derivcheck.verify.judge import proposition_scope
from derivcheck.verify.lines import judge_line
from derivcheck.verify.reading import read
from derivcheck.verify.record import Verdict
from tests.mutants.generation import holds_at, mutants, points, sound

DERIVATIONS = Path(__file__).parents[2] / "derivations"
#: a row's wrong lines, and how many are tried when there is time for it
FEW, MANY = 1, 8
#: differences of differences of unknown functions take seconds a point
SLOW = {"nas.update-2", "nas.finite-difference-V", "nas.finite-difference-W"}
SLOW |= {"nas.dV-dA", "nas.dV-dA-chain"}


def rows():
    for path in sorted(DERIVATIONS.glob("*.yaml")):
        derivation = read(path.read_bytes(), path.name)
        for claim in derivation.claims:
            line = sound(derivation, claim)
            if line is not None and claim.id.value not in SLOW:
                yield pytest.param(derivation, line, id=claim.id.value)


ROWS = list(rows())


@pytest.mark.parametrize(("derivation", "claim"), ROWS[::4])
def test_no_wrong_line_is_proved_or_supported(derivation, claim):
    assert wrong_lines_that_pass(derivation, claim, FEW) == []


@pytest.mark.large
@pytest.mark.parametrize(("derivation", "claim"), ROWS)
def test_none_of_many_wrong_lines_is_proved_or_supported(derivation, claim):
    assert wrong_lines_that_pass(derivation, claim, MANY) == []


def wrong_lines_that_pass(derivation, claim, wanted):
    """The wrong lines that the program takes for true; the line itself must hold."""
    places = points(derivation, claim)
    line = parse_proposition(claim.claim.value)
    seen = [holds_at(line, world, claim.unknown) for world in places]
    assert True in seen
    assert False not in seen
    found = mutants(claim, places, wanted)
    assert found
    scope = proposition_scope(derivation, claim)
    return [each.text for each in found if _verdict(each.text, scope) in _GOOD]


_GOOD = (Verdict.PROVED, Verdict.SUPPORTED)


def _verdict(text, scope):
    return judge_line(lambda: scope.proposition(text), scope, Effort()).verdict


def test_nearly_every_row_takes_part():
    assert len(ROWS) >= 120
