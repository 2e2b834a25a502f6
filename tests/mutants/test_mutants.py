"""Wrong lines are shown to be wrong: the notes' rows with a slip in each.

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
#: differences of differences of unknown functions take seconds to minutes a point
SLOW = {"nas.update-2", "nas.finite-difference-V", "nas.finite-difference-W"}
SLOW |= {"nas.dV-dA", "nas.dV-dA-chain", "nas.update-3"}


def rows():
    for path in sorted(DERIVATIONS.glob("*.yaml")):
        derivation = read(path.read_bytes(), path.name)
        for claim in derivation.claims:
            line = sound(derivation, claim)
            if line is not None and claim.id.value not in SLOW:
                yield pytest.param(derivation, line, id=claim.id.value)


ROWS = list(rows())


@pytest.mark.parametrize(("derivation", "claim"), ROWS[::3])
def test_wrong_lines_are_refuted_or_ill_posed(derivation, claim):
    assert wrong_lines_that_stand(derivation, claim, FEW) == []


@pytest.mark.large
@pytest.mark.parametrize(("derivation", "claim"), ROWS)
def test_many_wrong_lines_are_refuted_or_ill_posed(derivation, claim):
    assert wrong_lines_that_stand(derivation, claim, MANY) == []


def wrong_lines_that_stand(derivation, claim, wanted):
    """The wrong lines that are not shown to be wrong; the line itself must hold."""
    places = points(derivation, claim)
    line = parse_proposition(claim.claim.value)
    seen = [holds_at(line, world, claim.unknown) for world in places]
    assert True in seen
    assert False not in seen
    found = mutants(claim, places, wanted)
    assert found
    scope = proposition_scope(derivation, claim)
    verdicts = {each.text: judge_line(reader(each.text, scope), scope, Effort()) for each in found}
    assert not any(each.malformed for each in verdicts.values())
    return [text for text, judged in verdicts.items() if judged.verdict not in WRONG]


WRONG = (Verdict.REFUTED, Verdict.ILL_POSED)


def reader(text, scope):
    return lambda: scope.proposition(text)


def test_nearly_every_row_takes_part():
    assert len(ROWS) >= 120
