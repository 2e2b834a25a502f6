"""Records to plain JSON values and back.

A trailing underscore of a field is dropped (`from_` is `from`). Reading ignores what it does
not know, because fields may be added.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """A record as maps, lists, strings, numbers and None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): to_json(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(inner) for inner in value]
    if value is None or isinstance(value, (str, int, float)):
        return value
    return str(value)


def from_json(kind: type[T], data: Any) -> T:
    """The record of a class from its JSON; raises `ValueError` where it does not fit."""
    try:
        built: T = _build(kind, data)
    except (TypeError, KeyError) as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error
    return built


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, data: Any) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        if data is None:
            return None
        return _build(next(arm for arm in get_args(kind) if arm is not types.NoneType), data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(
            **{
                f.name: _build(hints[f.name], data[f.name.rstrip("_")])
                for f in fields(kind)
                if f.name.rstrip("_") in data
            }
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if get_origin(kind) is tuple:
        arms = get_args(kind)
        if len(arms) == 2 and arms[1] is Ellipsis:
            return tuple(_build(arms[0], inner) for inner in data)
        return tuple(_build(arm, inner) for arm, inner in zip(arms, data, strict=True))
    return data
