"""The formulas that claims point at, found in the Markdown files beside them.

A claim file is data of somebody else: the file it names is Markdown, below the folder of the
run, and reached over no link. Nothing else is opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from derivcheck.language.errors import Problem
from derivcheck.verify.kinds import NOTES, is_notes
from derivcheck.verify.reading.events import Malformed
from derivcheck.verify.reading.markdown import Formula, Paragraph
from derivcheck.verify.reading.notes import document_of
from derivcheck.verify.references import (
    CHANGED,
    GONE,
    NOT_ACCEPTED,
    Reference,
    Transcribed,
    digest_of,
)
from derivcheck.verify.source import Derivation

#: the label of a formula that does not stand by itself
_INSIDE = re.compile(r"\$\$[ \t]*\(([^()$\s]+)\)|\\label\{([^{}\s]+)\}")
#: labels among which a similar one is looked for
_COMPARED = 100

#: the content of a file, or why it cannot be read
Read = Callable[[Path], bytes | OSError]


@dataclass(frozen=True, slots=True)
class _Labels:
    """The formulas of a file by label; those inside paragraphs are told, not taken.

    `inside` are the lines in which the latter end; `missing` says why there is nothing.
    """

    formulas: Mapping[str, list[Formula]] = field(default_factory=dict)
    inside: Mapping[str, int] = field(default_factory=dict)
    missing: str | None = None


@dataclass(slots=True)
class Formulas:
    """Looks formulas up, each file read once."""

    read: Read
    _files: dict[str, _Labels] = field(default_factory=dict)

    def resolved(self, derivation: Derivation, root: Path) -> Derivation:
        """The derivation with what its claims point at; a file out of reach costs its claim."""
        found: dict[str, Transcribed] = {}
        problems: list[Problem] = []
        claims = []
        for claim in derivation.claims:
            reference = claim.source.formula
            if reference is not None:
                path = _within(reference, derivation.file, root)
                if isinstance(path, Problem):
                    problems.append(replace(path, claim=claim.id.value))
                    continue
                found[claim.id.value] = self._transcribed(reference, path)
            claims.append(claim)
        return replace(
            derivation,
            claims=tuple(claims),
            problems=(*derivation.problems, *problems),
            unread=derivation.unread + len(problems),
            formulas=found,
        )

    def _transcribed(self, reference: Reference, path: str) -> Transcribed:
        label = reference.label.value
        if path not in self._files:
            self._files[path] = self._labels(path)
        labels = self._files[path]
        found = labels.formulas.get(label, [])
        if len(found) != 1:
            message = labels.missing or _gone(label, path, labels)
            return Transcribed(file=path, label=label, code=GONE, message=message)
        (formula,) = found
        text = " ".join(formula.text.value.split())
        line, digest = formula.place.line, digest_of(text)
        now = Transcribed(file=path, label=label, line=line, text=text, digest=digest)
        if reference.sha256 is None:
            message = f"the formula {label} of {path} is not accepted yet"
            return replace(now, code=NOT_ACCEPTED, message=message)
        if reference.sha256.value.startswith(digest):
            return now
        message = f"the formula {label} in line {line} of {path} is not the one that was accepted"
        return replace(now, code=CHANGED, message=message)

    def _labels(self, path: str) -> _Labels:
        if not _is(Path.is_file, Path(path)):
            return _Labels(missing=f"{path}: no such file")
        data = self.read(Path(path))
        if isinstance(data, OSError):
            return _Labels(missing=f"{path} cannot be read: {data.strerror}")
        try:
            found = document_of(data, path)
        except Malformed as error:
            return _Labels(missing=f"{path} cannot be read: {error.problem.message}")
        formulas: dict[str, list[Formula]] = {}
        for block in found.blocks:
            if isinstance(block, Formula):
                for label in dict.fromkeys(block.labels):
                    formulas.setdefault(label, []).append(block)
        inside = {
            match[1] or match[2]: block.text.position(match.start())[0]
            for block in found.blocks
            if isinstance(block, Paragraph)
            for match in _INSIDE.finditer(block.text.value)
        }
        return _Labels(formulas, inside)


def _gone(label: str, path: str, labels: _Labels) -> str:
    """Why a label names no one formula."""
    found = labels.formulas.get(label, [])
    if found:
        lines = " and ".join(str(formula.place.line) for formula in found[:2])
        return f"{path} has {len(found)} formulas {label}, in lines {lines}"
    if label in labels.inside:
        return (
            f"{path} has no formula {label} that stands by itself: the one that ends in line "
            f"{labels.inside[label]} is part of a paragraph. Leave a blank line above its $$"
        )
    known = sorted(labels.formulas) if len(labels.formulas) <= _COMPARED else []
    near = get_close_matches(label, known, 1)
    hint = f". Did you mean {near[0]}?" if near else ""
    return f"{path} has no formula {label}{hint}"


def _is(kind: Callable[[Path], bool], path: Path) -> bool:
    """Whether a path is of a kind; one that no system would have is of none."""
    try:
        return kind(path)
    except OSError:
        return False


def _within(reference: Reference, file: str, root: Path) -> str | Problem:
    """The path of the file a reference names, or why it is out of reach."""
    if reference.file is None:
        if is_notes(file):
            return file
        place = reference.label.place()
        hint = "Add file: and the Markdown file with the formula"
        return Problem("DC101", "a label of which file?", place, hint=hint)
    written = reference.file.value
    place = reference.file.place()
    if PurePosixPath(written).is_absolute() or re.match(r"[A-Za-z]:|~", written) or "\\" in written:
        message = "the file is named relative to this one, with slashes"
        return Problem("DC101", message, place, hint="For example ../notes/ridge.md")
    path = os.path.normpath(Path(file).parent / written)
    whole = Path(os.path.normpath(Path.cwd() / path))
    if not whole.is_relative_to(root):
        message = "the file is outside the folder of this run"
        hint = "Run derivcheck in a folder that holds both"
        return Problem("DC101", message, place, hint=hint)
    if not is_notes(whole.name):
        listed = f"{', '.join(NOTES[:-1])} and {NOTES[-1]}"
        return Problem("DC101", f"formulas are looked for in {listed} files only", place)
    for part in (whole, *whole.parents):
        if part == root:
            break
        if _is(Path.is_symlink, part):
            return Problem("DC101", "the file is reached over a link; name it itself", place)
    return Path(path).as_posix()
