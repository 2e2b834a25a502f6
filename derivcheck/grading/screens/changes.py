"""Whose marks changed, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derivcheck.grading.changes import Change
from derivcheck.reports._clean import harmless
from derivcheck.reports._words import counted


def changes_screen(found: Iterable[Change]) -> Iterator[str]:
    """The lines of the screen."""
    count = 0
    for change in found:
        count += 1
        marks = f"{change.before or '-'} became {change.after or '-'}"
        yield harmless(f"{change.student} {change.question}: {marks}") + "\n"
        for why in change.why:
            yield harmless(f"  {why}") + "\n"
    yield f"{counted(count, 'mark')} changed.\n" if count else "No marks changed.\n"
