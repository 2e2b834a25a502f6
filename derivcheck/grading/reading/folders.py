"""Which files some paths stand for, and their submissions one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from derivcheck.grading.reading.submissions import READERS, largest, read_submissions
from derivcheck.grading.submission import Submission
from derivcheck.language.errors import Problem
from derivcheck.language.positions import Place
from derivcheck.verify.kinds import holds_answers, kind_of
from derivcheck.verify.selection import NothingToCheck


def submission_files(paths: Sequence[str], besides: Path) -> list[tuple[Path, bool]]:
    """The files below some paths, each once, and whether it was named itself.

    `besides` is the assignment: it and the decisions beside it are no submissions.
    """
    found: dict[Path, bool] = {}
    for path in paths:
        top = Path(path)
        if not top.exists():
            raise NothingToCheck(f"{path}: no such file or folder.")
        if top.is_dir():
            for inner in _walk(top):
                if inner.resolve() not in (besides.resolve(), decisions_beside(besides).resolve()):
                    found.setdefault(inner, False)
        else:
            found[top] = True
    if not found:
        raise NothingToCheck(f"no submissions in {', '.join(paths)}.")
    return list(found.items())


def decisions_beside(assignment: Path) -> Path:
    """Where the decisions on an assignment stand."""
    return assignment.with_name("decisions.yaml")


def submissions(files: Sequence[tuple[Path, bool]]) -> Iterator[Submission]:
    """The submissions of the files, in order; one file at a time is held."""
    for path, named in files:
        yield from _of_file(path, named)


def _walk(top: Path) -> Iterator[Path]:
    """Every file below a folder in order; hidden ones and links are passed over."""
    for folder, inner, files in os.walk(top):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path


def _of_file(path: Path, named: bool) -> Iterator[Submission]:
    ending = path.suffix.lower()
    most = largest(ending)
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        yield _unread(path, f"cannot be read: {error.strerror}")
        return
    if ending not in READERS:
        yield _unread(path, "not text" if _binary(data) else "no submission: its ending says")
        return
    if ending in (".yaml", ".yml") and not named and kind_of(data) and not holds_answers(data):
        return
    if len(data) > most:
        yield _unread(path, f"larger than {most // 1_000_000} MB")
        return
    if _binary(data):
        yield _unread(path, "not text")
        return
    yield from read_submissions(data, path.as_posix())


def _binary(data: bytes) -> bool:
    """Whether no encoding of text makes sense of the beginning."""
    head = data[:4096]
    return b"\0" in head or head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"PK\x03\x04"))


def _unread(path: Path, why: str) -> Submission:
    file = path.as_posix()
    problem = Problem("DC106", why, Place(file, 1, 1, 1, 1))
    return Submission(student=path.stem, file=file, problems=(problem,))
