"""What a verdict depends on, as a key: equal keys are the same question to the same program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any

from derivcheck.language.positions import Text
from derivcheck.verify.cache.reach import Declaration, Reach
from derivcheck.verify.record import ClaimRecord
from derivcheck.verify.settings import Settings
from derivcheck.verify.source import ClaimSource, Correction, Entries


@dataclass(frozen=True, slots=True)
class Keys:
    """`reached` rests on the declarations that the claim reaches, `whole` on all of the file.

    A claim that is as expected does not depend on others. What is told of one that is not may:
    names that were perhaps meant are looked for everywhere.
    """

    whole: str
    reached: str | None

    @property
    def told(self) -> str:
        """The key as the record tells it."""
        return f"sha256:{self.reached or self.whole}"

    def name(self, record: ClaimRecord) -> str:
        """The key under which a record may be kept."""
        return self.reached if self.reached and record.ok else self.whole


def keys(claim: ClaimSource, reach: Reach, settings: Settings, program: str) -> Keys:
    """The keys of a claim of a file."""
    about = [program, *settings.telling, _claim(claim)]
    reached = reach.reached(claim)
    return Keys(
        _digest(["whole", *about, _declarations(reach.declarations)]),
        None if reached is None else _digest(["reached", *about, _declarations(reached)]),
    )


def _claim(claim: ClaimSource) -> list[Any]:
    erratum = claim.erratum
    return [
        _proposition(claim),
        claim.unknown,
        sorted((name, list(numbers)) for name, numbers in claim.sizes.items()),
        claim.notation,
        claim.assume_scalars,
        erratum and [erratum.verdict, erratum.step, _proposition(erratum.correct)],
    ]


def _proposition(source: ClaimSource | Correction | None) -> list[Any] | None:
    """What is said, and its surroundings."""
    if source is None:
        return None
    return [
        source.claim and source.claim.value,
        source.steps and _values(source.steps),
        _entries(source.symbols),
        _entries(source.define),
        _values(source.given),
        source.layout and source.layout.value,
    ]


def _values(texts: Iterable[Text]) -> list[str]:
    return [text.value for text in texts]


def _entries(entries: Entries) -> list[list[str]]:
    return [_values(pair) for pair in entries]


def _declarations(declarations: Sequence[Declaration]) -> list[list[str]]:
    return [[each.kind, each.heading, each.body] for each in declarations]


def _digest(value: Any) -> str:
    """The hash of a value of JSON, in ASCII: lone surrogates are escaped too."""
    return hashlib.sha256(dumps(value).encode("ascii")).hexdigest()
