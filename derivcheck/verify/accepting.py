"""The hash of a formula written into a claim file, and not a character else.

Comments, layout, ends of lines and the byte order mark stay as they are. What was written is
read again before it is given out: a file that would say anything else is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from derivcheck.language.positions import Place, Text
from derivcheck.verify.reading import read
from derivcheck.verify.reading.events import BREAK
from derivcheck.verify.references import Reference
from derivcheck.verify.source import ClaimSource, Derivation

_MARK = "\ufeff"


class NotWritten(ValueError):
    """The file is laid out so that a hash cannot be put beside the label."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """The characters from one offset to another, and what takes their place."""

    start: int
    end: int
    text: str


def with_hashes(data: bytes, file: str, hashes: Mapping[str, str]) -> bytes:
    """A claim file whose claims record these hashes, by id; raises `NotWritten`."""
    before = read(data, file)
    whole = data.decode("utf-8")
    text = whole.removeprefix(_MARK)
    breaks = list(BREAK.finditer(text))
    edits = [
        _edit(claim.source.formula, hashes[claim.id.value], text, breaks)
        for claim in before.claims
        if claim.id.value in hashes and claim.source.formula is not None
    ]
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    written = (whole[: whole.startswith(_MARK)] + text).encode()
    if _said(read(written, file)) != _said(_recording(before, hashes)):
        raise NotWritten(file)
    return written


def _edit(reference: Reference, digest: str, text: str, breaks: Sequence[re.Match[str]]) -> _Edit:
    """The change that records one hash: in its place, else behind or below the label."""

    def start(line: int) -> int:
        return breaks[line - 2].end() if line > 1 else 0

    if reference.sha256 is not None:
        place = reference.sha256.place()
        at = start(place.line) + place.column - 1
        return _Edit(at, at + len(reference.sha256.value), digest)
    line = reference.value.end_line
    if reference.flow:
        end = start(line) + reference.value.end_column - 1
        return _Edit(end, end, f", sha256: {digest}")
    end = breaks[line - 1].start() if line <= len(breaks) else len(text)
    newline = breaks[min(line, len(breaks)) - 1][0]
    key = start(reference.key.line)
    margin = re.sub(r"[^\s>]", " ", text[key : key + reference.key.column - 1])
    return _Edit(end, end, f"{newline}{margin}sha256: {digest}")


def _recording(before: Derivation, hashes: Mapping[str, str]) -> Derivation:
    """What a file is to say once the hashes are recorded."""
    claims = tuple(_with_hash(claim, hashes.get(claim.id.value)) for claim in before.claims)
    return replace(before, claims=claims)


def _with_hash(claim: ClaimSource, digest: str | None) -> ClaimSource:
    if digest is None or claim.source.formula is None:
        return claim
    formula = replace(claim.source.formula, sha256=Text(digest))
    return replace(claim, source=replace(claim.source, formula=formula))


def _said(value: Any) -> Any:
    """A value without the places of its texts, and without the hash and lines of a file."""
    if isinstance(value, Derivation):
        value = replace(value, sha256="", lines=(), problems=())
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Place):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        return [_said(getattr(value, each.name)) for each in fields(value)]
    if isinstance(value, tuple):
        return [_said(each) for each in value]
    return value
