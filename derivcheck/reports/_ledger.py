"""The known mistakes of the notes: what is written, why it is wrong, what is right."""

from __future__ import annotations

from derivcheck.reports._examples import example_lines
from derivcheck.reports._options import Options
from derivcheck.reports._summary import errata_words
from derivcheck.reports._words import coloured, counted, number, said, wrapped
from derivcheck.verify.record import ClaimRecord, Verdict
from derivcheck.verify.report import Report


def ledger_lines(report: Report, options: Options) -> list[str]:
    """An entry for every claim with an erratum, and their number."""
    wrong = [claim for claim in report.claims if claim.erratum is not None]
    lines = [line for claim in wrong for line in [*_entry(claim, options), ""]]
    if not wrong:
        return [f"No errata among {counted(len(report.claims), 'claim')}."]
    files = counted(len({claim.file for claim in wrong}), "file")
    return lines + wrapped(
        f"{number(len(wrong))} {errata_words(report)}. In {files}.", options.width
    )


def _entry(claim: ClaimRecord, options: Options) -> list[str]:
    place = f"{claim.file}:{claim.line}:{claim.column}"
    gap = " " * max(options.width - len(claim.id) - len(place), 2)
    lines = [f"{claim.id}{gap}{place}"]
    lines += _field("written", claim.claim, options)
    if claim.erratum:
        lines += _field("mistake", claim.erratum.why, options)
    lines += _shown(claim, options)
    if claim.correct:
        lines += _field("correct", claim.correct.claim, options)
        lines += _verdict(claim.correct, options)
    if not claim.ok:
        lines += _field("but", claim.message or "this erratum is not met", options)
    return lines


def _shown(claim: ClaimRecord, options: Options) -> list[str]:
    """The verdict, with the counterexample or the reason."""
    step = f"step {claim.first_wrong_step} " if claim.first_wrong_step else ""
    word = said(claim.verdict)
    first = f"  {'':<9} {step}{coloured(word, options.colour)}"
    if claim.counterexample and claim.verdict is Verdict.REFUTED:
        told = example_lines(claim.counterexample, options.width - 10, texts=False)
        return [first, *(f"{' ' * 10}{line}" for line in told)]
    if claim.message and claim.ok:
        return wrapped(f"{claim.message}", options.width, f"{first}: ", " " * 12)
    return [first]


def _verdict(correct: ClaimRecord, options: Options) -> list[str]:
    everywhere = correct.symbolic is not None and correct.symbolic.sizes == "all"
    scope = " for every size" if everywhere else ""
    return [f"{' ' * 12}{coloured(said(correct.verdict), options.colour)}{scope}"]


def _field(name: str, text: str, options: Options) -> list[str]:
    lines: list[str] = []
    for part in text.split("\n"):
        first = "" if lines else name
        lines += wrapped(part, options.width, f"  {first:<9} ", " " * 14)
    return lines
