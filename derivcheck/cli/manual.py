"""What stands in the package for reading: rule codes, kinds of claims, schemas."""

from __future__ import annotations

import ast
import json
import re
from difflib import get_close_matches
from pathlib import Path

import derivcheck
from derivcheck.cli.refusal import Refused
from derivcheck.reports._codes import CODES

_PACKAGE = Path(derivcheck.__file__).parent


def manual(target: str) -> str:
    """The manual of a rule code (`DC202`) or of a kind of claim (`convexity`)."""
    word = target.strip()
    if re.fullmatch(r"(?i)DC\d+", word):
        code = word.upper()
        if code not in CODES:
            raise Refused(f"no code {code}; there are {', '.join(CODES)}.")
        title, text = CODES[code]
        return f"{code}  {title}\n\n{text}\n"
    kinds = claim_kinds()
    if word in kinds:
        return f"{word}\n\n{kinds[word]}\n"
    if Path(word).exists():
        raise Refused(f"name one claim of it: derivcheck explain {word}::ID")
    near = get_close_matches(word, [*kinds, *CODES], 1)
    hint = f"Did you mean {near[0]}?" if near else f"Kinds are {', '.join(kinds)}."
    raise Refused(f"{word} is no FILE::ID, no code such as DC301 and no kind of claim. {hint}")


def claim_kinds() -> dict[str, str]:
    """The kinds of claims with their manuals, which are the docstrings of their modules."""
    kinds = {}
    for path in sorted((_PACKAGE / "claims").glob("[!_]*.py")):
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        kinds[path.stem] = text or "No manual yet."
    return kinds


def schemas(kind: str | None) -> str:
    """A JSON Schema by its kind, or a map of all."""
    found = {path.stem: path for path in sorted((_PACKAGE / "verify" / "schemas").glob("*.json"))}
    if kind is None:
        every = {name: json.loads(path.read_text("utf-8")) for name, path in found.items()}
        return json.dumps(every, indent=2) + "\n"
    if kind not in found:
        raise Refused(f"no schema {kind}; there are {', '.join(found)}.")
    return found[kind].read_text("utf-8")
