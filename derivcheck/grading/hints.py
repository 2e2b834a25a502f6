"""How much a student is told of an answer, and the words that screens, pages and files share."""

from __future__ import annotations

from enum import IntEnum

from derivcheck.grading.assignment import Kind, Question
from derivcheck.grading.record import LineRecord, QuestionRecord, of_maximum
from derivcheck.reports._clean import harmless
from derivcheck.verify.record import NO_VALUE


class Hints(IntEnum):
    """How much is told: nothing but marks, the place, the cause, the repair."""

    NONE = 0
    PLACE = 1
    CAUSE = 2
    REPAIR = 3


def as_answer(
    question: Question, marked: QuestionRecord, line: LineRecord, hints: Hints
) -> str | None:
    """Why the answer's marks were not given, beside the line that is the answer."""
    why = marked.answer.why if marked.answer else "ok"
    if line.role != "answer" or why == "ok" or hints is Hints.NONE:
        return None
    holds = line.holds
    if why in ("form", "waiting") or holds is None:
        return _not_given(question, why)
    if holds.verdict in ("proved", "supported"):
        return "as the answer: right, but it does not follow"
    if holds.code == NO_VALUE and hints >= Hints.CAUSE and holds.message:
        return f"as the answer: {holds.message}"
    return _not_given(question, why)


def _not_given(question: Question, why: str) -> str:
    asked = harmless(question.asked.value)
    if len(asked) > 36:
        asked = "what is asked"
    if why == "waiting":
        return "as the answer: waits"
    if why == "form":
        form = {"expanded": "expanded", "solved": f"solved for {question.solved_for}"}
        return f"as the answer: not in the asked form ({form.get(question.form, 'worked out')})"
    match question.kind:
        case Kind.FIND:
            return f"as the answer: not equal to {asked}"
        case Kind.SOLVE:
            return f"as the answer: not the solutions of {asked}"
        case Kind.PROVE:
            return f"as the end of a proof: not {asked}"


def no_lines(marked: QuestionRecord) -> str:
    """What stands in the place of the lines where there are none."""
    return "the answer could not be read" if marked.illegible else "no answer"


def in_words(marked: QuestionRecord, hints: Hints) -> str:
    """One question as plain text for a gradebook: the marks, the wrong lines, the repairs."""
    told = [f"{marked.id}: {of_maximum(marked.marks)}"]
    for line in marked.lines:
        if line.mark is None or line.mark.why != "first_error":
            continue
        said = f"line {line.index} does not follow: {line.text}"
        if hints >= Hints.CAUSE and line.message:
            said += f" ({line.message})"
        if hints >= Hints.REPAIR and line.suggestion is not None:
            said += f"; meant: {line.suggestion.claim}"
        told.append(said)
    return harmless("\n".join(told))
