"""Whose marks changed between two markings of the same submissions, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from derivcheck.grading.record import LineRecord, QuestionRecord, SubmissionRecord, of_maximum


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A question whose marks are others than before; `why` are sentences."""

    student: str
    question: str
    before: str | None
    after: str | None
    why: tuple[str, ...]


def changes(
    before: Iterable[SubmissionRecord], after: Iterable[SubmissionRecord]
) -> Iterator[Change]:
    """The changes, in the order of the later marking; then students who are gone."""
    known: dict[tuple[str, str], QuestionRecord] = {}
    for submission in before:
        for question in submission.questions:
            known[submission.student, question.id] = question
    for submission in after:
        for question in submission.questions:
            old = known.pop((submission.student, question.id), None)
            if old is None or of_maximum(old.marks) != of_maximum(question.marks):
                yield Change(
                    student=submission.student,
                    question=question.id,
                    before=of_maximum(old.marks) if old else None,
                    after=of_maximum(question.marks),
                    why=tuple(_reasons(old, question)) if old else ("not marked before",),
                )
    for (student, ident), old in known.items():
        yield Change(
            student=student,
            question=ident,
            before=of_maximum(old.marks),
            after=None,
            why=("no longer handed in, or no longer asked",),
        )


def _reasons(old: QuestionRecord, new: QuestionRecord) -> Iterator[str]:
    """What differs, from what is most likely the cause."""
    if [line.text for line in old.lines] != [line.text for line in new.lines]:
        yield "the answer was changed"
        return
    if old.marks.maximum != new.marks.maximum:
        yield f"the question has {new.marks.maximum} marks, not {old.marks.maximum}"
    if old.override != new.override:
        yield "marks given by hand" if new.override else "marks by hand are gone"
    for first, second in zip(old.lines, new.lines, strict=True):
        yield from _of_line(first, second)
    if set(old.missing) != set(new.missing):
        yield f"missing: {', '.join(new.missing) or 'nothing'} (before: {_listed(old.missing)})"
    if _why(old) != _why(new):
        yield f"as the answer: {_why(new)} (before: {_why(old)})"


def _of_line(old: LineRecord, new: LineRecord) -> Iterator[str]:
    before, after = (each.mark.why if each.mark else None for each in (old, new))
    if before != after:
        said = {"first_error": "a mistake", "follow_through": "follows", "ok": "right"}
        words = (said.get(str(each), str(each)) for each in (after, before))
        yield "line {}: {} (before: {})".format(new.index, *words)
    elif old.decision != new.decision:
        yield f"line {new.index}: decided anew"


def _why(question: QuestionRecord) -> str:
    return question.answer.why if question.answer else "none"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "nothing"
