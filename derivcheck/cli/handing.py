"""What `derivcheck grade` hands out besides its screen: pages, exports, changes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from derivcheck.cli.refusal import Refused

if TYPE_CHECKING:
    from derivcheck.grading.exports import Total, Waiting
    from derivcheck.grading.hints import Hints
    from derivcheck.grading.record import SummaryRecord
    from derivcheck.grading.tally import Tally
    from derivcheck.grading.work import Marking

Command = TypeVar("Command", bound=Callable[..., Any])

#: students with several submissions who are named
_SHOWN = 20

_OPTIONS = (
    click.option("--page", metavar="FILE.html", help="Write a page for the instructor."),
    click.option("--anonymous", is_flag=True, help="Without names on the instructor's page."),
    click.option("--pages", metavar="FOLDER", help="Write a page for each student there."),
    click.option(
        "--export",
        "exports",
        multiple=True,
        metavar="FORMAT=TARGET",
        help="marks=FILE.csv; canvas=FILE.csv or moodle=FILE.csv, with --gradebook; "
        "gradescope=FOLDER or prairielearn=FOLDER, a results.json for each student.",
    ),
    click.option(
        "--gradebook",
        metavar="FILE.csv",
        help="The table exported from Canvas or Moodle that marks are filled into.",
    ),
    click.option("--column", metavar="NAME", help="Its column; else the assignment's title."),
    click.option(
        "--waiting",
        type=click.Choice(["low", "high", "blank"]),
        help="What is exported for marks that are still a range; without it they are refused.",
    ),
    click.option(
        "--against",
        metavar="FILE.jsonl",
        help="Earlier --results: tell whose marks changed and why.",
    ),
)


def handing_out(command: Command) -> Command:
    """The options of this module."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Handing:
    """What is handed out besides the screen; `gradebook` is the table that marks go into."""

    page: str | None
    anonymous: bool
    pages: str | None
    exports: tuple[tuple[str, Path], ...]
    gradebook: str | None
    column: str | None
    waiting: Waiting | None
    hints: Hints

    @classmethod
    def of(cls, given: dict[str, Any]) -> Handing:
        """What the options ask for; refused before anything is marked if it cannot be done."""
        from derivcheck.grading.exports import Waiting, offering
        from derivcheck.grading.hints import Hints

        exports = tuple(_target(export) for export in given["exports"])
        filled = next((form for form, _ in exports if form in offering("fill")), None)
        return cls(
            page=given["page"],
            anonymous=given["anonymous"],
            pages=given["pages"],
            exports=exports,
            gradebook=_gradebook(given["gradebook"], filled) if filled else None,
            column=given["column"],
            waiting=Waiting(given["waiting"]) if given["waiting"] else None,
            hints=Hints[given["hints"].upper()],
        )

    def hand_out(
        self, marking: Marking, tally: Tally, summary: SummaryRecord, results: Path
    ) -> list[str]:
        """Write what was asked for; the lines tell what was written and what to mind.

        What has one place for a student is refused while anybody has several submissions.
        """
        from derivcheck.grading.results import read_results

        questions = {name: ready.question for name, ready in marking.questions.items()}
        name = marking.assignment.title or Path(marking.assignment.file).stem
        told = []
        if self.page:
            from derivcheck.grading.pages import instructor_page

            records = read_results(results)[1]
            page = instructor_page(
                name, questions, records, tally, summary, anonymous=self.anonymous
            )
            told.append(_save(Path(self.page), page))
        if tally.several and (self.pages or self.exports):
            raise Refused(_several(tally.several))
        if self.pages:
            from derivcheck.grading.pages import student_page

            folder = Path(self.pages)
            count = 0
            for record in read_results(results)[1]:
                if record.questions:
                    text = student_page(record, questions, name, self.hints)
                    _save(folder / f"{file_name(record.student)}.html", text)
                    count += 1
            told.append(f"{folder}/ ({count} pages)")
        totals = self._totals(results) if self.exports else []
        for form, place in self.exports:
            told += self._exported(form, place, totals, name)
        return told

    def _totals(self, results: Path) -> list[Total]:
        from derivcheck.grading.exports import totals
        from derivcheck.grading.hints import Hints, in_words
        from derivcheck.grading.record import QuestionRecord
        from derivcheck.grading.results import read_results

        def feedback(question: QuestionRecord) -> str:
            return "" if self.hints is Hints.NONE else in_words(question, self.hints)

        return list(totals(read_results(results)[1], feedback))

    def _exported(self, form: str, place: Path, totals: list[Total], name: str) -> list[str]:
        from derivcheck.grading.exports import Undecided, Unfillable, offering

        fills, files, tables = (offering(part) for part in ("fill", "results", "table"))
        try:
            if form in tables:
                return [_save(place, tables[form](totals, self.waiting))]
            if form in fills:
                column = self.column or ("" if form == "moodle" else name)
                filled = fills[form](self.gradebook, totals, column, self.waiting)
                changed = [f"  {each}" for each in (*filled.changed, *filled.remarks)]
                return [f"{_save(place, filled.text)} ({filled.written} marks)", *changed]
            count = 0
            for total in totals:
                found = files[form](total, self.waiting)
                if found is not None:
                    text = json.dumps(found, indent=1) + "\n"
                    _save(place / file_name(total.student) / "results.json", text)
                    count += 1
            return [f"{place}/ ({count} of {len(totals)} students)"]
        except (Undecided, Unfillable) as error:
            raise Refused(str(error)) from None


def _several(files: Mapping[str, Sequence[str]]) -> str:
    """Who has several submissions, and where."""
    from derivcheck.reports._clean import harmless
    from derivcheck.reports._words import counted

    lines = [f"  {student}: {', '.join(dict.fromkeys(each))}" for student, each in files.items()]
    more = len(lines) - _SHOWN
    told = [*lines[:_SHOWN], *([f"  and {counted(more, 'student')} more"] if more > 0 else [])]
    head = "Pages of students and exports are not written while a student has several submissions:"
    return "\n".join([head, *map(harmless, told), "Take away those that do not count."])


def tell_changes(results: Path, earlier: str) -> None:
    """Whose marks are others than in earlier results."""
    from derivcheck.cli.terminal import write
    from derivcheck.grading.changes import changes
    from derivcheck.grading.results import read_results
    from derivcheck.grading.screens.changes import changes_screen

    try:
        before = list(read_results(Path(earlier))[1])
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(f"{earlier} is no file of results written with --results.") from None
    for line in changes_screen(changes(before, read_results(results)[1])):
        write(line)


def file_name(student: str) -> str:
    """A name for a file, for every student another one, whatever they are called."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", student)[:60].strip(".") or "_"
    if plain == student:
        return plain
    return f"{plain}-{hashlib.sha256(student.encode()).hexdigest()[:8]}"


def _target(export: str) -> tuple[str, Path]:
    """`canvas=FILE` taken apart."""
    from derivcheck.grading.exports import offering

    form, _, place = export.partition("=")
    known = sorted({name for part in ("fill", "results", "table") for name in offering(part)})
    if not place or form not in known:
        raise Refused(f"--export takes FORMAT=TARGET with {', '.join(known)}, not {export}.")
    return form, Path(place)


def _gradebook(path: str | None, form: str) -> str:
    if path is None:
        raise Refused(f"--export {form}=FILE needs --gradebook FILE.csv, the table to fill.")
    try:
        return Path(path).read_bytes().decode("utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Refused(f"{path} is not UTF-8 text; export it as CSV UTF-8.") from None


def _save(path: Path, text: str) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None
    return str(path)
