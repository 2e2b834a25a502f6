"""What stands in the package for reading: rule codes, kinds of claims, schemas."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from pathlib import Path

import derivcheck
from derivcheck.cli.refusal import Refused
from derivcheck.reports import Options
from derivcheck.reports._codes import CODES
from derivcheck.reports._manuals import functions, manuals
from derivcheck.reports._words import wrapped

#: a file for every kind of schema
SCHEMAS = Path(derivcheck.__file__).parent / "verify" / "schemas"


def manual(target: str) -> str:
    """The manual of a rule code (`DC202`), a kind of claim (`convexity`) or a function (`relu`)."""
    word = target.strip()
    if re.fullmatch(r"(?i)DC\d+", word):
        code = word.upper()
        if code not in CODES:
            group = [known for known in CODES if known[:3] == code[:3]] or list(CODES)
            raise Refused(f"no code {code}; there are {', '.join(group)}.")
        title, text = CODES[code]
        return "\n".join([f"{code}  {title}", "", *_wrapped(text)]) + "\n"
    kinds = manuals()
    if word in kinds or word in functions():
        first, *parts = kinds.get(word) or functions()[word]
        body = [line for part in parts for line in _wrapped(part)]
        return "\n".join([word, "", *_wrapped(first), "", *body]) + "\n"
    if Path(word).exists():
        raise Refused(f"name one claim of it: derivcheck explain {word}::ID")
    near = get_close_matches(word, [*kinds, *CODES, *functions()], 1)
    hint = f"Did you mean {near[0]}?" if near else f"Kinds are {', '.join(kinds)}."
    what = "no FILE::ID, no code such as DC301, no kind of claim and no function"
    raise Refused(f"{word} is {what}. {hint}")


def _wrapped(text: str) -> list[str]:
    """A paragraph at the width of a terminal."""
    return wrapped(" ".join(text.split()), Options().width)


def schemas(kind: str | None) -> str:
    """A JSON Schema by its kind, or a map of all."""
    found = {path.stem: path for path in sorted(SCHEMAS.glob("*.json"))}
    if kind is None:
        every = {name: json.loads(path.read_text("utf-8")) for name, path in found.items()}
        return json.dumps(every, indent=2) + "\n"
    if kind not in found:
        raise Refused(f"no schema {kind}; there are {', '.join(found)}.")
    return found[kind].read_text("utf-8")
