"""Mistakes grouped by what their repair changes, each with an instance and who made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from derivcheck.grading.assignment import Question
from derivcheck.grading.pages.answer import title
from derivcheck.grading.record import LineRecord, MistakeRecord, SubmissionRecord
from derivcheck.reports._words import counted, number
from derivcheck.reports.entries.examples import example
from derivcheck.reports.mathml import typeset
from derivcheck.reports.page import Markup, element

#: students named beside a mistake
_NAMED = 12

#: what a student is called on the page
Naming = Callable[[str], str]


@dataclass(slots=True)
class Instances:
    """The first wrong line of each text, by question and text."""

    lines: dict[tuple[str, str], LineRecord] = field(default_factory=dict)

    def add(self, record: SubmissionRecord) -> None:
        """The wrong lines of one submission more."""
        for question in record.questions:
            for line in question.lines:
                if line.mark is not None and line.mark.why == "first_error":
                    self.lines.setdefault((question.id, line.text), line)

    def find(self, mistake: MistakeRecord) -> LineRecord | None:
        """An instance as it is most often written."""
        texts = ((mistake.question, text) for text in mistake.lines)
        return next((self.lines[key] for key in texts if key in self.lines), None)


def mistakes(
    found: Sequence[MistakeRecord],
    questions: Mapping[str, Question],
    instances: Instances,
    naming: Naming,
) -> Markup | None:
    """The groups, the commonest mistakes first."""
    if not found:
        return None
    groups: dict[str, list[MistakeRecord]] = {}
    for each in sorted(found, key=lambda m: -len(m.students)):
        groups.setdefault(each.kind, []).append(each)
    sections = []
    for kind, members in groups.items():
        made = len({student for each in members for student in each.students})
        head = element("h3", f"{kind}: {counted(made, 'student')}")
        entries = (_mistake(each, questions, instances, naming) for each in members)
        sections.append(element("section", head, *entries))
    return element("section", element("h2", "Mistakes"), *sections)


def _mistake(
    mistake: MistakeRecord,
    questions: Mapping[str, Question],
    instances: Instances,
    naming: Naming,
) -> Markup:
    question = questions.get(mistake.question)
    names = [naming(student) for student in mistake.students[:_NAMED]]
    more = len(mistake.students) - len(names)
    who = ", ".join(names) + (f" and {number(more)} more" if more else "")
    instance = instances.find(mistake)
    shown = instance.counterexample if instance else None
    shape = shown is not None and shown.kind == "shape"
    return element(
        "details",
        element(
            "summary",
            f"{title(question) if question else mistake.question}: {mistake.words} ",
            element("span", number(len(mistake.students)), class_="tag"),
        ),
        element("p", typeset(mistake.lines[0])) if mistake.lines else None,
        example(shown, frozenset()) if shown is not None and not shape else None,
        element("p", who, class_="quiet"),
        class_="person",
    )
