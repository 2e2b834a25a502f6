"""One student's answer: every line with what became of it, as far as the hints go."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.grading.assignment import Question
from derivcheck.grading.hints import Hints, as_answer, no_lines
from derivcheck.grading.reading.numbers import printed
from derivcheck.grading.record import LineRecord, QuestionRecord, SubmissionRecord, of_maximum
from derivcheck.reports._clean import cleaned, harmless
from derivcheck.reports._examples import example_lines
from derivcheck.reports._words import coloured, wrapped

_WIDTH = 80
_TEXT = 62
#: columns of a side that is written out beside its value
_SIDE = 40
_LIKE = {"ok": "proved", "X": "refuted", "ft": "supported", "?": "undecided"}
_TAGS = {"ok": "ok", "first_error": "X", "follow_through": "ft", "waiting": "?", "decision": "d"}


def student(
    record: SubmissionRecord, questions: dict[str, Question], hints: Hints, colour: bool = False
) -> str:
    """All questions of one student."""
    record = cleaned(record)
    blocks = [
        "\n".join(_question(record, each, questions[each.id], hints, colour))
        for each in record.questions
    ]
    problems = [
        line
        for problem in record.problems
        for line in wrapped(
            f"{problem.file}:{problem.line}:{problem.column}: {problem.message}", _WIDTH
        )
    ]
    if problems:
        blocks.append("\n".join(problems))
    return "\n\n".join(blocks) + "\n"


def _question(
    record: SubmissionRecord,
    marked: QuestionRecord,
    question: Question,
    hints: Hints,
    colour: bool,
) -> Iterator[str]:
    marks = marked.marks
    title = f"{record.student}  {question.id} {harmless(question.title or '')}".rstrip()
    waits = sum(line.decided == "waiting" for line in marked.lines)
    waiting = f" ({waits} line{'s' if waits > 1 else ''} waiting)" if waits else ""
    yield f"{title:<{_TEXT - len(waiting)}} {of_maximum(marks)}{waiting}"
    yield ""
    if not marked.lines:
        yield f"  {no_lines(marked)}"
    for line in marked.lines:
        yield from _line(line, question, marked, hints, colour)
    if marked.lines:
        yield ""
    parts = [f"method {marks.method} of {printed(question.marks.method)}"]
    parts.append(f"answer {marks.answer} of {printed(question.marks.answer)}")
    if hints > Hints.NONE and marked.missing:
        parts.append(f"missing: {', '.join(marked.missing)}")
    if marked.override:
        by = f" by {marked.override.by}" if marked.override.by else ""
        parts.append(f"set to {marked.override.marks} by hand{by}")
    yield f"  {', '.join(parts)}"


def _line(
    line: LineRecord, question: Question, marked: QuestionRecord, hints: Hints, colour: bool
) -> Iterator[str]:
    why = line.mark.why if line.mark else ""
    tag = _TAGS.get(why, "") if hints > Hints.NONE else ""
    note = ""
    if hints > Hints.NONE:
        note = {"given": "question", "remark": "", "let": "let"}.get(line.role, "")
        if why == "first_error" and line.mark:
            note = f"-{line.mark.maximum}"
        elif why == "follow_through":
            note = "follows"
        elif why == "waiting":
            note = "waits"
    written = wrapped(line.text, _TEXT)
    for at, text in enumerate(written):
        told = coloured(tag, colour, like=_LIKE.get(tag)) + " " * (2 - len(tag))
        start = f"{line.index:>3}  {told}  " if at == 0 else " " * 9
        end = note if at == len(written) - 1 else ""
        yield f"{start}{text:<{_TEXT}} {end}".rstrip()
    if hints >= Hints.CAUSE and why in ("first_error", "waiting"):
        yield from _cause(line)
    if hints >= Hints.REPAIR and line.suggestion is not None and why == "first_error":
        words = f" ({line.suggestion.words})" if line.suggestion.words else ""
        meant = line.suggestion.claim.removeprefix("= ")
        yield from wrapped(f"meant: {meant}{words}", _WIDTH, " " * 9)
    answer, why_not = marked.answer, as_answer(question, marked, line, hints)
    if answer is not None and why_not is not None:
        lost = "" if answer.why == "waiting" else f"-{answer.maximum}"
        yield f"{' ' * 9}{why_not:<{_TEXT}} {lost}".rstrip()


def _cause(line: LineRecord) -> Iterator[str]:
    """Why a line does not follow: the clash of shapes, or a point with both values."""
    example = line.counterexample
    if example is not None and example.kind != "shape" and line.decided != "waiting":
        sides = (example.left_text or "", example.right_text or "")
        for row in example_lines(example, _WIDTH - 9, texts=max(map(len, sides)) <= _SIDE):
            yield f"{' ' * 7}{row}"
    elif line.message:
        yield from wrapped(line.message, _WIDTH, " " * 9)
