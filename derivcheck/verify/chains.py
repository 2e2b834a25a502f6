"""Chains: every line is judged against the line before it, and the ends against each other.

One mistake costs one line: after a wrong line the next is judged from what was written, after
an ill-posed line from the last one that has a meaning. "Equal where both are defined" is not
transitive, so a chain also claims its first expression against its last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.obligations import Effort
from derivcheck.language.parsing import parse_step
from derivcheck.language.positions import Span, Text
from derivcheck.language.scope import Scope
from derivcheck.language.terms import Condition, Implies
from derivcheck.verify.lines import ILL_POSED_CODES, Judged, judge_line
from derivcheck.verify.record import Verdict
from derivcheck.verify.verdicts import Decision
from derivcheck.verify.words import follows

_UP, _DOWN, _EQUIVALENCES = {"<", "<="}, {">", ">="}, {"<=>", "=>"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line as read: its relation, and the expressions or the proposition that it states."""

    text: Text
    relation: str | None
    content: syntax.Expression | syntax.Proposition | None
    error: LanguageError | None = None

    @property
    def operands(self) -> tuple[syntax.Expression, ...]:
        """The expressions of the line, joined by `relations`."""
        match self.content:
            case syntax.Relation(operands=operands):
                return operands
            case syntax.Expression():
                return (self.content,)
            case _:
                return ()

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations between the expressions of the line."""
        return self.content.relations if isinstance(self.content, syntax.Relation) else ()


@dataclass(frozen=True, slots=True)
class JudgedStep:
    """A line with its verdict; `origin` is the number of the line it was judged against."""

    line: Line
    judged: Judged
    origin: int | None


@dataclass(frozen=True, slots=True)
class JudgedChain:
    """All lines (the first included) and the ends; `first_wrong` counts lines from 1."""

    steps: tuple[JudgedStep, ...]
    ends: Judged | None
    first_wrong: int | None
    verdict: Verdict


def judge_chain(texts: Sequence[Text], scope: Scope, effort: Effort) -> JudgedChain:
    """Judge a chain line by line."""
    lines = [_read(text, number == 0) for number, text in enumerate(texts)]
    mixed = _mixed(lines)
    if mixed is not None:
        broken = Judged(Verdict.ILL_POSED, error=mixed)
        return JudgedChain((JudgedStep(lines[0], broken, None),), None, None, Verdict.ILL_POSED)
    steps = [_first(lines, scope, effort)]
    for number in range(1, len(lines)):
        steps.append(_judge(lines, number, steps, scope, effort))
    ends = _ends(lines, steps, scope, effort)
    first = next((n for n, step in enumerate(steps, 1) if step.judged.wrong), None)
    return JudgedChain(tuple(steps), ends, first, _worst(steps, ends))


def reader(texts: Sequence[Text], number: int, origin: int, scope: Scope) -> Reader | None:
    """How a changed line `number` (from 1) is read against line `origin`; the line itself."""
    line, before = _read(texts[number - 1], number == 1), _read(texts[origin - 1], origin == 1)
    if line.content is None or before.content is None:
        return None

    def read(node: syntax.Node) -> Condition:
        assert isinstance(node, syntax.Step)
        return _edge(before, replace(line, relation=node.relation, content=node.content), scope)

    return Reader(syntax.Step(line.relation, line.content), read)


@dataclass(frozen=True, slots=True)
class Reader:
    """A line as a tree, and what it says when it is changed."""

    line: syntax.Step
    read: Callable[[syntax.Node], Condition]


def _read(text: Text, first: bool) -> Line:
    try:
        step = parse_step(text.value, first)
    except LanguageError as error:
        return Line(text, None, None, error)
    return Line(text, step.relation, step.content)


def _mixed(lines: Sequence[Line]) -> LanguageError | None:
    """Relations both ways in one run of lines; <=> and => start a new run."""
    relations: set[str | None] = set()
    for line in lines:
        if line.relation in _EQUIVALENCES:
            relations = set()
        relations |= {line.relation, *line.relations}
        if relations & _UP and relations & _DOWN:
            return LanguageError(
                "DC205", "the chain mixes < and >: it says nothing of its ends", Span(0, 0)
            )
    return None


def _proved() -> Judged:
    return Judged(Verdict.PROVED, Decision(Verdict.PROVED, ()))


def _first(lines: Sequence[Line], scope: Scope, effort: Effort) -> JudgedStep:
    """The first line must have a meaning; an equation that is not a hypothesis is judged."""
    line = lines[0]

    def read() -> Condition:
        return _inside(line, scope)

    if line.error is not None:
        return JudgedStep(line, _unreadable(line.error), None)
    try:
        if line.relations and not any(each.relation in _EQUIVALENCES for each in lines):
            return JudgedStep(line, judge_line(read, scope, effort), None)
        if isinstance(line.content, syntax.Proposition):
            scope.elaborate_proposition(line.content)
        else:
            scope.check_expression(line.operands[0])
    except LanguageError as error:
        return JudgedStep(line, _unreadable(error), None)
    return JudgedStep(line, _proved(), None)


def _unreadable(error: LanguageError) -> Judged:
    posed = error.code in ILL_POSED_CODES
    return Judged(Verdict.ILL_POSED if posed else Verdict.UNDECIDED, error=error)


def _judge(
    lines: Sequence[Line], number: int, steps: Sequence[JudgedStep], scope: Scope, effort: Effort
) -> JudgedStep:
    line = lines[number]
    if line.error is not None:
        return JudgedStep(line, _unreadable(line.error), None)
    origin = number - 1
    while origin > 0 and steps[origin].judged.error is not None:
        origin -= 1

    def read() -> Condition:
        try:
            return _edge(lines[origin], line, scope)
        except LanguageError as error:
            if error.text is None and _stands_in(error, lines[origin], scope):
                error.text = lines[origin].text
            raise

    judged = judge_line(read, scope, effort)
    if judged.verdict is Verdict.ILL_POSED and steps[number - 1].judged.error is not None:
        before = lines[number - 1].content
        said = line.content
        if before is not None and said is not None and follows(before, said, scope.is_scalar):
            return JudgedStep(line, replace(judged, follows=True), number)
    return JudgedStep(line, judged, origin + 1)


def _stands_in(error: LanguageError, before: Line, scope: Scope) -> bool:
    """Whether what is wrong with two lines is wrong with the first of them alone."""
    alone: list[Callable[[], object]]
    alone = [partial(scope.elaborate_expression, each) for each in before.operands[-1:]]
    if isinstance(before.content, syntax.Proposition):
        alone.append(partial(scope.elaborate_proposition, before.content))
    for read in alone:
        try:
            read()
        except LanguageError as found:
            if (found.message, found.span) == (error.message, error.span):
                return True
    return False


def _edge(before: Line, line: Line, scope: Scope) -> Condition:
    """What a line says in view of the line before it."""
    assert line.relation is not None
    assert line.content is not None
    if line.relation in _EQUIVALENCES:
        left = _proposition(before, scope)
        right = _proposition(line, scope)
        unknowns = scope.unknowns
        return Implies(left, right, line.relation == "<=>", unknowns)
    if not before.operands or not line.operands:
        raise LanguageError(
            "DC104",
            f"{line.relation} needs an expression on the line before",
            Span(0, len(line.relation)),
        )
    # both sides at once, so that an identity matrix without a size takes it from the other
    joined = syntax.Relation(
        (before.operands[-1], *line.operands), (line.relation, *line.relations)
    )
    return scope.elaborate_proposition(joined)


def _proposition(line: Line, scope: Scope) -> Condition:
    if isinstance(line.content, syntax.Proposition):
        return scope.elaborate_proposition(line.content)
    span = line.content.span if line.content else Span(0, 0)
    raise LanguageError("DC104", "<=> and => stand between equations", span)


def _inside(line: Line, scope: Scope) -> Condition:
    assert isinstance(line.content, syntax.Proposition)
    return scope.elaborate_proposition(line.content)


def _ends(
    lines: Sequence[Line], steps: Sequence[JudgedStep], scope: Scope, effort: Effort
) -> Judged | None:
    """The first expression against the last, where every line between them holds."""
    if len(lines) < 3 or any(step.judged.verdict not in _HOLDING for step in steps):
        return None
    relations = [r for line in lines for r in (line.relation, *line.relations) if r is not None]
    if any(relation in _EQUIVALENCES or relation == "!=" for relation in relations):
        return None
    relation = composed(relations)
    tree = syntax.Relation((lines[0].operands[0], lines[-1].operands[-1]), (relation,))
    return judge_line(lambda: scope.elaborate_proposition(tree), scope, effort)


def composed(relations: Sequence[str]) -> str:
    """What a run of relations says of its ends."""
    for relation in ("<", ">", "<=", ">="):
        if relation in relations:
            return relation
    return "="


_HOLDING = (Verdict.PROVED, Verdict.SUPPORTED)


def _worst(steps: Sequence[JudgedStep], ends: Judged | None) -> Verdict:
    verdicts = [step.judged.verdict for step in steps]
    if ends is not None:
        verdicts.append(ends.verdict)
    malformed = any(step.judged.malformed for step in steps)
    order = (Verdict.ILL_POSED, Verdict.REFUTED, Verdict.UNDECIDED, Verdict.SUPPORTED)
    if malformed:
        return Verdict.UNDECIDED
    first = next((v for v in verdicts if v in order[:2]), None)
    if first is not None:
        return first
    return next((verdict for verdict in order if verdict in verdicts), Verdict.PROVED)
