"""What a file is, told by its name and its top key before anything of it is parsed."""

from __future__ import annotations

import re
from pathlib import PurePath

#: bytes of a file that is read at most
LARGEST_FILE = 2_000_000

#: how the names of files with claims end; documents hold them in fenced blocks
_NOTEBOOK = ".ipynb"
NOTES = (".md", ".qmd", _NOTEBOOK)
ENDINGS = (".yaml", ".yml", *NOTES)

#: the kind of a file is its top key
KINDS = {"claims": "derivation", "questions": "assignment", "answers": "submission"}
_TOP = re.compile(rb"^(?:\xef\xbb\xbf)?(claims|questions|answers)\s*:", re.MULTILINE)

#: what the opening line of a block with claims says, and such a line; between colons MyST has
#: blocks that CommonMark does not know, which are not read
CLAIMS = r"\{?\.?derivcheck(?=[\s}]|$)"
OPENING = rf"(?:`{{3,}}|~{{3,}})[ \t]*{CLAIMS}"
COLONS = rf"^[ \t]*:{{3,}}[ \t]*{CLAIMS}"
_OPENING = re.compile(rb"(?:`{3}|~{3}|:{3})[ \t]*\{?\.?derivcheck", re.IGNORECASE)


def kind_of(data: bytes, file: str = "") -> str | None:
    """`derivation`, `assignment`, `submission`, or None for any other file, broken ones too."""
    if not is_notes(file):
        match = _TOP.search(data)
        return KINDS[match.group(1).decode()] if match else None
    if not may_hold_claims(data):
        return None
    # Imported here, because a document is parsed to see its blocks.
    from derivcheck.verify.reading.notes import kind_of_notes

    return kind_of_notes(data, file)


def holds_answers(data: bytes) -> bool:
    """Whether a YAML file has the top key of a submission, whatever other top keys it has."""
    return b"answers" in _TOP.findall(data)


def may_hold_claims(data: bytes) -> bool:
    """Whether a document has something that may open a block with claims."""
    return _OPENING.search(data) is not None


def is_notes(file: str) -> bool:
    """Whether a name is that of a Markdown file or a notebook."""
    return PurePath(file).suffix.lower() in NOTES


def is_notebook(file: str) -> bool:
    """Whether a name is that of a notebook."""
    return PurePath(file).suffix.lower() == _NOTEBOOK
