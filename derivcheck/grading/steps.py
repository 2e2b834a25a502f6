"""The lines of an answer after judging: what each says, and whether it follows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from derivcheck.grading.claims import Claim, Judgement
from derivcheck.grading.lines import Line
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_step
from derivcheck.language.positions import Span
from derivcheck.language.printing import show


class Role(StrEnum):
    """What a line is in the solution."""

    GIVEN = "given"
    STEP = "step"
    ANSWER = "answer"
    LET = "let"
    REMARK = "remark"
    UNREAD = "unread"


class Edge(Enum):
    """Whether a line follows from the line before; `NONE` where it states nothing."""

    NONE = auto()
    RIGHT = auto()
    WRONG = auto()
    WAITING = auto()


@dataclass(frozen=True, slots=True)
class Statement:
    """What a line says: `head relation last`, or a proposition of another kind."""

    head: syntax.Expression | None
    relation: str
    last: syntax.Expression | None
    proposition: syntax.Proposition | None = None

    @property
    def tree(self) -> syntax.Proposition | None:
        """The statement as a proposition; None for an expression that stands alone."""
        if self.proposition is not None:
            return self.proposition
        if self.head is None or self.last is None or self.head == self.last:
            return None
        return syntax.Relation((self.head, self.last), (self.relation,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A line with the verdicts on it; `holds` is its truth given the question.

    `carried`: it follows from the student's own lines only.
    """

    line: Line
    role: Role
    edge: Edge = Edge.NONE
    statement: Statement | None = None
    read_as: str | None = None
    claim: Claim | None = None
    follows: Judgement | None = None
    truth: Claim | None = None
    holds: Judgement | None = None
    carried: bool = False

    @property
    def stated(self) -> bool:
        """Whether the line says something that is judged."""
        return self.role in (Role.STEP, Role.ANSWER) or (
            self.role is Role.UNREAD and self.edge is not Edge.NONE
        )


def step_of(
    line: Line,
    said: Statement,
    claim: Claim | None,
    found: Judgement | None,
    truth: Claim | None = None,
    holds: Judgement | None = None,
) -> Step:
    """The step of a line that says something, by what was found of it if that was asked."""
    assert line.content is not None
    return Step(
        line=line,
        role=Role.STEP,
        edge=edge_of(found) if found else Edge.NONE,
        statement=said,
        read_as=written(line.relation, line.content),
        claim=claim,
        follows=found,
        truth=truth,
        holds=holds,
    )


def edge_of(found: Judgement) -> Edge:
    """What a judgement makes of an edge."""
    if found.holds:
        return Edge.RIGHT
    return Edge.WRONG if found.fails else Edge.WAITING


def written(relation: str | None, content: syntax.Node) -> str:
    """A line in normal spelling."""
    assert isinstance(content, (syntax.Expression, syntax.Proposition))
    return show(syntax.Step(relation, content))


def own_span(line: Line, spelled: str, focus: Span) -> Span | None:
    """Where the student wrote what stands at a place of the line in normal spelling."""
    if line.content is None or spelled != written(line.relation, line.content):
        return None
    try:
        read = parse_step(spelled, line.relation is None)
    except LanguageError:
        return None
    pairs = zip(syntax.parts(read.content), syntax.parts(line.content), strict=False)
    return next((ours.span for theirs, ours in pairs if theirs.span == focus), None)
