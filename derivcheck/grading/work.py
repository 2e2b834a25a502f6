"""What marking needs: an assignment, decisions and settings, read and made ready.

The files are kept as bytes, so that another machine can make the same ready.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from derivcheck import __version__
from derivcheck.grading.answers import Answers
from derivcheck.grading.assignment import Assignment
from derivcheck.grading.decisions import Decisions, Override
from derivcheck.grading.docket import Docket
from derivcheck.grading.judging import Judge
from derivcheck.grading.prepared import Prepared, prepared
from derivcheck.grading.reading.assignments import read_assignment
from derivcheck.grading.reading.decisions import decisions_in
from derivcheck.grading.reading.folders import decisions_beside
from derivcheck.grading.reading.numbers import printed
from derivcheck.grading.record import FORMAT
from derivcheck.grading.soundness import Unsound, check, errors
from derivcheck.language.errors import Problem
from derivcheck.verify.reading.events import Malformed
from derivcheck.verify.reading.fields import did_you_mean
from derivcheck.verify.selection import NothingToCheck
from derivcheck.verify.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is marked by, as it stands in its files; `only` are the questions, none for all."""

    file: str
    assignment: bytes
    decisions: bytes | None
    settings: Settings
    only: tuple[str, ...] = ()
    jobs: int | None = None
    cache: bool = False

    @classmethod
    def read(
        cls,
        path: str,
        settings: Settings,
        only: Sequence[str] = (),
        jobs: int | None = None,
        cache: bool = False,
    ) -> Work:
        """The files; raises `NothingToCheck` where there is no assignment."""
        file = Path(path)
        if not file.is_file():
            raise NothingToCheck(f"{path}: no such file.")
        beside = decisions_beside(file)
        return cls(
            file=file.as_posix(),
            assignment=file.read_bytes(),
            decisions=beside.read_bytes() if beside.exists() else None,
            settings=settings,
            only=tuple(only),
            jobs=jobs,
            cache=cache,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """An assignment made ready to mark by; `notes` are what could not be decided of it."""

    work: Work
    assignment: Assignment
    questions: dict[str, Prepared]
    decisions: Decisions
    judge: Judge
    docket: Docket
    answers: Answers
    notes: tuple[Problem, ...] = ()

    @property
    def head(self) -> dict[str, Any]:
        """What was marked, and by what."""
        settings = self.work.settings
        return {
            "derivcheck": __version__,
            "format": FORMAT,
            "command": "grade",
            "assignment": {
                "file": self.assignment.file,
                "sha256": self.assignment.sha256,
                "title": self.assignment.title,
                "questions": list(self.questions),
            },
            "settings": {
                "seed": settings.seed,
                "effort": settings.effort,
                "timeout": settings.timeout,
                "require": settings.require,
            },
            "decisions": self.decisions.sha256,
        }


def ready(work: Work) -> Marking:
    """The work made ready, its own solutions not looked at; raises `Malformed`."""
    assignment = read_assignment(work.assignment, work.file)
    strange = next((each for each in work.only if assignment.question(each) is None), None)
    if strange:
        known = [question.id for question in assignment.questions]
        hint = did_you_mean(strange, known) or f"There are {', '.join(known)}."
        raise NothingToCheck(f"{work.file} has no question {strange}. {hint}")
    wanted = [q for q in assignment.questions if not work.only or q.id in work.only]
    questions = {question.id: prepared(question) for question in wanted}
    beside = decisions_beside(Path(work.file)).as_posix()
    decisions = Decisions() if work.decisions is None else decisions_in(work.decisions, beside)
    for override in decisions.overrides.values():
        _fits(override, assignment)
    judge = Judge(questions, work.settings, work.jobs, work.cache)
    docket = Docket(judge, decisions)
    return Marking(
        work=work,
        assignment=assignment,
        questions=questions,
        decisions=decisions,
        judge=judge,
        docket=docket,
        answers=Answers(questions, docket),
    )


def _fits(override: Override, assignment: Assignment) -> None:
    """Raise `Malformed` if marks given by hand are of no question, or too many."""
    question = assignment.question(override.question)
    if question is None:
        message = f"no question {override.question} in the assignment"
        raise Malformed(Problem("DC102", message, override.place))
    if override.marks > question.marks.maximum:
        message = f"{override.question} has {printed(question.marks.maximum)} marks"
        found = printed(override.marks)
        raise Malformed(Problem("DC101", message, override.place, found=found))


def verified(marking: Marking) -> Marking:
    """The same with what could not be decided of the assignment; raises `Unsound`."""
    checks = {name: partial(check, question) for name, question in marking.questions.items()}
    found = dict(marking.docket.settle(iter(checks.items())))
    problems = [problem for name in marking.questions for problem in found[name]]
    if wrong := errors(problems):
        raise Unsound(wrong)
    return replace(marking, notes=tuple(problems))
