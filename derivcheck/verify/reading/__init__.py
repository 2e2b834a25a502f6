"""Claim files and folders read into frozen values; nothing here knows mathematics."""

from __future__ import annotations

from derivcheck.verify.kinds import is_notes, kind_of
from derivcheck.verify.reading import derivation, notes
from derivcheck.verify.source import Derivation

__all__ = ["kind_of", "read"]


def read(data: bytes, file: str) -> Derivation:
    """The derivation in a YAML or Markdown file, with `problems` for what could not be read."""
    return notes.read_notes(data, file) if is_notes(file) else derivation.read(data, file)
