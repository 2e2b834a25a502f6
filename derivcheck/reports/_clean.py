"""Text of users made harmless for a terminal, once for a whole record.

Control and formatting characters (escape sequences, reversed writing) are shown as their
codes; in the lines of a file each becomes one sign, so that columns stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from derivcheck.verify.record import Snippet

T = TypeVar("T")

#: C0 and C1 controls but the line feed, soft hyphen, the characters that direct writing,
#: and those that are none
_HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def harmless(text: str) -> str:
    """A text in which every such character is shown as its code."""
    return _HARMFUL.sub(lambda match: _escaped(match.group()), text)


def cleaned(value: T) -> T:
    """A record of whose strings none can harm a terminal."""
    made: Any = _cleaned(value)
    return made  # type: ignore[no-any-return]


def _cleaned(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Snippet):
        lines = tuple((at, _one_sign_each(line)) for at, line in value.lines)
        return replace(value, lines=lines)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{f.name: _cleaned(getattr(value, f.name)) for f in fields(value)})
    if isinstance(value, (tuple, list)):
        return type(value)(_cleaned(inner) for inner in value)
    if isinstance(value, Mapping):
        return {_cleaned(key): _cleaned(inner) for key, inner in value.items()}
    return value


def _one_sign_each(line: str) -> str:
    return _HARMFUL.sub("\ufffd", line.replace("\t", " "))


def _escaped(character: str) -> str:
    point = ord(character)
    return f"\\x{point:02x}" if point < 256 else f"\\u{point:04x}"
