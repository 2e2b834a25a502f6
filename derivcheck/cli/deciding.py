"""The dialogue of `derivcheck grade --decide` and `--audit`: one step after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from derivcheck.cli.refusal import Refused

if TYPE_CHECKING:
    from derivcheck.grading.audit import Sample
    from derivcheck.grading.decisions import Ruling
    from derivcheck.grading.record import WaitingRecord

_PROMPT = "follows, does not follow, irrelevant, skip or quit? [f/d/i/s/q]"


def decide_waiting(waiting: Sequence[WaitingRecord], path: Path, by: str) -> int:
    """Ask about every step that waits, and write down what is answered; how many were."""
    written = 0
    for number, each in enumerate(waiting, start=1):
        students = f"{each.students} student{'s' if each.students > 1 else ''}"
        click.echo(f"\n{number} of {len(waiting)}   {each.question}, {students}")
        _show(each.lines)
        tried = f" (tried: {', '.join(each.tried)})" if each.tried else ""
        if each.message:
            click.echo(f"  {_clean(each.message)}{tried}")
        ruling = _ask()
        if ruling is None:
            break
        if ruling:
            _write(path, each.key, each.lines, ruling, by, None)
            written += 1
    click.echo(f"\n{written} written to {path}. Grade again to see what they change.")
    return written


def decide_samples(samples: Sequence[Sample], path: Path, by: str) -> None:
    """Ask about decisions of the engine before telling them, and say how far both agree."""
    asked = agreed = 0
    for number, each in enumerate(samples, start=1):
        click.echo(f"\n{number} of {len(samples)}   {each.question}")
        _show(each.lines)
        ruling = _ask()
        if ruling is None:
            break
        if not ruling:
            continue
        asked += 1
        agreed += ruling == each.ruling
        same = "the same" if ruling == each.ruling else f"{each.ruling} ({each.verdict})"
        click.echo(f"  The engine: {same}.")
        _write(path, each.key, each.lines, ruling, by, each.verdict)
    click.echo(f"\n{agreed} of {asked} as the engine decided. Written to {path}.")


def _show(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(f"    {_clean(line)}")


def _clean(text: str) -> str:
    from derivcheck.reports._clean import harmless

    return harmless(text)


def _ask() -> Ruling | str | None:
    """A ruling, an empty word to skip, None to quit."""
    from derivcheck.grading.decisions import Ruling

    rulings = {"f": Ruling.FOLLOWS, "d": Ruling.NOT, "i": Ruling.IRRELEVANT}
    answer: str = click.prompt(
        f"  {_PROMPT}", type=click.Choice([*rulings, "s", "q"]), show_choices=False
    )
    return None if answer == "q" else rulings.get(answer, "")


def _write(
    path: Path, key: str, lines: Sequence[str], ruling: Ruling | str, by: str, audited: str | None
) -> None:
    from derivcheck.grading.appending import append, entry
    from derivcheck.grading.decisions import Ruling
    from derivcheck.verify.reading.events import Malformed

    ask: Callable[..., str] = click.prompt
    why = ask("  why", default="", show_default=False)
    try:
        append(path, entry(key, lines, Ruling(ruling), why=why, by=by, audited=audited))
    except Malformed as error:
        raise Refused(f"{path} cannot be added to: {error.problem.message}") from None
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None
