"""Formulas of the notes that claims transcribe: what a claim says of one, and what it is now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from derivcheck.language.positions import Place, Text

#: hexadecimal digits that are recorded of a formula
DIGITS = 16

GONE, CHANGED, NOT_ACCEPTED = "DC601", "DC602", "DC806"


@dataclass(frozen=True, slots=True)
class Reference:
    """`source: {file: notes/ridge.md, label: eq-ridge, sha256: 3f2a...}`

    Without `file` the label is in the document that the claim stands in. `sha256` is of the
    formula as it was when the claim was accepted. `key` and `value` are the places of the word
    `label` and of the label, quotes included; `flow` says that both stand inside braces.
    """

    file: Text | None
    label: Text
    sha256: Text | None
    key: Place
    value: Place
    flow: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcribed:
    """The formula a claim points at, as it stands now.

    `digest` is None where it is gone; `code` and `message` say what is not as it was accepted.
    """

    file: str
    label: str
    line: int | None = None
    text: str = ""
    digest: str | None = None
    code: str | None = None
    message: str | None = None


def digest_of(formula: str) -> str:
    """The first digits of the hash of a formula, in which every run of blanks is one blank."""
    return hashlib.sha256(" ".join(formula.split()).encode()).hexdigest()[:DIGITS]
