"""What a student handed in: for each question the lines as written, and who typed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place, Text

#: student, file, sha256 of the file, and the file of an earlier submission under the same name
Identity = tuple[str, str, str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The lines for one question; `remarks` are words around them, `page` is where they stood."""

    question: str
    steps: Text
    page: str | None = None
    transcriber: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One student's answers; `problems` are what could not be read of them.

    `illegible` are the answers of which nothing could be read, each with the reason. `beside` is
    the file of an earlier submission under the same name.
    """

    student: str
    file: str
    sha256: str = ""
    transcriber: str | None = None
    beside: str | None = None
    answers: tuple[Answer, ...] = ()
    illegible: Mapping[str, Problem] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def identity(self) -> Identity:
        """What tells it from every other; a file that is changed holds others."""
        return self.student, self.file, self.sha256, self.beside

    @property
    def unread(self) -> bool:
        """Whether nothing at all could be read."""
        return not self.answers and bool(self.problems)

    @property
    def place(self) -> Place:
        """Where it begins, as far as its answers tell."""
        if self.answers:
            return self.answers[0].steps.place()
        return Place(self.file, 1, 1, 1, 1)
