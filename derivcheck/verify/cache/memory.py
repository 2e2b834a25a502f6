"""What a run knows from earlier ones, and what it leaves for later ones.

Verdicts are kept by what they depend on, without the place and the name of their claims, so
that a claim that was moved or renamed is known. Nothing that might be otherwise on another
machine is kept, and no crash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from json import loads
from typing import TYPE_CHECKING

from derivcheck.verify.cache.pages import Known, Page, kind_name, page_name, read_page, written_page
from derivcheck.verify.cache.storage import Storage, opened
from derivcheck.verify.engine import program, versions
from derivcheck.verify.folders import Parser
from derivcheck.verify.kinds import KINDS, is_notes, kind_of, may_hold_claims
from derivcheck.verify.means import Means
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import ClaimSource, Derivation

if TYPE_CHECKING:
    from derivcheck.verify.questions import Question


@dataclass(slots=True, eq=False, repr=False)
class Memory:
    """The cache of one run; without `storage` it knows and keeps nothing.

    `versions` are those of what decides. `brief` says that a summary is all that is asked for,
    so that pages will do.
    """

    storage: Storage | None
    settings: Settings
    versions: Mapping[str, str]
    brief: bool = False
    program: str = field(init=False)
    pages: dict[str, Page] = field(default_factory=dict)
    #: the names that the pages of files without one would have, and how many claims these hold
    pageless: dict[str, str] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.program = program(self.versions)

    @classmethod
    def of(cls, settings: Settings, means: Means) -> Memory:
        """The user's cache, if it is to be used.

        Raises `WrongFolder` if its folder may not be used.
        """
        storage = opened() if means.cache else None
        short = means.brief and means.each is None
        return cls(storage, settings, versions(storage), short)

    def known(self, data: bytes, file: str) -> Derivation | None:
        """The derivation of a file that has a page: it need not be parsed."""
        if self.storage is None:
            return None
        name = page_name(data, file, self.settings, self.program)
        text = self.storage.read(name) if self.brief else None
        page = None if text is None else read_page(text, file)
        if page is None:
            self.pageless[file] = name
            return None
        self.pages[file] = page
        return page.derivation

    def kind(self, data: bytes, file: str) -> str | None:
        """The kind of a file; that of a document is kept, because it is parsed for it."""
        if self.storage is None or not is_notes(file) or not may_hold_claims(data):
            return kind_of(data, file)
        name = kind_name(data, file, self.program)
        known = self.storage.read(name)
        if known in KINDS.values():
            return known
        kind = kind_of(data, file)
        if kind is not None:
            self.storage.write(name, kind)
        return kind

    def read(self, data: bytes, file: str) -> Derivation:
        """The derivation in a file."""
        derivation = Parser().read(data, file)
        self.claims[file] = len(derivation.claims)
        return derivation

    def page(self, claim: ClaimSource) -> Known | None:
        """What is known of a claim of a file that has a page."""
        page = self.pages.get(claim.file)
        return None if page is None else page.known[claim.id.value]

    def keep_page(self, derivation: Derivation, known: Sequence[Known]) -> None:
        """Keep what is known of a file, if it is all of its claims."""
        name, file = self.pageless.get(derivation.file), derivation.file
        if self.storage is None or name is None or len(known) != self.claims.get(file):
            return
        if not self.storage.has(name) and (text := written_page(derivation, known)) is not None:
            self.storage.write(name, text)

    def recall(self, question: Question) -> ClaimRecord | None:
        """The record of a claim that was asked about before."""
        if self.storage is None:
            return None
        for key in (question.keys.reached, question.keys.whole):
            text = None if key is None else self.storage.read(key)
            record = None if text is None else _record(text, question)
            if record is not None and question.keys.name(record) == key:
                return record
        return None

    def keep(self, key: str, entry: str) -> None:
        """Keep the record of a neutral claim, as JSON."""
        if self.storage is not None:
            self.storage.write(key, entry)

    def close(self) -> None:
        """Let old entries go."""
        if self.storage is not None:
            self.storage.trim()


def _record(text: str, question: Question) -> ClaimRecord | None:
    """The record in an entry, None if it is none of this claim."""
    from derivcheck.verify.codec import from_json

    try:
        return question.answered(from_json(ClaimRecord, loads(text)), cached=True)
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
