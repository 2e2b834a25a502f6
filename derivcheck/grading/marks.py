"""The marking rule: what the edges, the milestones and the end of an answer come to.

Method marks lose `error` for each wrong edge and the marks of each milestone that is missing,
never below 0; milestones of kind B are counted apart. The answer mark needs a last line that
is true, in the asked form, and follows from the line before it. What waits makes a range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from derivcheck.grading.answering import Answered
from derivcheck.grading.assignment import Marks
from derivcheck.grading.milestones import Reached
from derivcheck.grading.steps import Edge, Step


@dataclass(frozen=True, slots=True)
class Range:
    """What a mark is at least and at most."""

    low: Fraction
    high: Fraction

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    @property
    def settled(self) -> bool:
        """Whether it is a mark."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of a question: for method, for the answer, together."""

    method: Range
    answer: Range

    @property
    def total(self) -> Range:
        """Method and answer."""
        return self.method + self.answer


_NONE = Range(Fraction(0), Fraction(0))


def marked(answer: Answered, milestones: Sequence[Reached], marks: Marks) -> Marked:
    """The marks of an answer; one without any step of its own has none."""
    if not any(step.stated for step in answer.steps):
        return Marked(_NONE, _NONE)
    independent = [each for each in milestones if each.milestone.independent]
    dependent = [each for each in milestones if not each.milestone.independent]
    pool = marks.method - sum(each.milestone.marks for each in independent)
    most = pool - _lost(answer.steps, marks.error, waiting=False) - _missing(dependent, False)
    least = pool - _lost(answer.steps, marks.error, waiting=True) - _missing(dependent, True)
    steps = Range(max(least, Fraction(0)), max(most, Fraction(0)))
    extra = Range(
        _gained(independent, sure=True),
        _gained(independent, sure=False),
    )
    return Marked(steps + extra, _answer(answer, marks.answer))


def line_loss(step: Step, error: Fraction) -> Fraction:
    """What a wrong edge costs; a person's decision may leave a part of it."""
    decision = step.follows.decision if step.follows else None
    if decision is not None and decision.marks is not None:
        return error - min(decision.marks, error)
    return error if step.edge is Edge.WRONG else Fraction(0)


def _lost(steps: Sequence[Step], error: Fraction, waiting: bool) -> Fraction:
    lost = Fraction(0)
    for step in steps:
        if step.edge is Edge.WAITING:
            lost += error if waiting else 0
        elif step.edge is not Edge.NONE:
            lost += line_loss(step, error)
    return lost


def _missing(milestones: Sequence[Reached], waiting: bool) -> Fraction:
    missing = [each for each in milestones if each.step is None and (waiting or not each.open)]
    return sum((each.milestone.marks for each in missing), Fraction(0))


def _gained(milestones: Sequence[Reached], sure: bool) -> Fraction:
    met = [each for each in milestones if each.step or (each.open and not sure)]
    return sum((each.milestone.marks for each in met), Fraction(0))


def _answer(answer: Answered, marks: Fraction) -> Range:
    """The answer mark: of a last line that is true and in form, and earned by its own edge."""
    edge = next((step.edge for step in reversed(answer.steps) if step.stated), Edge.NONE)
    if not answer.in_form or Edge.WRONG in (answer.end, edge) or answer.end is Edge.NONE:
        return _NONE
    sure = answer.end is Edge.RIGHT and edge is Edge.RIGHT
    return Range(marks if sure else Fraction(0), marks)
