"""`derivcheck verify --watch`: files that change are decided again, until somebody interrupts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from derivcheck.cli.refusal import Refused
from derivcheck.reports._words import counted
from derivcheck.verify.folders import files_under, load
from derivcheck.verify.kinds import is_notes
from derivcheck.verify.selection import NothingToCheck

#: seconds between two looks at the files
_PAUSE = 0.5

#: when a file was written, and how long it is
_Stamps = dict[Path, tuple[int, int]]


def watch(paths: Sequence[str], decide: Callable[[Sequence[str]], object]) -> NoReturn:
    """Decide what stands under the paths, then every file that is written anew.

    Notes with formulas that claims point at are watched too, wherever they lie. A file that
    cannot be checked at the moment is told and waited for.
    """
    notes = _notes(paths)
    seen = _stamps(paths, notes)
    _decide(paths, decide)
    _tell(f"Watching {counted(len(seen), 'file')}; Ctrl-C ends.")
    while True:
        time.sleep(_PAUSE)
        now = _stamps(paths, notes)
        changed = [file for file, stamp in now.items() if seen.get(file) != stamp]
        seen = now
        if changed:
            more = _notes(paths)
            seen |= _stamps((), more - notes)
            notes = more
            _tell(f"\n{time.strftime('%H:%M:%S')}  {', '.join(map(str, changed))}")
            _decide(list(_again(changed, paths)), decide)


def _decide(paths: Sequence[str], decide: Callable[[Sequence[str]], object]) -> None:
    try:
        decide(paths)
    except Refused as error:
        error.show()


def _again(changed: Sequence[Path], paths: Sequence[str]) -> Iterable[str]:
    """What to decide of the files: what was named of them, or all of them.

    A document may have formulas that claims of any file point at: then it is everything.
    """
    if any(is_notes(file.name) for file in changed):
        yield from paths
        return
    for file in changed:
        named = [path for path in paths if Path(path.partition("::")[0]) == file]
        yield from named or [str(file)]


def _notes(paths: Sequence[str]) -> frozenset[Path]:
    """The documents with formulas that claims under the paths point at."""
    try:
        derivations = load(paths).derivations
    except NothingToCheck:
        return frozenset()
    return frozenset(Path(each.file) for d in derivations for each in d.formulas.values())


def _stamps(paths: Sequence[str], notes: Iterable[Path]) -> _Stamps:
    found: _Stamps = {}
    for path in paths:
        try:
            found |= {file: _stamp(file) for file in files_under(path.partition("::")[0])}
        except (OSError, NothingToCheck):  # it is gone at the moment
            continue
    for note in notes:
        with suppress(OSError):
            found[note] = _stamp(note)
    return found


def _stamp(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_mtime_ns, status.st_size


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
