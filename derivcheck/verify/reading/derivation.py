"""A claim file read into frozen values, with every problem placed.

A problem of the file as a whole (YAML, encoding, a broken declaration that all claims share)
keeps its claims from being read; a problem inside one claim costs that claim only.
"""

from __future__ import annotations

import hashlib
import re

from derivcheck.language.positions import Place
from derivcheck.verify.reading.collecting import Collected
from derivcheck.verify.reading.events import BrokenYaml, Malformed, decode, split_lines
from derivcheck.verify.reading.fields import refuse
from derivcheck.verify.reading.mishaps import explain
from derivcheck.verify.reading.tree import parse
from derivcheck.verify.source import Derivation

_IDS = re.compile(r"^\s*(?:-\s+(?:\{\s*)?)?id\s*:", re.MULTILINE)


def read(data: bytes, file: str) -> Derivation:
    """The derivation in a YAML file; what could not be read stands in its `problems`."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        source = decode(data, file)
    except Malformed as error:
        return Derivation(file=file, sha256=sha256, problems=(error.problem,))
    lines = split_lines(source)
    found = Collected(file, lines)
    try:
        root = parse(source, file)
        if root is None:
            raise refuse(Place(file, 1, 1, 1, 1), "the file is empty")
        found.add(root, needs_claims=True)
        return found.derivation(sha256)
    except BrokenYaml as error:
        problem = explain(error, lines, file)
    except Malformed as error:
        problem = error.problem
    unread = count_ids(source)
    return Derivation(file=file, sha256=sha256, lines=lines, problems=(problem,), unread=unread)


def count_ids(source: str) -> int:
    """How many claims a text that cannot be read seems to hold."""
    return len(_IDS.findall(source))
