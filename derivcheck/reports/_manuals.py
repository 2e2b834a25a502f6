"""The manuals of the kinds of claims: the docstrings of their modules, in parts."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import derivcheck
from derivcheck.language.meanings import ARRAYS, ENTRIES, FORMS, SCALAR

_PARTS = re.compile(r"\n(?=(?:Says|Holds when|Example|Traps):)")


@cache
def manuals() -> dict[str, tuple[str, ...]]:
    """By kind the paragraphs of its manual: what it is, Says, Holds when, Example, Traps."""
    folder = Path(derivcheck.__file__).parent / "claims"
    return {path.stem: _parts(path) for path in sorted(folder.glob("[!_]*.py"))}


@cache
def functions() -> dict[str, tuple[str, ...]]:
    """By name what a function of the language is, how it is written, and an example."""
    groups = (SCALAR, ENTRIES, ARRAYS, FORMS)
    found: dict[str, tuple[str, ...]] = {}
    for name, meaning in (pair for group in groups for pair in group.items()):
        told = [f"{meaning.words[:1].upper()}{meaning.words[1:]}.", f"Written: {meaning.written}"]
        if meaning.example:
            names = f", with {meaning.symbols}" if meaning.symbols else ""
            told.append(f"Example: {meaning.example}{names}")
        found[name] = (*found.get(name, ()), *told)
    return found


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
