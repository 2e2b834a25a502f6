"""Claims judged once, ahead, and given up where an answer eats the time of all."""

from __future__ import annotations

from itertools import takewhile

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


class Recording:
    """A judge that decides all claims it is given in one go, and remembers which they were."""

    def __init__(self, judgement: Judgement, **others: Judgement) -> None:
        self.judgement, self.others = judgement, others
        self.asked: list[list[str]] = []

    def known(self, claim: Claim) -> None:
        return None

    def decided(self, claims):
        while some := list(takewhile(bool, claims)):
            self.asked.append([each.lines[0] for each in some])
            for each in some:
                yield each, self.others.get(each.lines[0], self.judgement)


def settled(made: Docket, *computations):
    return dict(made.settle(iter(enumerate(computations))))


def test_every_different_claim_is_judged_once():
    judge = Recording(RIGHT)
    made = Docket(judge, Decisions())
    found = settled(made, asking("a", "b"), asking("a", "b", "c"))
    assert found == {0: [Verdict.PROVED] * 2, 1: [Verdict.PROVED] * 3}
    assert judge.asked == [["a", "b"], ["c"]]
    assert settled(made, asking("b", "d")) == {0: [Verdict.PROVED] * 2}
    assert judge.asked == [["a", "b"], ["c"], ["d"]]


def test_after_a_line_that_fails_the_rest_is_asked_for_at_once():
    judge = Recording(WRONG)

    def computation():
        found = yield claim("a")
        for name in ("b", "c") if found.holds else ("x", "y", "z"):
            yield claim(name)

    assert settled(Docket(judge, Decisions()), computation) == {0: None}
    assert judge.asked == [["a", "b", "c"], ["x", "y", "z"]]


def test_an_answer_that_eats_the_time_is_given_up_and_costs_only_itself():
    judge = Recording(LATE, good=RIGHT)
    names = [f"late{number}" for number in range(20)]
    found = settled(Docket(judge, Decisions()), asking(*names), asking("good"))
    assert found[1] == [Verdict.PROVED]
    assert found[0] == [Verdict.UNDECIDED] * 20
    asked = [name for names in judge.asked for name in names]
    assert sum(name.startswith("late") for name in asked) == docket._AHEAD


def test_an_answer_that_was_given_up_hears_nothing_that_others_found_out():
    judge = Recording(LATE, good=RIGHT)
    names = [f"late{number}" for number in range(docket._PATIENCE)]
    found = settled(Docket(judge, Decisions()), asking("good"), asking(*names, "good", "good"))
    assert found[0] == [Verdict.PROVED]
    assert found[1][-2:] == [Verdict.UNDECIDED] * 2


def test_an_answer_goes_on_from_what_it_heard_when_that_is_let_go(monkeypatch):
    """However little is held, a computation takes the same way when it is looked ahead at."""
    monkeypatch.setattr(docket, "_HELD", 1)

    def computation():
        found = yield claim("a")
        for name in ("b", "c", "d") if found.holds else ("x", "y", "z"):
            yield claim(name)
        return found.verdict

    judge = Recording(RIGHT, a=WRONG)
    found = settled(Docket(judge, Decisions()), computation, asking("e", "f"), computation)
    assert found == {0: Verdict.REFUTED, 1: [Verdict.PROVED] * 2, 2: Verdict.REFUTED}


def test_what_was_judged_long_ago_is_let_go(monkeypatch):
    monkeypatch.setattr(docket, "_HELD", 4)
    made = Docket(Recording(RIGHT), Decisions())
    for number in range(9):
        settled(made, asking(str(number)))
    assert list(made.known) == [claim(str(number)) for number in range(5, 9)]


def test_a_computation_is_begun_when_claims_are_needed():
    """A None among the computations says that there is none before another came to its end."""
    judge, begun, ended = Recording(RIGHT), [], []

    def computations():
        for name in "abcd":
            while len(begun) - len(ended) >= 2:
                yield None
            begun.append(name)
            yield name, asking(name)

    for name, _ in Docket(judge, Decisions()).settle(computations()):
        ended.append(name)
    assert ended == list("abcd")
    assert judge.asked == [["a", "b"], ["c", "d"]]


def test_claims_that_are_known_are_not_decided():
    judge = Recording(WRONG)
    judge.known = {claim("a"): RIGHT}.get
    found = settled(Docket(judge, Decisions()), asking("a"), asking("a", "b"))
    assert found == {0: [Verdict.PROVED], 1: [Verdict.PROVED, Verdict.REFUTED]}
    assert judge.asked == [["b"]]
