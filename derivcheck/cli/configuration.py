"""`[tool.derivcheck]` of the working directory's pyproject.toml."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from derivcheck.cli.refusal import Refused


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


#: what a key may hold: a test, and how to say it
_KEYS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "paths": (_texts, "a list of paths"),
    "select": (_texts, "a list of patterns"),
    "jobs": (lambda v: v == "auto" or (_whole(v) and v > 0), 'a number from 1, or "auto"'),
    "timeout": (lambda v: (_whole(v) or isinstance(v, float)) and v > 0, "seconds above 0"),
    "effort": (lambda v: _whole(v) and v > 0, "a number from 1"),
    "seed": (lambda v: _whole(v) and v >= 0, "a number from 0"),
    "require": (lambda v: v in ("proof", "support"), '"proof" or "support"'),
    "color": (lambda v: v in ("auto", "always", "never"), '"auto", "always" or "never"'),
}


#: every way to write the table; a file without one is not parsed
_NAMED = re.compile(r"tool[^\n]*derivcheck|^\s*\[\s*[\"']?tool[\"']?\s*\]|\\[uU]", re.MULTILINE)


def configured(folder: Path) -> dict[str, Any]:
    """The settings of a folder; a key that is not known, or a wrong value, is an error."""
    path = folder / "pyproject.toml"
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"pyproject.toml cannot be read: {error}") from None
    if not _NAMED.search(text):
        return {}
    import tomllib

    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"pyproject.toml cannot be read: {error}") from None
    tool = whole.get("tool")
    table = tool.get("derivcheck", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise Refused("[tool.derivcheck] in pyproject.toml must be a table.")
    for key, value in table.items():
        if key not in _KEYS:
            from difflib import get_close_matches

            near = get_close_matches(key, _KEYS, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(_KEYS)}."
            raise Refused(f"unknown key {key} in [tool.derivcheck]. {hint}")
        fits, what = _KEYS[key]
        if not fits(value):
            raise Refused(f"{key} in [tool.derivcheck] must be {what}.")
    return table
