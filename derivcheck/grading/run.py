"""A run: read the assignment, verify it, mark the submissions in batches, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from derivcheck import __version__
from derivcheck.grading.assignment import Assignment
from derivcheck.grading.claims import Asking
from derivcheck.grading.decisions import Decisions
from derivcheck.grading.docket import Docket
from derivcheck.grading.judging import judge
from derivcheck.grading.marking import Outcome, mark
from derivcheck.grading.prepared import Prepared, prepared
from derivcheck.grading.reading.assignments import read_assignment
from derivcheck.grading.reading.decisions import read_decisions
from derivcheck.grading.reading.folders import decisions_beside, submission_files, submissions
from derivcheck.grading.record import FORMAT, SubmissionRecord
from derivcheck.grading.recording import question_record
from derivcheck.grading.results import Results, read_results
from derivcheck.grading.soundness import Unsound, check, errors
from derivcheck.grading.submission import Submission
from derivcheck.grading.tally import Tally
from derivcheck.language.errors import Problem
from derivcheck.verify.reading.fields import did_you_mean
from derivcheck.verify.record import ProblemRecord
from derivcheck.verify.selection import NothingToCheck
from derivcheck.verify.settings import Settings
from derivcheck.verify.workers import available

#: submissions marked side by side
BATCH = 64

#: told after each batch: how many submissions are marked
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """With what a run is done; no mark depends on it. `shard` is (i, n), from 1."""

    jobs: int | None = None
    shard: tuple[int, int] | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """An assignment made ready to mark by; `notes` are what could not be decided of it."""

    assignment: Assignment
    questions: dict[str, Prepared]
    decisions: Decisions
    docket: Docket
    settings: Settings
    notes: tuple[Problem, ...] = ()

    @property
    def head(self) -> dict[str, Any]:
        """What was marked, and by what."""
        settings = self.settings
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


def load(path: str, settings: Settings, means: Means, only: Sequence[str] = ()) -> Marking:
    """Read and verify an assignment; raises `Malformed`, `Unsound` or `NothingToCheck`."""
    file = Path(path)
    if not file.is_file():
        raise NothingToCheck(f"{path}: no such file.")
    assignment = read_assignment(file.read_bytes(), file.as_posix())
    strange = next((each for each in only if assignment.question(each) is None), None)
    if strange:
        known = [question.id for question in assignment.questions]
        hint = did_you_mean(strange, known) or f"There are {', '.join(known)}."
        raise NothingToCheck(f"{path} has no question {strange}. {hint}")
    questions = {q.id: prepared(q) for q in assignment.questions if not only or q.id in only}
    decisions = read_decisions(decisions_beside(file))
    processes = means.jobs or available()
    docket = Docket(lambda claims: judge(claims, questions, settings, processes), decisions)
    checks = {name: check(ready) for name, ready in questions.items()}
    found = dict(docket.settle(checks))
    problems = [problem for name in questions for problem in found[name]]
    if wrong := errors(problems):
        raise Unsound(wrong)
    return Marking(
        assignment=assignment,
        questions=questions,
        decisions=decisions,
        docket=docket,
        settings=settings,
        notes=tuple(problems),
    )


def mark_all(marking: Marking, paths: Sequence[str], means: Means, results: Results) -> Tally:
    """Mark the submissions under some paths that the results have not yet."""
    tally = Tally()
    _, done = read_results(results.path)
    for record in done:
        tally.add(record)
    files = submission_files(paths, Path(marking.assignment.file))
    seen: dict[str, str] = {}
    skip = Counter(results.done)
    every = _of_shard(submissions(files), means.shard)
    while batch := list(islice(every, BATCH)):
        fresh = []
        for each in batch:
            name = (each.student, each.file, each.sha256)
            doubled = seen.setdefault(each.student, each.file) if each.answers else each.file
            if skip[name]:
                skip[name] -= 1
            else:
                fresh.append((each, doubled if doubled != each.file else None))
        for record in mark_batch(marking, fresh):
            results.append(record)
            tally.add(record)
        if means.progress:
            means.progress(tally.submissions)
    return tally


def _of_shard(every: Iterator[Submission], shard: tuple[int, int] | None) -> Iterator[Submission]:
    part, parts = shard or (1, 1)
    return islice(every, part - 1, None, parts)


def mark_batch(
    marking: Marking, batch: Sequence[tuple[Submission, str | None]]
) -> Iterator[SubmissionRecord]:
    """The records of some submissions in order; with each the file it was handed in with before."""
    asking: dict[tuple[int, str], Asking[Outcome]] = {}
    for at, (submission, _) in enumerate(batch):
        for answer in submission.answers:
            if answer.question in marking.questions:
                ready = marking.questions[answer.question]
                asking[at, answer.question] = mark(ready, answer.steps)
    outcomes = dict(marking.docket.settle(asking))
    for at, (submission, doubled) in enumerate(batch):
        found = {name: outcome for (number, name), outcome in outcomes.items() if number == at}
        yield _record(marking, submission, found, doubled)


def _record(
    marking: Marking,
    submission: Submission,
    outcomes: dict[str, Outcome],
    doubled: str | None,
) -> SubmissionRecord:
    answers = {answer.question: answer for answer in submission.answers}
    problems = [*submission.problems, *_strange(marking, submission)]
    if doubled is not None:
        place = submission.answers[0].steps.place()
        message = f"{submission.student} handed in twice, in {doubled} too; both are marked"
        problems.append(Problem("DC103", message, place))
    unread = not submission.answers and bool(submission.problems)
    return SubmissionRecord(
        student=submission.student,
        file=submission.file,
        sha256=submission.sha256,
        transcriber=submission.transcriber,
        problems=tuple(ProblemRecord.of(problem) for problem in problems),
        questions=()
        if unread
        else tuple(
            question_record(
                name,
                ready.question.marks,
                outcomes.get(name),
                answers.get(name),
                marking.decisions.overrides.get((submission.student, name)),
            )
            for name, ready in marking.questions.items()
        ),
    )


def _strange(marking: Marking, submission: Submission) -> Iterator[Problem]:
    """Answers to questions that the assignment does not have."""
    known = [question.id for question in marking.assignment.questions]
    for answer in submission.answers:
        if answer.question not in known:
            hint = did_you_mean(answer.question, known) or f"there are {', '.join(known)}"
            message = f"no question {answer.question} in the assignment"
            yield Problem("DC102", message, answer.steps.place(), hint=hint)
