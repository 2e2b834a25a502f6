"""Results told as the options say: one format on standard output or in a file, others in files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derivcheck.cli.refusal import Refused
from derivcheck.cli.terminal import parse_report, save, wants_colour, write
from derivcheck.reports import Options, formats, is_brief, render
from derivcheck.verify.report import Report


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
    def is_brief(self) -> bool:
        """Whether brief records will do."""
        forms = [*dict(self.saved), *([self.shown] if self.shown else [])]
        return all(is_brief(form, self.verbosity) for form in forms)

    def tell(self, report: Report) -> None:
        """Write the report."""
        for form, path in self.saved:
            save(report, form, path, self.verbosity)
        if self.shown is not None:
            options = Options(colour=self.colour, verbosity=self.verbosity)
            write(render(report, self.shown, options))
