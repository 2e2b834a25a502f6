"""Answers marked in this process, without workers: what a test of the rule needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import takewhile
from textwrap import dedent

from derivcheck.grading.claims import Claim, Judgement
from derivcheck.grading.decisions import Decisions
from derivcheck.grading.docket import Docket
from derivcheck.grading.judging import UNREADABLE, judgement
from derivcheck.grading.marking import Outcome, mark
from derivcheck.grading.prepared import Prepared, prepared
from derivcheck.grading.reading.assignments import read_assignment
from derivcheck.grading.steps import Step
from derivcheck.language.positions import Text
from derivcheck.verify.judge import judge
from derivcheck.verify.settings import Settings

RIDGE = """\
symbols:
  X: matrix[n, d]
  y: vector[n]
  theta: vector[d]
  lambda: scalar > 0
define:
  L: 1/2*norm(y - X@theta)^2 + lambda/2*norm(theta)^2
questions:
"""
GRADIENT = f"""{RIDGE}
  - id: q
    find: grad(L, theta)
    marks: {{method: 4, answer: 2}}
"""
EXPANDED = f"""{GRADIENT}
    require:
      - id: expansion
        claim: >-
          L = 1/2*(y'@y - 2*y'@X@theta + theta'@X'@X@theta) + lambda/2*theta'@theta
        marks: 1
"""
MINIMISER = f"""{RIDGE}
  - id: q
    solve: grad(L, theta) = 0
    unknown: theta
    marks: {{method: 3, answer: 1}}
    form: solved for theta
"""
TRACE = """
symbols: {A: 'matrix[n, m]', B: 'matrix[m, n]'}
questions:
  - id: q
    prove: tr(A@B) = tr(B@A)
    marks: 3
"""
NETWORK = """
symbols: {W: 'matrix[k, h]', a: 'vector[h]', y: 'vector[k]'}
define:
  z: W@a
  L: 1/2*norm(z - y)^2
questions:
  - id: q
    find: grad(L, a)
    marks: {method: 4, answer: 2}
"""
SQUARE = """
symbols: {x: scalar, a: scalar}
questions:
  - id: q
    find: (x + a)^2
    form: expanded
    marks: {method: 2, answer: 1}
"""


@cache
def question(assignment: str) -> Prepared:
    """The only question of an assignment."""
    return prepared(read_assignment(dedent(assignment).encode(), "hw.yaml").questions[0])


_KNOWN: dict[tuple[Claim, Settings], Judgement] = {}


def decided(claim: Claim, ready: Prepared, settings: Settings) -> Judgement:
    known = _KNOWN.get((claim, settings))
    if known is None:
        derivation, source = ready.source(claim)
        asked = replace(settings, repair=claim.repair, covering=claim.covering)
        record = judge(derivation, source, asked)
        known = judgement(record, len(claim.lines), settings)
        _KNOWN[claim, settings] = known
    return known


@dataclass(frozen=True)
class Deciding:
    """A judge of claims about one question; unreadable ones wait."""

    ready: Prepared
    settings: Settings

    def known(self, claim: Claim) -> Judgement:
        return decided(claim, self.ready, self.settings) if claim.readable else UNREADABLE

    def decided(self, claims: Iterator[Claim | None]) -> Iterator[tuple[Claim, Judgement]]:
        assert list(takewhile(bool, claims)) == []
        return iter(())


def answer(assignment: str, steps: str, decisions: Decisions | None = None, **settings) -> Outcome:
    """What an answer to the question comes to."""
    ready = question(assignment)
    docket = Docket(Deciding(ready, Settings(**settings)), decisions or Decisions())
    text = Text(dedent(steps).strip("\n"), "s.yaml")
    return dict(docket.settle(iter([("q", partial(mark, ready, text))])))["q"]


def marks(outcome: Outcome) -> tuple[str, str]:
    """Method and answer: `4`, or `3-4` while something waits."""
    both = outcome.marks.method, outcome.marks.answer
    low_high = [(str(each.low), str(each.high)) for each in both]
    return tuple(low if low == high else f"{low}-{high}" for low, high in low_high)


def edges(outcome: Outcome) -> list[str]:
    """`given -`, `step RIGHT`, ... of each line."""
    return [_edge(step) for step in outcome.answer.steps]


def _edge(step: Step) -> str:
    carried = " carried" if step.carried else ""
    return f"{step.role.value} {step.edge.name.lower()}{carried}"
