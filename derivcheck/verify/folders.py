"""Which files a path stands for: the walk through folders, and what is passed over."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from derivcheck.language.positions import Place
from derivcheck.verify.kinds import ENDINGS, LARGEST_FILE, kind_of
from derivcheck.verify.selection import Found, NothingToCheck
from derivcheck.verify.source import Derivation


class Reader(Protocol):
    """What makes a derivation of the content of a file and its name."""

    def known(self, data: bytes, file: str) -> Derivation | None:
        """A derivation that was read before, if that is known without a look into it."""

    def kind(self, data: bytes, file: str) -> str | None:
        """The kind of a file; None for one that is no claim file."""

    def read(self, data: bytes, file: str) -> Derivation:
        """The derivation in a file."""


class Parser:
    """Reads every file anew."""

    def known(self, data: bytes, file: str) -> None:
        """Nothing is known."""

    def kind(self, data: bytes, file: str) -> str | None:
        """The kind of a file; None for one that is no claim file."""
        return kind_of(data, file)

    def read(self, data: bytes, file: str) -> Derivation:
        """The derivation in a file."""
        # Imported here, because files that are known from an earlier run need no reader of YAML.
        from derivcheck.verify.reading import read

        return read(data, file)


def load(paths: Sequence[str], reader: Reader | None = None) -> Found:
    """The derivations of files, folders and claims (`FILE::ID`), each file once, in order."""
    reader = reader or Parser()
    whole: dict[str, Derivation] = {}
    chosen: dict[str, list[str]] = {}
    roots: dict[str, Path] = {}
    skipped = 0
    for path in paths:
        file, _, ident = path.partition("::")
        name = _existing(file)
        if name.is_dir():
            derivations, passed = _folder(name, reader)
            skipped += passed
        else:
            derivations = [_file(name, reader)]
        if not any(map(_holds_something, derivations)):
            raise NothingToCheck(f"nothing to check in {file}: {_nothing(derivations)}.")
        for derivation in derivations:
            roots[derivation.file] = _root(name)
            if ident:
                chosen.setdefault(derivation.file, []).append(_known(ident, derivation))
                whole.setdefault(derivation.file, derivation)
            else:
                whole[derivation.file] = derivation
                chosen[derivation.file] = []
    derivations = [_only(derivation, chosen[derivation.file]) for derivation in whole.values()]
    return Found(_with_formulas(derivations, roots), skipped)


def _with_formulas(
    derivations: Sequence[Derivation], roots: Mapping[str, Path]
) -> tuple[Derivation, ...]:
    """The derivations with the formulas that their claims point at."""
    if not any(claim.source.formula for each in derivations for claim in each.claims):
        return tuple(derivations)
    from derivcheck.verify.formulas import Formulas

    formulas = Formulas(_bytes)
    return tuple(formulas.resolved(each, roots[each.file]) for each in derivations)


def _root(checked: Path) -> Path:
    """The folder that formulas are looked for in: the working one, if the path is below it."""
    here = Path.cwd()
    path = Path(os.path.normpath(here / checked))
    if path.is_relative_to(here):
        return here
    return path if checked.is_dir() else path.parent


def files_under(path: str) -> Iterator[Path]:
    """The files that may hold claims: the file itself, or those below a folder."""
    name = Path(path)
    yield from _walk(name) if name.is_dir() else (name,)


def holds_claims(name: Path) -> bool:
    """Whether a walk through folders would keep a file: its ending, and what its top key says."""
    data = _bytes(name) if name.suffix in ENDINGS else None
    return isinstance(data, bytes) and kind_of(data, name.name) == "derivation"


def _holds_something(derivation: Derivation) -> bool:
    """Whether there are claims, or errors that kept them from being read."""
    errors = any(problem.severity == "error" for problem in derivation.problems)
    return bool(derivation.claims or derivation.unread or errors)


def _nothing(derivations: Sequence[Derivation]) -> str:
    """Why there is nothing to check: what the reader minded, or that no claims are there."""
    for problem in (problem for each in derivations for problem in each.problems):
        return f"{problem.place}: {problem.message}"
    return "no *.yaml, *.yml or *.md with claims. To write a first file: derivcheck init"


def _existing(path: str) -> Path:
    """The path, or an error that names one that is there."""
    found = Path(path)
    if path and found.exists():
        return found
    if path == "-":
        raise NothingToCheck("-: to read what a pipe brings, name /dev/stdin.")
    if found.is_symlink():
        raise NothingToCheck(f"{path}: a link that leads nowhere.")
    around = found.parent if found.parent.is_dir() else Path()
    from difflib import get_close_matches

    near = get_close_matches(found.name, sorted(each.name for each in around.iterdir()), 1)
    hint = f" Did you mean {(around / near[0]).as_posix()}?" if near else ""
    raise NothingToCheck(f"{path}: no such file or folder.{hint}")


def _folder(top: Path, reader: Reader) -> tuple[list[Derivation], int]:
    """The derivations below a folder; other files are passed over, submissions are counted."""
    derivations, skipped = [], 0
    for name in sorted(_walk(top)):
        data = _bytes(name)
        known = reader.known(data, name.as_posix()) if isinstance(data, bytes) else None
        if known is not None:
            derivations.append(known)
            continue
        kind = reader.kind(data, name.name) if isinstance(data, bytes) else "derivation"
        if kind == "derivation":
            derivations.append(_read(name, data, reader))
        skipped += kind == "submission"
    return derivations, skipped


def _walk(top: Path) -> Iterator[Path]:
    """The YAML and Markdown files below a folder; links and hidden folders are not followed."""
    for folder, inner, files in os.walk(top, onerror=_unreadable):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for file in files:
            path = Path(folder, file)
            if path.suffix in ENDINGS and path.is_file() and not path.is_symlink():
                yield path


def _unreadable(error: OSError) -> None:
    """A folder that cannot be looked into may hold claims: it is not passed over."""
    raise NothingToCheck(f"{error.filename}: the folder cannot be read: {error.strerror}.")


def _file(name: Path, reader: Reader) -> Derivation:
    """The derivation in a file that was named; other kinds of file are an error."""
    data = _bytes(name)
    known = reader.known(data, name.as_posix()) if isinstance(data, bytes) else None
    if known is not None:
        return known
    kind = reader.kind(data, name.name) if isinstance(data, bytes) else None
    if kind in ("assignment", "submission"):
        raise NothingToCheck(f"nothing to check in {name.as_posix()}: it is a file of kind {kind}.")
    return _read(name, data, reader)


def _bytes(name: Path) -> bytes | OSError:
    """The content of a file, cut where it is too large to be read anyway."""
    try:
        with name.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        return error


def _read(name: Path, data: bytes | OSError, reader: Reader) -> Derivation:
    file = name.as_posix()
    if isinstance(data, bytes):
        return reader.read(data, file)
    from derivcheck.language.errors import Problem

    message = f"the file cannot be read: {data.strerror}"
    problem = Problem("DC106", message, Place(file, 1, 1, 1, 1))
    return Derivation(file=file, problems=(problem,))


def _known(ident: str, derivation: Derivation) -> str:
    """The id, if the file has it or could not be read where it may stand."""
    ids = [claim.id.value for claim in derivation.claims]
    broken = [problem.claim for problem in derivation.problems if problem.severity == "error"]
    if ident in ids or ident in broken or (broken and not ids):
        return ident
    from difflib import get_close_matches

    near = get_close_matches(ident, ids, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise NothingToCheck(f"{derivation.file} has no claim {ident}.{hint}")


def _only(derivation: Derivation, ids: Sequence[str]) -> Derivation:
    """The derivation with only these claims; all of them without any."""
    if not ids:
        return derivation
    return replace(
        derivation,
        claims=tuple(claim for claim in derivation.claims if claim.id.value in ids),
        problems=tuple(p for p in derivation.problems if p.claim is None or p.claim in ids),
    )
