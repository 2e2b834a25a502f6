"""Where output goes: results to standard output or files, progress to a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from derivcheck.cli.refusal import Refused
from derivcheck.reports import Options, formats, render
from derivcheck.reports._clean import harmless
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.report import Report


def wants_colour(choice: str) -> bool:
    """Whether standard output gets colour; NO_COLOR and FORCE_COLOR decide `auto`."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty()


def write(text: str) -> None:
    """Text to standard output, whatever its encoding."""
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def parse_report(given: str) -> tuple[str, Path]:
    """`FORMAT=FILE`, checked before anything is decided."""
    form, sign, file = given.partition("=")
    if not sign or not file:
        raise Refused(f"--report takes FORMAT=FILE, not {given}.")
    if form not in formats():
        raise Refused(f"no format {form}; there are {', '.join(formats())}.")
    return form, writable(file)


def writable(file: str) -> Path:
    """A file that can be written, as far as that can be said beforehand."""
    path = Path(file)
    if path.is_dir() or not path.parent.is_dir():
        raise Refused(f"{file} cannot be written: no such folder, or a folder itself.")
    return path


def save(report: Report, form: str, path: Path, verbosity: int) -> None:
    """A report into a file, without colour."""
    try:
        path.write_text(render(report, form, Options(verbosity=verbosity)), encoding="utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from None


def progress_line(done: int, total: int, claim: ClaimRecord) -> None:
    """`  63/147  ridge.closed-form`, on one line of a terminal that the next one replaces."""
    sys.stderr.write(f"\r\x1b[2K  {done}/{total}  {harmless(claim.id)[:60]}")
    if done == total:
        sys.stderr.write("\r\x1b[2K")
    sys.stderr.flush()
