"""The command `derivcheck grade`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from derivcheck.cli.handing import Handing, handing_out, tell_changes
from derivcheck.cli.options import (
    caching,
    colouring,
    deciding,
    processes,
    settings_of,
    shard_of,
    usage_errors,
    with_configuration,
)
from derivcheck.cli.refusal import Refused

if TYPE_CHECKING:
    from derivcheck.grading.record import SummaryRecord
    from derivcheck.grading.run import Marker
    from derivcheck.grading.tally import Tally
    from derivcheck.grading.work import Marking
    from derivcheck.verify.settings import Settings

_SETTLED, _OPEN, _INTERNAL = 0, 1, 3


@click.command(short_help="Mark the derivations of students.")
@click.argument("assignment", metavar="ASSIGNMENT")
@click.argument("submissions", nargs=-1, required=True, metavar="SUBMISSION...")
@click.option("--question", "only", multiple=True, metavar="ID", help="Only this question.")
@click.option(
    "--hints",
    type=click.Choice(["none", "place", "cause", "repair"]),
    default="repair",
    help="What one student's screen tells of a wrong line. cause shows both values, and repair "
    "gives the answer away. [repair]",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="[text]"
)
@click.option(
    "--results",
    metavar="FILE.jsonl",
    help="Append there; a killed run resumes, and what is not handed in any more is left out.",
)
@click.option("--shard", metavar="I/N", help="Only every N-th submission, from the I-th on.")
@click.option("-j", "--jobs", metavar="N|auto", help="How many processes. [auto]")
@click.option("--cluster", metavar="ADDRESS", help="Mark by the workers of this Dask scheduler.")
@click.option(
    "--require",
    type=click.Choice(["proof", "support"]),
    help="What settles a line: with proof, agreement in numbers waits for a person. [support]",
)
@click.option("--decide", is_flag=True, help="Walk through what waits, each step once.")
@click.option(
    "--audit",
    type=click.IntRange(1),
    metavar="N",
    help="Draw N automatic decisions for a person and tell the agreement.",
)
@click.option("--by", default="", metavar="NAME", help="Who decides, for decisions.yaml.")
@handing_out
@deciding
@caching
@colouring
def grade(assignment: str, submissions: tuple[str, ...], **given: Any) -> int:
    """Mark submissions (YAML, Markdown, CSV, JSON Lines, or folders of them).

    \b
    derivcheck grade hw3.yaml submissions/
    derivcheck grade hw3.yaml submissions/s017.md --question q1

    Every line is judged against the line before it; one mistake costs one line, and what
    follows from it costs nothing. The assignment's own solutions are verified first.

    Exit code: 0 all marks are settled, 1 something waits for a person or was not read, 2 wrong
    use or an assignment that does not hold, 3 internal error.
    """
    from tempfile import TemporaryDirectory

    from derivcheck.grading.audit import agreement
    from derivcheck.grading.results import OtherResults, Results
    from derivcheck.grading.run import Means, mark_all, mark_here

    options = with_configuration(given)
    given["color"] = options.get("color")
    handing = Handing.of(given)
    means = Means(
        jobs=processes(options.get("jobs")),
        shard=shard_of(given["shard"]),
        progress=_progress if sys.stderr.isatty() else None,
    )
    cache = not given["no_cache"]
    marking = _load(assignment, settings_of(options), given["only"], means.jobs, cache)
    with TemporaryDirectory(prefix="derivcheck-") as folder, usage_errors():
        path = Path(given["results"] or Path(folder, "results.jsonl"))
        try:
            results = Results(path, {**marking.head, "shard": given["shard"]})
        except OtherResults as error:
            raise Refused(str(error)) from None
        except OSError as error:
            raise Refused(f"{path} cannot be written: {error.strerror}.") from None
        try:
            mark = _on_cluster(given["cluster"]) if given["cluster"] else mark_here
            tally = mark_all(marking, submissions, means, results, mark)
        finally:
            results.close()
            if means.progress:
                sys.stderr.write("\r\x1b[2K")
        if results.left_out:
            sys.stderr.write(_left_out(path, results.left_out))
        if given["decide"] or given["audit"]:
            _decide(marking, tally, path, given)
        else:
            summary = tally.summary(agreement(marking.decisions))
            _show(marking, tally, summary, path, given, _again(assignment, submissions))
            for line in handing.hand_out(marking, tally, summary, path):
                sys.stderr.write(f"{line}\n")
    if tally.internal:
        return _INTERNAL
    return _OPEN if tally.waiting or tally.problems else _SETTLED


def _load(
    path: str, settings: Settings, only: tuple[str, ...], jobs: int | None, cache: bool
) -> Marking:
    """The assignment; one that cannot be read or does not hold is refused."""
    from derivcheck.grading.soundness import Unsound
    from derivcheck.grading.work import Work, ready, verified
    from derivcheck.verify.reading.events import Malformed

    with usage_errors():
        try:
            return verified(ready(Work.read(path, settings, only, jobs, cache)))
        except Malformed as error:
            raise Refused(_told((error.problem,))) from None
        except Unsound as error:
            raise Refused(_told(error.problems)) from None


def _on_cluster(address: str) -> Marker:
    """Marking by the workers of a Dask scheduler."""
    try:
        from derivcheck.grading.cluster import on_cluster
    except ModuleNotFoundError:
        raise Refused("--cluster needs Dask: pip install 'derivation-check[cluster]'.") from None
    return on_cluster(address)


def _told(problems: Iterable[Any]) -> str:
    """Problems of the assignment, each with its place."""
    from derivcheck.reports._clean import harmless

    lines = []
    for problem in problems:
        hint = f"\n  {problem.hint}" if problem.hint else ""
        lines.append(harmless(f"{problem}{hint}"))
    return "\n".join(lines)


def _decide(marking: Marking, tally: Tally, path: Path, given: dict[str, Any]) -> None:
    """The dialogue with the marker; its answers go to the end of decisions.yaml."""
    from derivcheck.cli.deciding import decide_samples, decide_waiting
    from derivcheck.grading.audit import drawn
    from derivcheck.grading.reading.folders import decisions_beside
    from derivcheck.grading.results import read_results

    target = decisions_beside(Path(marking.assignment.file))
    if given["decide"]:
        decide_waiting(tally.waiting_records(), target, given["by"])
        return
    seed = marking.work.settings.seed
    samples = drawn(read_results(path)[1], marking.decisions, given["audit"], seed)
    decide_samples(samples, target, given["by"])


def _show(
    marking: Marking,
    tally: Tally,
    summary: SummaryRecord,
    path: Path,
    given: dict[str, Any],
    again: str,
) -> None:
    from derivcheck.cli.terminal import wants_colour, write
    from derivcheck.grading.hints import Hints
    from derivcheck.grading.results import read_results
    from derivcheck.grading.screens.json import pieces
    from derivcheck.grading.screens.student import student
    from derivcheck.grading.screens.table import table

    if given["against"]:
        tell_changes(path, given["against"])
        return
    if given["form"] == "json":
        for piece in pieces(marking.head, path, tally, summary):
            write(piece)
        return
    questions = {name: ready.question for name, ready in marking.questions.items()}
    if tally.submissions == 1 and not tally.unread:
        record = next(read_results(path)[1])
        colour = wants_colour(given["color"] or "auto")
        write(student(record, questions, Hints[given["hints"].upper()], colour))
        return
    chosen = list(questions.values())
    write(table(marking.assignment, chosen, tally, summary, marking.notes, again))


def _again(assignment: str, submissions: tuple[str, ...]) -> str:
    return " ".join(["derivcheck grade", assignment, *submissions[:2]])


def _left_out(path: Path, count: int) -> str:
    from derivcheck.reports._words import counted

    why = "the file was changed, or is not handed in this time"
    return f"{counted(count, 'earlier result')} left out of {path}: {why}.\n"


def _progress(submissions: int, steps: int) -> None:
    sys.stderr.write(f"\r\x1b[2K  {submissions} submissions, {steps} steps decided\r")
    sys.stderr.flush()
