"""What a student has in all, as gradebooks and graders take it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from derivcheck.grading.reading.numbers import printed


class Waiting(Enum):
    """What is exported for a mark that is still a range."""

    LOW = "low"
    HIGH = "high"
    BLANK = "blank"


class Undecided(ValueError):
    """A range was to be exported, and nobody said how."""


@dataclass(frozen=True, slots=True)
class QuestionTotal:
    """One question of one student: a mark, or a range of marks, of a maximum.

    `feedback` is text that the student may see.
    """

    question: str
    low: Fraction
    high: Fraction
    maximum: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """All questions of one student."""

    student: str
    questions: tuple[QuestionTotal, ...]

    @property
    def low(self) -> Fraction:
        """The least sum that is still possible."""
        return sum((each.low for each in self.questions), Fraction(0))

    @property
    def high(self) -> Fraction:
        """The largest sum that is still possible."""
        return sum((each.high for each in self.questions), Fraction(0))

    @property
    def maximum(self) -> Fraction:
        """The sum of a perfect answer."""
        return sum((each.maximum for each in self.questions), Fraction(0))


def settled(mark: Total | QuestionTotal, waiting: Waiting | None) -> Fraction | None:
    """The mark to export, None for a cell left as it is.

    Raises Undecided for a range when `waiting` is None.
    """
    if mark.low == mark.high:
        return mark.low
    match waiting:
        case Waiting.LOW:
            return mark.low
        case Waiting.HIGH:
            return mark.high
        case Waiting.BLANK:
            return None
        case None:
            raise Undecided(
                f"{decimal(mark.low)}-{decimal(mark.high)} is no mark yet: settle what waits, or "
                "say what is exported for it: --waiting low, high or blank."
            )


def decimal(mark: Fraction) -> str:
    """A mark in decimals: `5`, `2.5`; to two places where the expansion never ends."""
    exact = printed(mark)
    return f"{float(mark):.2f}" if "/" in exact else exact
