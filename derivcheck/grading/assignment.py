"""What an assignment says: questions with their marks, milestones and model solutions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from derivcheck.language import syntax
from derivcheck.language.positions import Place, Text
from derivcheck.verify.source import Entries, Source


class Kind(StrEnum):
    """What a question asks for."""

    FIND = "find"
    PROVE = "prove"
    SOLVE = "solve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A proposition that a solution must pass; `independent` marks do not hang on the edges."""

    id: str
    claim: Text
    tree: syntax.Proposition
    marks: Fraction
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a question; `error` is what a wrong edge costs."""

    method: Fraction
    answer: Fraction
    error: Fraction = Fraction(1)

    @property
    def maximum(self) -> Fraction:
        """The marks of a perfect answer."""
        return self.method + self.answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: `asked` is the expression to find, the proposition to prove or to solve.

    Its own symbols and definitions hide those of the file. `form` is `any`, `expanded` or
    `solved`, the latter for the name `solved_for`.
    """

    id: str
    kind: Kind
    asked: Text
    tree: syntax.Expression | syntax.Proposition
    marks: Marks
    place: Place
    title: str | None = None
    start: Text | None = None
    start_tree: syntax.Expression | syntax.Proposition | None = None
    file_symbols: Entries = ()
    file_define: Entries = ()
    symbols: Entries = ()
    define: Entries = ()
    given: tuple[Text, ...] = ()
    unknown: tuple[str, ...] = ()
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    layout: Text | None = None
    require: tuple[Milestone, ...] = ()
    form: str = "any"
    solved_for: str | None = None
    solution: Text | None = None
    note: str | None = None
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A file of questions."""

    file: str
    sha256: str
    questions: tuple[Question, ...]
    title: str | None = None
    note: str | None = None
    lines: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def question(self, ident: str) -> Question | None:
        """The question of an id."""
        return next((each for each in self.questions if each.id == ident), None)
