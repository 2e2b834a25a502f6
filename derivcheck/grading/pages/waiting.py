"""What waits for a person: each different step once, with texts to paste."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from derivcheck.grading.appending import entry
from derivcheck.grading.assignment import Question
from derivcheck.grading.decisions import Ruling
from derivcheck.grading.pages.answer import title
from derivcheck.grading.record import WaitingRecord
from derivcheck.reports._words import counted, listed
from derivcheck.reports.mathml import typeset
from derivcheck.reports.page import Markup, element


def waiting(steps: Sequence[WaitingRecord], questions: Mapping[str, Question]) -> Markup:
    """The steps, the most wanted first."""
    if not steps:
        return element(
            "section", element("h2", "What waits for you"), element("p", "Nothing waits.")
        )
    return element(
        "section",
        element("h2", f"What waits for you: {counted(len(steps), 'different step')}"),
        element(
            "p", "Settle each once, for everybody who wrote it: paste a text into ",
            element("code", "decisions.yaml"), " beside the assignment.",
        ),
        *(_step(step, questions) for step in steps),
    )  # fmt: skip


def _step(step: WaitingRecord, questions: Mapping[str, Question]) -> Markup:
    question = questions.get(step.question)
    shown = title(question) if question else step.question
    tried = f"tried: {listed(step.tried)}" if step.tried else None
    return element(
        "div",
        element("p", element("strong", shown), f", {counted(step.students, 'student')}"),
        *(element("p", typeset(line)) for line in step.lines),
        element("p", step.message) if step.message else None,
        element("p", tried, class_="quiet") if tried else None,
        element(
            "div",
            *(
                element("pre", entry(step.key, step.lines, ruling))
                for ruling in (Ruling.FOLLOWS, Ruling.NOT)
            ),
            class_="paste",
        ),
        class_="step",
    )
