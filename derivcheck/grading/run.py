"""A run: mark the submissions in batches, here or elsewhere, write down and count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from derivcheck.grading.answers import Batch, MarkedBatch
from derivcheck.grading.placing import overridden
from derivcheck.grading.reading.folders import submission_files, submissions
from derivcheck.grading.record import QuestionRecord, SubmissionRecord
from derivcheck.grading.recording import illegible, unanswered
from derivcheck.grading.results import Results, read_results
from derivcheck.grading.submission import Answer, Submission
from derivcheck.grading.tally import Tally
from derivcheck.grading.work import Marking
from derivcheck.language.errors import Problem
from derivcheck.verify.reading.fields import did_you_mean
from derivcheck.verify.record import ProblemRecord

#: submissions that are recorded together, and marked in one task of a cluster
BATCH = 50

#: marks batches, in their order
Marker = Callable[[Marking, Iterable[Batch]], Iterator[Iterable[SubmissionRecord]]]

#: told as it goes on: how many submissions are marked, and how many steps were decided for them
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """With what a run is done; no mark depends on it. `shard` is (i, n), from 1."""

    jobs: int | None = None
    shard: tuple[int, int] | None = None
    progress: Progress | None = None


def mark_here(marking: Marking, batches: Iterable[Batch]) -> Iterator[Iterable[SubmissionRecord]]:
    """By this process and its workers."""
    for done in marking.answers.marked(batches):
        yield [_record(marking, done, each) for each in done.batch]


def mark_all(
    marking: Marking,
    paths: Sequence[str],
    means: Means,
    results: Results,
    mark: Marker = mark_here,
) -> Tally:
    """Mark the submissions under some paths that the results have not yet.

    Results of anything else are left out, so that what counts is what is handed in now.
    """
    tally = Tally()
    files = submission_files(paths, Path(marking.assignment.file))
    if results.done:
        results.keep(Counter(each.identity for each in _handed_in(files, means.shard)))
    for record in read_results(results.path)[1]:
        tally.add(record)
    if progress := means.progress:
        marking.judge.progress = lambda steps: progress(tally.submissions, steps)
    for records in mark(marking, _batches(_handed_in(files, means.shard), results)):
        for record in records:
            results.append(record)
            tally.add(record)
        if means.progress:
            means.progress(tally.submissions, marking.judge.count)
    marking.judge.close()
    return tally


def _batches(every: Iterator[Submission], results: Results) -> Iterator[Batch]:
    """What is not marked yet, some at a time."""
    skip = Counter(results.done)
    while some := list(islice(every, BATCH)):
        batch = []
        for each in some:
            if skip[each.identity]:
                skip[each.identity] -= 1
            else:
                batch.append(each)
        yield batch


def _handed_in(
    files: Sequence[tuple[Path, bool]], shard: tuple[int, int] | None
) -> Iterator[Submission]:
    """The submissions of a shard; a second one of a student tells where the first is."""
    part, parts = shard or (1, 1)
    first: dict[str, str] = {}
    for each in islice(submissions(files), part - 1, None, parts):
        if each.unread:
            yield each
            continue
        yield replace(each, beside=first.get(each.student))
        first.setdefault(each.student, each.file)


def _record(marking: Marking, done: MarkedBatch, submission: Submission) -> SubmissionRecord:
    answers = {answer.question: answer for answer in submission.answers}
    problems = [*submission.problems, *_strange(marking, submission)]
    if submission.beside is not None:
        # a student may see this, so it names no other file: that may be named after another one
        message = f"two submissions came under the name {submission.student}; both are marked"
        problems.append(Problem("DC103", message, submission.place))
    questions = () if submission.unread else tuple(marking.questions)
    return SubmissionRecord(
        student=submission.student,
        file=submission.file,
        sha256=submission.sha256,
        transcriber=submission.transcriber,
        beside=submission.beside,
        problems=tuple(ProblemRecord.of(problem) for problem in problems),
        questions=tuple(
            _question(marking, done, name, submission, answers.get(name)) for name in questions
        ),
    )


def _question(
    marking: Marking, done: MarkedBatch, name: str, submission: Submission, answer: Answer | None
) -> QuestionRecord:
    """What a student has for a question: by the lines, or by what a person gave for all of it."""
    marks = marking.questions[name].question.marks
    if answer is not None:
        record = done.record(answer)
    elif name in submission.illegible:
        record = illegible(name, marks)
    else:
        record = unanswered(name, marks)
    override = marking.decisions.overrides.get((submission.student, name))
    return overridden(record, override, marks.maximum) if override else record


def _strange(marking: Marking, submission: Submission) -> Iterator[Problem]:
    """Answers that cannot be read, or to questions that the assignment does not have."""
    for name, problem in submission.illegible.items():
        if name in marking.questions and problem not in submission.problems:
            yield problem
    known = [question.id for question in marking.assignment.questions]
    for answer in submission.answers:
        if answer.question not in known:
            hint = did_you_mean(answer.question, known) or f"there are {', '.join(known)}"
            message = f"no question {answer.question} in the assignment"
            yield Problem("DC102", message, answer.steps.place(), hint=hint)
