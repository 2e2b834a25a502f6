"""Claim files and folders read into frozen values; nothing here knows mathematics."""

from __future__ import annotations

from derivcheck.verify.reading import derivation, notes
from derivcheck.verify.source import Derivation

__all__ = ["ENDINGS", "kind_of", "read"]

#: how the names of files with claims end
ENDINGS = (".yaml", ".yml", *notes.ENDINGS)


def kind_of(data: bytes, file: str = "") -> str | None:
    """`derivation`, `assignment`, `submission`, or None for any other file, broken ones too."""
    return notes.kind_of_notes(data, file) if notes.is_notes(file) else derivation.kind_of(data)


def read(data: bytes, file: str) -> Derivation:
    """The derivation in a YAML or Markdown file, with `problems` for what could not be read."""
    return notes.read_notes(data, file) if notes.is_notes(file) else derivation.read(data, file)
