"""The record of a marked answer, its places those in the text of the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from derivcheck.grading.assignment import Marks
from derivcheck.grading.claims import Claim, Judgement
from derivcheck.grading.marking import Outcome
from derivcheck.grading.marks import Range, line_loss
from derivcheck.grading.reading.numbers import printed
from derivcheck.grading.record import (
    DecisionRecord,
    LineRecord,
    MarkRecord,
    MarksRecord,
    QuestionRecord,
    VerdictRecord,
)
from derivcheck.grading.steps import Edge, Role, Step, own_span
from derivcheck.language.positions import Span
from derivcheck.verify.evidence import Suggestion, Verdict


def question_record(ident: str, marks: Marks, outcome: Outcome) -> QuestionRecord:
    """The record of an answer; places are those in its text."""
    steps = outcome.answer.steps
    return QuestionRecord(
        id=ident,
        marks=_marks(marks, outcome.marks.total, outcome.marks.method, outcome.marks.answer),
        first_wrong_line=next((s.line.number for s in steps if s.edge is Edge.WRONG), None),
        milestones={m.milestone.id: m.step.line.number for m in outcome.milestones if m.step},
        missing=tuple(m.milestone.id for m in outcome.milestones if not m.step and not m.open),
        answer=_answer_mark(outcome, marks),
        lines=tuple(_lines(steps, marks.error)),
    )


def unanswered(ident: str, marks: Marks) -> QuestionRecord:
    """The record of a question without an answer: no marks."""
    zero = Range(Fraction(0), Fraction(0))
    return QuestionRecord(id=ident, marks=_marks(marks, zero, zero, zero))


def illegible(ident: str, marks: Marks) -> QuestionRecord:
    """The record of an answer of which nothing could be read: any marks, until a person says."""
    parts = (marks.maximum, marks.method, marks.answer)
    open_ = (Range(Fraction(0), part) for part in parts)
    return QuestionRecord(id=ident, marks=_marks(marks, *open_), illegible=True)


def _marks(marks: Marks, total: Range, method: Range, answer: Range) -> MarksRecord:
    return MarksRecord(
        low=printed(total.low),
        high=printed(total.high),
        maximum=printed(marks.maximum),
        method=_ranged(method),
        answer=_ranged(answer),
    )


def _ranged(marks: Range) -> str:
    """`3`, or `2-3` while something waits."""
    low, high = printed(marks.low), printed(marks.high)
    return low if marks.settled else f"{low}-{high}"


def _answer_mark(outcome: Outcome, marks: Marks) -> MarkRecord | None:
    """The mark of the last line as the answer."""
    answer, earned = outcome.answer, outcome.marks.answer
    if answer.last is None and answer.end is Edge.NONE:
        return None
    if not earned.settled:
        why = "waiting"
    elif answer.end is Edge.RIGHT and not answer.in_form:
        why = "form"
    elif answer.end is Edge.RIGHT:
        why = "ok" if earned.low or not marks.answer else "first_error"
    else:
        last = answer.last
        why = "follow_through" if last and last.edge is Edge.RIGHT else "first_error"
    return MarkRecord(kind="A", awarded=printed(earned.low), maximum=printed(marks.answer), why=why)


def _lines(steps: Sequence[Step], error: Fraction) -> Iterator[LineRecord]:
    wrong = False
    for step in steps:
        wrong |= step.edge is Edge.WRONG
        yield _line(step, error, wrong)


def _line(step: Step, error: Fraction, astray: bool) -> LineRecord:
    """The record of a line; `astray` if it, or a line before it, does not follow."""
    line = step.line
    column_line, column = _place(step)
    follows, holds = step.follows, step.holds
    telling = _telling(step)
    return LineRecord(
        index=line.number,
        line=column_line,
        column=column,
        text=line.text.value,
        read_as=step.read_as,
        role=step.role,
        condition=line.condition,
        follows=_verdict(step.claim, follows),
        holds=_verdict(step.truth, holds),
        mark=_mark(step, error, astray) if step.stated else None,
        counterexample=telling.counterexample if telling else None,
        suggestion=_suggestion(step),
        decided_by=_decided_by(step),
        decided=_decided(step),
        decision=_decision(follows) if follows else None,
        limit=follows.limit if follows else None,
        message=_message(step, telling),
        tried=follows.tried if follows and step.edge is Edge.WAITING else (),
        before=step.claim.lines[0] if step.claim and len(step.claim.lines) > 1 else None,
    )


def _decision(found: Judgement) -> DecisionRecord | None:
    decision = found.decision
    if decision is None:
        return None
    return DecisionRecord(
        verdict=decision.ruling,
        marks=printed(decision.marks) if decision.marks is not None else None,
        why=decision.why,
        by=decision.by,
        line=decision.place.line,
        contradicted=found.contradicted,
    )


def _suggestion(step: Step) -> Suggestion | None:
    """What was probably meant, its change placed where the student wrote the line."""
    found = step.follows.suggestion if step.follows else None
    if found is None or step.edge is not Edge.WRONG or step.claim is None:
        return None
    edit = found.edit
    if edit is None:
        return found
    focus = Span(edit.span[1] - 1, edit.span[3] - 1)
    inside = own_span(step.line, step.claim.lines[-1], focus)
    return replace(found, edit=replace(edit, span=step.line.text.place(inside).region))


def _telling(step: Step) -> Judgement | None:
    """The verdict that a reader asks about: why the line is wrong, or why it is no answer."""
    if step.edge is Edge.WRONG:
        return step.follows
    return step.holds if step.role is Role.ANSWER and step.holds and step.holds.fails else None


def _message(step: Step, telling: Judgement | None) -> str | None:
    if step.line.error is not None:
        return step.line.error.message
    if telling is not None:
        return telling.message
    waits = step.edge is Edge.WAITING and step.follows
    return step.follows.message if waits and step.follows else None


def _verdict(claim: Claim | None, found: Judgement | None) -> VerdictRecord | None:
    if claim is None or found is None:
        return None
    code = found.code
    if code == "DC301" and len(claim.lines) > 1:
        code = "DC302"
    return VerdictRecord(
        verdict=found.verdict,
        code=code,
        key=claim.key,
        reason=found.reason,
        message=found.message,
    )


def _mark(step: Step, error: Fraction, astray: bool) -> MarkRecord:
    decision = step.follows.decision if step.follows else None
    awarded = error - line_loss(step, error)
    if step.edge is Edge.WAITING:
        why, awarded = "waiting", Fraction(0)
    elif decision is not None:
        why = "decision"
    elif step.edge is Edge.WRONG:
        why = "first_error"
    elif step.carried or (astray and step.holds is not None and step.holds.fails):
        why = "follow_through"
    else:
        why = "ok"
    return MarkRecord(kind="M", awarded=printed(awarded), maximum=printed(error), why=why)


def _decided_by(step: Step) -> str | None:
    if step.follows is None or step.edge is Edge.NONE:
        return None
    return "person" if step.follows.decision else "engine"


def _decided(step: Step) -> str | None:
    """By proof, by numbers only, by a person, or not yet."""
    if step.follows is None or step.edge is Edge.NONE:
        return None
    if step.follows.decision:
        return "person"
    if step.edge is Edge.WAITING:
        return "waiting"
    numbers = step.follows.verdict is Verdict.SUPPORTED and not step.follows.words
    return "numbers" if numbers else "proof"


def _place(step: Step) -> tuple[int, int]:
    """Line and column to point at: the line, or the part of it that cannot stand."""
    line = step.line
    text, error = line.text, line.error
    span = error.span if error is not None else None
    if step.follows is not None and step.follows.focus and step.claim:
        span = own_span(line, step.claim.lines[-1], step.follows.focus)
    place = text.place(span) if span is not None else text.place()
    return place.line, place.column
