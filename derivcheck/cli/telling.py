"""Results told as the options say: one format on standard output or in a file, others in files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derivcheck.cli.refusal import Refused
from derivcheck.cli.terminal import parse_report, save, wants_colour, write
from derivcheck.reports import Options, formats, is_brief, render
from derivcheck.verify.report import Report

if TYPE_CHECKING:
    from derivcheck.reports.jsonl import Spool


@dataclass(frozen=True, slots=True)
class Telling:
    """`shown` is the format on standard output, if any; `saved` are formats with their files."""

    shown: str | None
    saved: tuple[tuple[str, Path], ...]
    verbosity: int
    colour: bool

    @classmethod
    def of(cls, options: dict[str, Any]) -> Telling:
        """What the options ask for, checked before anything is decided."""
        form = options["form"]
        if form not in formats():
            raise Refused(f"no format {form}; there are {', '.join(formats())}.")
        saved = [parse_report(each) for each in options.get("reports", ())]
        output = options.get("output")
        if output:
            saved.append(parse_report(f"{form}={output}"))
        return cls(
            shown=None if output else form,
            saved=tuple(saved),
            verbosity=options["verbose"] - options["quiet"],
            colour=wants_colour(options.get("color") or "auto"),
        )

    @property
    def forms(self) -> list[str]:
        """All formats."""
        return [*dict(self.saved), *([self.shown] if self.shown else [])]

    @property
    def is_brief(self) -> bool:
        """Whether brief records will do, beside the lines of a spool."""
        return all(is_brief(form, self.verbosity) or form == "jsonl" for form in self.forms)

    @contextmanager
    def spooling(self) -> Iterator[Spool | None]:
        """What takes full records as they come, where brief ones are kept and JSON Lines told."""
        if not self.is_brief or "jsonl" not in self.forms:
            yield None
            return
        from derivcheck.reports.jsonl import Spool

        with closing(Spool()) as spool:
            yield spool

    def tell(self, report: Report, spool: Spool | None = None) -> None:
        """Write the report; its claims stand in the spool, if there is one."""
        if spool is not None:
            self._tell_lines(report, spool)
        for form, path in self.saved:
            if spool is None or form != "jsonl":
                save(report, form, path, self.verbosity)
        if self.shown is not None and (spool is None or self.shown != "jsonl"):
            options = Options(colour=self.colour, verbosity=self.verbosity)
            write(render(report, self.shown, options))

    def _tell_lines(self, report: Report, spool: Spool) -> None:
        """The lines of a spool, where they are to go; they are many and read once."""
        paths = [path for form, path in self.saved if form == "jsonl"]
        with ExitStack() as stack:
            try:
                streams = [stack.enter_context(path.open("w", encoding="utf-8")) for path in paths]
                for line in spool.lines(report):
                    for stream in streams:
                        stream.write(line)
                    if self.shown == "jsonl":
                        sys.stdout.write(line)
            except BrokenPipeError:
                raise
            except OSError as error:
                raise Refused(f"{error.filename} cannot be written: {error.strerror}.") from None
        sys.stdout.flush()
