"""Claims judged once, ahead, and given up where an answer eats the time of all."""

from __future__ import annotations

from derivcheck.grading import docket
from derivcheck.grading.claims import Claim, Judgement
from derivcheck.grading.decisions import Decisions
from derivcheck.grading.docket import Docket
from derivcheck.verify.record import Verdict

RIGHT = Judgement(verdict=Verdict.PROVED)
WRONG = Judgement(verdict=Verdict.REFUTED)
LATE = Judgement(verdict=Verdict.UNDECIDED, reason="timeout", limit="time")


def claim(name: str) -> Claim:
    return Claim("q", "context", (name,))


def asking(*names: str):
    """What starts to ask for claims one after the other, and gives the verdicts."""

    def computation():
        found = []
        for name in names:
            found.append((yield claim(name)).verdict)
        return found

    return computation


def recording(judgement: Judgement):
    asked: list[list[str]] = []

    def judge(claims):
        asked.append([each.lines[0] for each in claims])
        return dict.fromkeys(claims, judgement)

    return judge, asked


def test_every_different_claim_is_judged_once():
    judge, asked = recording(RIGHT)
    made = Docket(judge, Decisions())
    found = dict(made.settle({1: asking("a", "b"), 2: asking("a", "b", "c")}))
    assert found == {1: [Verdict.PROVED] * 2, 2: [Verdict.PROVED] * 3}
    assert asked == [["a", "b", "c"]]
    assert dict(made.settle({1: asking("b", "d")})) == {1: [Verdict.PROVED] * 2}
    assert asked == [["a", "b", "c"], ["d"]]


def test_after_a_line_that_fails_the_rest_is_asked_for_at_once():
    judge, asked = recording(WRONG)
    made = Docket(judge, Decisions())

    def computation():
        found = yield claim("a")
        for name in ("b", "c") if found.holds else ("x", "y", "z"):
            yield claim(name)

    assert list(made.settle({1: computation})) == [(1, None)]
    assert asked == [["a", "b", "c"], ["x", "y", "z"]]


def test_an_answer_that_eats_the_time_is_given_up_and_costs_only_itself():
    judge, asked = recording(LATE)
    names = [f"late{number}" for number in range(20)]
    made = Docket(lambda claims: judge(claims) | {claim("good"): RIGHT}, Decisions())
    found = dict(made.settle({1: asking(*names), 2: asking("good")}))
    assert found[2] == [Verdict.PROVED]
    assert found[1] == [Verdict.UNDECIDED] * 20
    assert sum(name.startswith("late") for names in asked for name in names) == docket._AHEAD


def test_what_was_judged_long_ago_is_let_go(monkeypatch):
    monkeypatch.setattr(docket, "_HELD", 4)
    judge, _ = recording(RIGHT)
    made = Docket(judge, Decisions())
    for number in range(9):
        dict(made.settle({1: asking(str(number))}))
    assert len(made.known) <= 5
