"""A claim file given a new content: at once or not at all, and only if it is still the old one."""

from __future__ import annotations

from pathlib import Path

from derivcheck.cli.refusal import Refused
from derivcheck.verify.atomic import replace_content


def content(file: str) -> bytes:
    """What stands in a file."""
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from None


def rewrite(file: str, before: bytes, after: bytes) -> None:
    """The new content in the place of the old one, unless somebody changed the file.

    Whoever reads meanwhile sees one of the two; a link keeps pointing at the file.
    """
    path = Path(file).resolve()
    if content(file) != before:
        raise Refused(f"{file} was changed meanwhile; nothing is written into it.")
    try:
        replace_content(path, (after,))
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.") from None
