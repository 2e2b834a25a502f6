"""The table of a class: a line for each question, then what waits and what was not read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from derivcheck.grading.assignment import Assignment, Question
from derivcheck.grading.reading.numbers import printed
from derivcheck.grading.record import MistakeRecord, SummaryRecord
from derivcheck.grading.tally import QuestionTally, Tally
from derivcheck.language.errors import Problem
from derivcheck.reports._clean import harmless
from derivcheck.reports._words import counted, listed, number, wrapped
from derivcheck.verify.record import ProblemRecord

_WIDTH = 80
_NAME = 24
#: places of problems that are shown
_SHOWN = 8


def table(
    assignment: Assignment,
    questions: Sequence[Question],
    tally: Tally,
    summary: SummaryRecord,
    notes: Sequence[Problem],
    again: str,
) -> str:
    """The screen; `again` is the command that settles what waits."""
    lines = [*_head(assignment, questions, summary), ""]
    lines += _rows(questions, tally)
    lines += ["", *_marks(summary, tally, again)]
    lines += _bare(questions)
    for note in notes:
        place = f"{note.place.file}:{note.place.line}"
        lines += wrapped(f"{place}: {note.message}; steps like it will wait.", _WIDTH)
    if tally.contradicted:
        where = [f"line {number}" for number in sorted(tally.contradicted.values())]
        told = f"The engine contradicts decisions.yaml, {listed(where)}; the decisions stand."
        lines += wrapped(told, _WIDTH)
    lines += _problems(tally.problems)
    return "".join(f"{harmless(line)}\n" for line in lines)


def _head(
    assignment: Assignment, questions: Sequence[Question], summary: SummaryRecord
) -> list[str]:
    name = assignment.file.rpartition("/")[2].rpartition(".")[0]
    title = f"{name}  {assignment.title}" if assignment.title else name
    return [f"{title}    {in_all(questions, summary)}"]


def in_all(questions: Collection[Question], summary: SummaryRecord) -> str:
    """`200 submissions, 6 questions, 60 marks`"""
    marks = sum((question.marks.maximum for question in questions), Fraction(0))
    every = (
        counted(summary.submissions, "submission"),
        counted(len(questions), "question"),
        f"{printed(marks)} {'mark' if marks == 1 else 'marks'}",
    )
    return ", ".join(every)


def _rows(questions: Sequence[Question], tally: Tally) -> list[str]:
    names = [f"{q.id} {q.title}"[:_NAME] if q.title else q.id for q in questions]
    pad = max(14, *map(len, names)) if names else 14
    rows = [f"{'question':<{pad}}  marks   full  part  none  waiting  commonest mistake"]
    mistakes = tally.mistake_records()
    for name, question in zip(names, questions, strict=True):
        counts = tally.questions.get(question.id, QuestionTally())
        commonest = next((m for m in mistakes if m.question == question.id), None)
        waiting = number(counts.waiting) if counts.waiting else "-"
        row = (
            f"{name:<{pad}}  {printed(question.marks.maximum):>5} {number(counts.full):>6}"
            f"{number(counts.part):>6}{number(counts.none):>6}{waiting:>9}  "
        )
        rows.append(f"{row}{mistake(commonest, 44)}".rstrip())
    return rows


def mistake(found: MistakeRecord | None, most: int) -> str:
    """`a transpose is missing on X (19)`"""
    if found is None:
        return ""
    words = found.words if len(found.words) <= most else f"{found.words[: most - 1]}…"
    return f"{words} ({number(len(found.students))})"


def _marks(summary: SummaryRecord, tally: Tally, again: str) -> list[str]:
    mean, waits = summary.marks, tally.waiting
    parts = []
    if mean.mean is not None and mean.settled == summary.submissions:
        parts.append(f"Marks: mean {mean.mean}, median {mean.median}")
    elif mean.mean is not None:
        settled = f"the {number(mean.settled)} that are settled"
        parts.append(f"Marks: mean {mean.mean}, median {mean.median} of {settled}")
    if waits:
        lines = f"{number(summary.waiting)} of {counted(summary.lines, 'line')}"
        verb = "waits" if summary.waiting == 1 else "wait"
        once = f"{len(waits)} different; settle them once each" if len(waits) > 1 else "settle it"
        parts.append(f"{lines} {verb} for you ({once}: {again} --decide)")
    elif summary.lines:
        parts.append(f"none of {counted(summary.lines, 'line')} waits for you")
    numbers = summary.decided.get("numbers", 0)
    if numbers:
        parts.append(f"{counted(numbers, 'line')} decided by numbers only")
    if summary.audit:
        agreed, asked = summary.audit["agreed"], summary.audit["asked"]
        parts.append(f"audit: {agreed} of {asked} as the engine decided")
    return wrapped(f"{'; '.join(parts)}.", _WIDTH) if parts else []


def _bare(questions: Sequence[Question]) -> list[str]:
    """Where a bare right answer earns everything."""
    names = [q.id for q in questions if not q.require]
    if not names:
        return []
    verb = "has" if len(names) == 1 else "have"
    told = f"{listed(names)} {verb} no milestones (require:): a bare right answer earns all marks."
    return wrapped(told, _WIDTH)


def _problems(problems: Sequence[ProblemRecord]) -> list[str]:
    if not problems:
        return []
    places = []
    for problem in problems[:_SHOWN]:
        name = problem.file.rpartition("/")[2]
        whole = problem.code == "DC106" and problem.line == 1
        place = name if whole else f"{name}:{problem.line}:{problem.column}"
        places.append(f"{place} ({problem.message})")
    more = len(problems) - _SHOWN
    rest = f", and {more} more" if more > 0 else ""
    return wrapped(f"Not read: {', '.join(places)}{rest}.", _WIDTH)
