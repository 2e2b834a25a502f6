"""Whole files of which there is nothing to tell: their claims, as briefly as a summary needs them.

As long as neither the file, nor those its claims point into, nor the program changes, its page
stands for reading and deciding the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import dumps, loads
from pathlib import Path, PurePath

from derivcheck.language.positions import Place, Text
from derivcheck.verify.brief import is_plain, of_row, row
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import ClaimSource, Derivation, Source
from derivcheck.verify.values import Value
from derivcheck.verify.work import Work

#: a record and what deciding it took
Known = tuple[ClaimRecord, Work]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Page(Value):
    """A derivation whose claims have no texts, and what is known of each by its id."""

    derivation: Derivation
    known: Mapping[str, Known]


def page_name(data: bytes, file: str, settings: Settings, program: str) -> str:
    """The name of the entry for a file with this content."""
    asked = [program, *settings.telling, file]
    content = hashlib.sha256(data).hexdigest()
    return hashlib.sha256(dumps(["page", content, *asked]).encode("ascii")).hexdigest()


def kind_name(data: bytes, file: str, program: str) -> str:
    """The name of the entry for what kind of file a document is."""
    content = hashlib.sha256(data).hexdigest()
    asked = dumps(["kind", content, PurePath(file).suffix, program])
    return hashlib.sha256(asked.encode("ascii")).hexdigest()


def _content(path: str) -> str:
    """The hash of a file that claims point into, empty if it cannot be read."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except (OSError, ValueError):
        return ""


def written_page(derivation: Derivation, known: Sequence[Known]) -> str | None:
    """The page of a derivation, None if there is something to tell of it."""
    plain = all(is_plain(record) for record, _ in known)
    if derivation.problems or derivation.unread or not plain:
        return None
    source = derivation.source
    about = {
        "sha256": derivation.sha256,
        "title": derivation.title,
        "source": [source.document, source.section, source.quote],
        "beside": {each.file: _content(each.file) for each in derivation.formulas.values()},
        "claims": [[row(record), work.numbers] for record, work in known],
    }
    return dumps(about)


def read_page(text: str, file: str) -> Page | None:
    """The page of a file from its entry, None if that is none."""
    try:
        about = loads(text)
        if any(_content(path) != content for path, content in about["beside"].items()):
            return None
        known = [(of_row(file, r, cached=True), Work(*work)) for r, work in about["claims"]]
        derivation = Derivation(
            file=file,
            sha256=str(about["sha256"]),
            title=about["title"],
            source=Source(*about["source"]),
            claims=tuple(_without_text(record) for record, _ in known),
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    return Page(derivation, {record.id: (record, work) for record, work in known})


def _without_text(record: ClaimRecord) -> ClaimSource:
    """A claim that can be chosen by its id and is decided already."""
    file = record.file
    place = Place(file, record.line, record.column, record.end_line, record.end_column)
    return ClaimSource(id=Text(record.id, file), file=file, place=place)
