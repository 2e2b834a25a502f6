"""What a person decided: that a step follows or not, or a student's marks for a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from derivcheck.language.positions import Place


class Ruling(StrEnum):
    """What is decided of a step."""

    FOLLOWS = "follows"
    NOT = "does not follow"
    IRRELEVANT = "irrelevant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision on a step, which settles it for every student.

    `marks` are what the line keeps of the marks an error costs. `audited` is what the engine
    had said when a person was asked to check it.
    """

    key: str
    ruling: Ruling
    place: Place
    lines: tuple[str, ...] = ()
    marks: Fraction | None = None
    why: str | None = None
    by: str | None = None
    audited: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Marks given by hand."""

    student: str
    question: str
    marks: Fraction
    place: Place
    why: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions on an assignment; of two on the same thing the later one counts."""

    steps: Mapping[str, Decision] = field(default_factory=dict)
    overrides: Mapping[tuple[str, str], Override] = field(default_factory=dict)
    sha256: str = ""
