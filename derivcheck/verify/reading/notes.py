"""Claims beside the formulas: the fenced blocks of a document read as one derivation.

```derivcheck                  (or {derivcheck}, as MyST writes a directive)
symbols: {x: scalar}
claims:
  - id: square
    claim: d(x^2, x) = 2*x
```

Symbols and definitions carry on down the document. A block that cannot be read costs its own
claims, and those below it too if it declares names that they may be about.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from derivcheck.language.errors import Problem
from derivcheck.verify.kinds import CLAIMS, COLONS, KINDS, OPENING, is_notebook, may_hold_claims
from derivcheck.verify.reading import notebooks
from derivcheck.verify.reading.collecting import Collected
from derivcheck.verify.reading.derivation import count_ids
from derivcheck.verify.reading.events import Malformed, decode
from derivcheck.verify.reading.fields import refuse
from derivcheck.verify.reading.markdown import (
    Code,
    Document,
    Fence,
    Heading,
    Paragraph,
    document,
)
from derivcheck.verify.reading.placing import parse_inside
from derivcheck.verify.source import Derivation

_INFO = re.compile(CLAIMS, re.IGNORECASE)
_OPENING = re.compile(OPENING, re.IGNORECASE | re.MULTILINE)
_COLONS = re.compile(COLONS, re.IGNORECASE | re.MULTILINE)
_TOP = re.compile(r"^[ {]*(claims|questions|answers)\s*:", re.MULTILINE)
#: what ends a line of a cell in the file of a notebook
_STRING_END = re.compile(r'(?:\\n)?",?$')
_NOT_READ = "DC807"


def document_of(data: bytes, file: str) -> Document:
    """The blocks of a Markdown file or of a notebook; raises `Malformed`."""
    source = decode(data, file)
    if is_notebook(file):
        return notebooks.notebook(source, file)
    return document(source, file)


def claim_fences(found: Document) -> tuple[Fence, ...]:
    """The fenced blocks of a document that hold claims."""
    fences = (block for block in found.blocks if isinstance(block, Fence))
    return tuple(fence for fence in fences if _INFO.match(fence.info))


def kind_of_notes(data: bytes, file: str) -> str | None:
    """The kind of a document by its blocks; None for one without any."""
    try:
        found = document_of(data, file)
    except Malformed:
        return KINDS["claims"]
    fences = claim_fences(found)
    for fence in fences:
        top = _TOP.search(fence.text.value)
        if top and top[1] != "claims":
            return KINDS[top[1]]
    return KINDS["claims"] if fences or _passed_over(found) else None


def read_notes(data: bytes, file: str) -> Derivation:
    """The derivation in a document; one without blocks has neither claims nor problems."""
    sha256 = hashlib.sha256(data).hexdigest()
    if not may_hold_claims(data):
        return Derivation(file=file, sha256=sha256)
    try:
        found = document_of(data, file)
    except Malformed as error:
        return Derivation(file=file, sha256=sha256, problems=(error.problem,))
    typed = tuple(_STRING_END.sub("", line) for line in found.lines) if found.cells else None
    collected = Collected(file, typed or found.lines, title=_title(found))
    _read_blocks(claim_fences(found), collected)
    collected.problems += _passed_over(found)
    read = collected.derivation(sha256)
    claims = tuple(replace(claim, cell=found.cell(claim.place)) for claim in read.claims)
    return replace(read, claims=claims, lines=found.lines)


def _read_blocks(fences: Sequence[Fence], collected: Collected) -> None:
    for at, fence in enumerate(fences):
        try:
            _read_block(fence, collected)
        except Malformed as error:
            collected.problems.append(error.problem)
            lost = fences[at:] if _declares(fence) else (fence,)
            collected.unread += sum(count_ids(each.text.value) for each in lost)
            if len(lost) > 1:
                return


def _read_block(fence: Fence, collected: Collected) -> None:
    if not fence.closed:
        hint = f"End it with a line {fence.markup}"
        raise refuse(fence.place, "this block is never closed", hint=hint)
    root = parse_inside(fence.text)
    if root is None:
        raise refuse(fence.place, "the block is empty")
    collected.add(root, needs_claims=False)


def _declares(fence: Fence) -> bool:
    """Whether a block seems to declare names for the claims below it."""
    text = fence.text.value
    margin = len(text) - len(text.lstrip(" {"))
    return bool(re.search(rf"^[ {{]{{0,{margin}}}(?:symbols|define)\s*:", text, re.MULTILINE))


def _title(found: Document) -> str | None:
    """The first heading, if it is the title."""
    first = next((each for each in found.blocks if isinstance(each, Heading)), None)
    return " ".join(first.text.value.split()) if first and first.level == 1 else None


def _passed_over(found: Document) -> list[Problem]:
    """Warnings for what looks like a block of claims and is none for Markdown."""
    warnings = []
    for block in found.blocks:
        if isinstance(block, Code) and (opening := _OPENING.search(block.text.value)):
            message = "this block is indented too far: its claims are not read"
            hint = "Markdown shows it as it is typed; indent it as the text around it"
        elif isinstance(block, Paragraph) and (opening := _COLONS.search(block.text.value)):
            message = "a block between colons: its claims are not read"
            hint = "Fence it with ``` instead of :::"
        else:
            continue
        place = block.text.part(opening.start(), opening.end()).place()
        warnings.append(Problem(_NOT_READ, message, place, severity="warning", hint=hint))
    return warnings
