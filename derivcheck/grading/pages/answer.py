"""An answer on a page: its lines with what became of each, the wrong one lit."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.grading.assignment import Question
from derivcheck.grading.hints import Hints, as_answer, no_lines
from derivcheck.grading.record import LineRecord, QuestionRecord
from derivcheck.reports._words import listed
from derivcheck.reports.entries.examples import example
from derivcheck.reports.mathml import typeset
from derivcheck.reports.page import Content, Markup, element

#: functions that a question declares are not told apart here
_NAMES: frozenset[str] = frozenset()


def title(question: Question) -> str:
    """`q1 gradient`"""
    return f"{question.id} {question.title}" if question.title else question.id


def answer(marked: QuestionRecord, question: Question, hints: Hints) -> Iterator[Markup]:
    """The lines of an answer, and what it earned."""
    if not marked.lines:
        yield element("p", no_lines(marked), class_="quiet")
        return
    rows = (_line(line, marked, question, hints) for line in marked.lines)
    yield element("ol", *rows, class_="chain")
    told = [f"method {marked.marks.method}", f"answer {marked.marks.answer}"]
    if hints > Hints.NONE and marked.missing:
        told.append(f"missing: {listed(marked.missing)}")
    if marked.override is not None:
        why = f" ({marked.override.why})" if marked.override.why else ""
        told.append(f"set to {marked.override.marks} by hand{why}")
    yield element("p", ", ".join(told), class_="quiet")


def _line(line: LineRecord, marked: QuestionRecord, question: Question, hints: Hints) -> Markup:
    why = line.mark.why if line.mark and hints > Hints.NONE else ""
    below: list[Content] = []
    if line.notation != "plain" and line.read_as:
        below.append(element("p", "read as ", element("code", line.read_as), class_="quiet"))
    if why in ("first_error", "waiting") and hints >= Hints.CAUSE:
        below += _cause(line)
    if why == "first_error" and hints >= Hints.REPAIR and line.suggestion is not None:
        words = f" ({line.suggestion.words})" if line.suggestion.words else ""
        below.append(element("p", "meant: ", typeset(line.suggestion.claim, _NAMES), words))
    if (told := as_answer(question, marked, line, hints)) is not None:
        below.append(element("p", told, class_="quiet"))
    return element(
        "li",
        element("span", _written(line), class_="line"),
        element("span", element("strong", _tag(line, why)), class_="judged"),
        element("div", *below, class_="below") if below else None,
        value=str(line.index),
        class_={"first_error": "wrong", "follow_through": "through", "waiting": "waits"}.get(why),
    )


def _written(line: LineRecord) -> Content:
    if line.role in ("remark", "unread", "let"):
        return element("span", line.text, class_=line.role)
    return typeset(line.text, _NAMES)


def _tag(line: LineRecord, why: str) -> str | None:
    """A word for what became of a line; colour is never alone."""
    if line.role in ("given", "let", "remark"):
        return {"given": "question", "let": "your abbreviation"}.get(line.role)
    match why:
        case "ok":
            return "✓"
        case "first_error":
            assert line.mark is not None
            return f"✗ −{line.mark.maximum}"
        case "follow_through":
            return "follows from the line before"
        case "waiting":
            return "waits for a person"
        case "decision":
            return "decided by a person"
        case _:
            return None


def _cause(line: LineRecord) -> Iterator[Markup]:
    """Why a line does not follow: the clash of shapes, or a point with both values."""
    found = line.counterexample
    if found is not None and found.kind != "shape" and line.decided != "waiting":
        yield example(found, _NAMES)
    elif line.message:
        yield element("p", line.message)
