"""An assignment is verified before anything is marked by it.

Its own solutions must earn full marks, and its milestones must be true of the question. What
is wrong refuses the assignment; what cannot be decided is told, for the same steps of students
will wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derivcheck.grading.assignment import Kind, Milestone
from derivcheck.grading.claims import Asking, Judgement
from derivcheck.grading.marking import Outcome, mark
from derivcheck.grading.prepared import Prepared
from derivcheck.grading.steps import Edge
from derivcheck.language import syntax
from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place
from derivcheck.language.printing import show


@dataclass(eq=False)
class Unsound(Exception):
    """An assignment that must not be marked by."""

    problems: tuple[Problem, ...]


def check(ready: Prepared) -> Asking[tuple[Problem, ...]]:
    """What is wrong with a question (errors), or cannot be decided (warnings)."""
    problems: list[Problem] = []
    for milestone in ready.question.require:
        problems += yield from _milestone(ready, milestone)
    if ready.question.kind is Kind.PROVE:
        found = yield ready.claim(ready.asked)
        if found.fails:
            problems.append(_told(ready, "what is to be proved is not true", found))
    if ready.question.solution is not None:
        outcome = yield from mark(ready, ready.question.solution)
        problems += _solution(ready, outcome)
    return tuple(problems)


def _milestone(ready: Prepared, milestone: Milestone) -> Asking[list[Problem]]:
    """A milestone must hold; in a question to solve it must follow from the equation."""
    question, place = ready.question, milestone.claim.place()
    claim = ready.claim(show(milestone.tree))
    if question.kind is Kind.SOLVE and isinstance(milestone.tree, syntax.Relation):
        claim = ready.claim(ready.asked, f"=> {show(milestone.tree)}")
    found = yield claim
    if found.holds:
        return []
    name = f"the milestone {milestone.id} of {question.id}"
    if found.fails:
        return [Problem("DC301", f"{name} is not true: {found.message or ''}", place)]
    message = f"{name} could not be decided: {found.message or ''}"
    return [Problem("DC404", message, place, severity="warning")]


def _told(ready: Prepared, what: str, found: Judgement) -> Problem:
    message = f"{ready.question.id}: {what}: {found.message or ''}"
    return Problem(found.code or "DC301", message, ready.question.asked.place())


def _solution(ready: Prepared, outcome: Outcome) -> list[Problem]:
    """The model solution must earn every mark."""
    question, problems = ready.question, []
    for step in outcome.answer.steps:
        if step.edge not in (Edge.WRONG, Edge.WAITING):
            continue
        wrong = step.edge is Edge.WRONG
        verb = "does not follow" if wrong else "could not be decided"
        why = step.follows.message if step.follows else None
        message = f"line {step.line.number} of the solution of {question.id} {verb}"
        problems.append(
            Problem(
                "DC302" if wrong else "DC404",
                f"{message}: {why}" if why else message,
                step.line.text.place(),
                severity="error" if wrong else "warning",
            )
        )
    if any(problem.severity == "error" for problem in problems):
        return problems
    place = _end_place(ready, outcome)
    for each in outcome.milestones:
        if each.step is None and not each.open:
            message = f"the solution of {question.id} does not meet {each.milestone.id}"
            problems.append(Problem("DC302", message, place))
    answer = outcome.answer
    if answer.end in (Edge.WRONG, Edge.NONE):
        message = f"the solution of {question.id} ends in a line that is no answer"
        problems.append(Problem("DC302", message, place))
    elif not answer.in_form:
        message = f"the end of the solution of {question.id} is not in the asked form"
        problems.append(Problem("DC302", message, place))
    elif answer.end is Edge.WAITING and not problems:
        message = f"whether the solution of {question.id} arrives could not be decided"
        problems.append(Problem("DC404", message, place, severity="warning"))
    return problems


def _end_place(ready: Prepared, outcome: Outcome) -> Place:
    """The last line of the solution."""
    steps = outcome.answer.steps
    return steps[-1].line.text.place() if steps else ready.question.place


def errors(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Those that refuse the assignment."""
    return tuple(problem for problem in problems if problem.severity == "error")
