"""One answer marked: its lines judged, its milestones looked for, its marks counted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derivcheck.grading.answering import Answered, answered
from derivcheck.grading.claims import Asking
from derivcheck.grading.lines import read_lines
from derivcheck.grading.marks import Marked, marked
from derivcheck.grading.milestones import Reached, reached
from derivcheck.grading.prepared import Prepared
from derivcheck.grading.steps import Edge, Step
from derivcheck.language.positions import Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer came to."""

    answer: Answered
    milestones: tuple[Reached, ...]
    marks: Marked


def mark(ready: Prepared, steps: Text) -> Asking[Outcome]:
    """Mark the answer to one question; claims are asked for one after the other."""
    answer = yield from answered(ready, read_lines(steps, ready.is_name))
    judged = []
    for step in answer.steps:
        judged.append((yield from _with_repair(step)))
    answer = replace(answer, steps=tuple(judged))
    milestones = []
    for milestone in ready.question.require:
        milestones.append((yield from reached(ready, milestone, answer)))
    marks = marked(answer, milestones, ready.question.marks)
    return Outcome(answer, tuple(milestones), marks)


def _with_repair(step: Step) -> Asking[Step]:
    """A wrong step with what was probably meant by it, unless it is true all the same."""
    found, claim = step.follows, step.claim
    if found is None or claim is None or not found.engine_fails or step.edge is not Edge.WRONG:
        return step
    if step.holds is not None and step.holds.engine_holds:
        return step
    meant = yield replace(claim, repair=True)
    return replace(step, follows=replace(found, suggestion=meant.suggestion))
