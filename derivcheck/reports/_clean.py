"""Text of users made harmless for a terminal, once for a whole record.

Control and formatting characters (escape sequences, reversed writing) are shown as their
codes; in the lines of a file each becomes one sign, so that columns stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from derivcheck.verify.record import Snippet, Verdict

T = TypeVar("T")

#: types whose values hold no text of a user
_HARMLESS = frozenset((int, bool, float, Verdict))


@cache
def _harmful() -> re.Pattern[str]:
    """C0 and C1 controls but the line feed, soft hyphen, the characters that direct writing,
    and those that are none."""
    return re.compile(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
        "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
    )


def harmless(text: str) -> str:
    """A text in which every such character is shown as its code."""
    if text.isascii() and text.isprintable():
        return text
    return _harmful().sub(lambda match: _escaped(match.group()), text)


def cleaned(value: T) -> T:
    """A record of whose strings none can harm a terminal; the same one if nothing could."""
    made: Any = _cleaned(value)
    return made  # type: ignore[no-any-return]


def _cleaned(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return harmless(value)
    if value is None or kind in _HARMLESS or isinstance(value, Enum):
        return value
    if kind is Snippet:
        lines = tuple((at, _one_sign_each(line)) for at, line in value.lines)
        return replace(value, lines=lines)
    if names := _names(kind):  # type: ignore[arg-type]  # a class is hashable
        changed = {}
        for name in names:
            before = getattr(value, name)
            if before is None or before.__class__ in _HARMLESS:
                continue
            after = _cleaned(before)
            if after is not before:
                changed[name] = after
        return replace(value, **changed) if changed else value
    if isinstance(value, (tuple, list)):
        inner = [_cleaned(each) for each in value]
        same = all(after is before for after, before in zip(inner, value, strict=True))
        return value if same else kind(inner)
    if isinstance(value, Mapping):
        cleaner = {_cleaned(key): _cleaned(inner) for key, inner in value.items()}
        return value if cleaner == value else cleaner
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a record; none of any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _one_sign_each(line: str) -> str:
    return _harmful().sub("\ufffd", line.replace("\t", " "))


def _escaped(character: str) -> str:
    point = ord(character)
    return f"\\x{point:02x}" if point < 256 else f"\\u{point:04x}"
