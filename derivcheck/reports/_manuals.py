"""The manuals of the kinds of claims: the docstrings of their modules, in parts."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import derivcheck

_PARTS = re.compile(r"\n(?=(?:Says|Holds when|Example|Traps):)")


@cache
def manuals() -> dict[str, tuple[str, ...]]:
    """By kind the paragraphs of its manual: what it is, Says, Holds when, Example, Traps."""
    folder = Path(derivcheck.__file__).parent / "claims"
    return {path.stem: _parts(path) for path in sorted(folder.glob("[!_]*.py"))}


def holds_when(kind: str) -> str:
    """What a claim of this kind obliges one to show; empty where there is no manual."""
    for part in manuals().get(kind, ()):
        name, _, text = part.partition(": ")
        if name == "Holds when":
            sentence, _, _ = text.partition(". ")
            return sentence.removesuffix(".")
    return ""


def _parts(path: Path) -> tuple[str, ...]:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "No manual yet."
    paragraphs = [part for block in text.split("\n\n") for part in _PARTS.split(block)]
    return tuple(" ".join(part.split()) for part in paragraphs)
