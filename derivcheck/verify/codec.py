"""Records to plain JSON values and back.

A trailing underscore of a field is dropped (`from_` is `from`). Reading ignores what it does
not know, because fields may be added, and refuses a value of another type.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

Reader = Callable[[Any], Any]


def to_json(value: Any) -> Any:
    """A record as maps, lists, strings, numbers and None."""
    kind = type(value)
    if value is None or kind in (str, int, float, bool):
        return value
    if names := _names(kind):  # type: ignore[arg-type]  # a class is hashable
        return {key: to_json(getattr(value, name)) for name, key in names}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): to_json(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(inner) for inner in value]
    return value if isinstance(value, (str, int, float)) else str(value)


def from_json(kind: type[T], data: Any) -> T:
    """The record of a class from its JSON; raises `ValueError` where it does not fit."""
    try:
        built: T = _reader(kind)(data)  # type: ignore[arg-type]  # a class is hashable
    except (TypeError, KeyError, StopIteration, RecursionError) as error:
        raise ValueError(f"not a {kind.__name__}: {error}") from error
    return built


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    """The fields of a record and their keys; none of any other type."""
    if not is_dataclass(kind):
        return ()
    return tuple((field.name, field.name.rstrip("_")) for field in fields(kind))


@cache
def _reader(kind: Any) -> Reader:
    """What reads a value of a type."""
    origin, arms = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(next(arm for arm in arms if arm is not types.NoneType))
    if origin is tuple:
        return _tuple(arms)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(arms[1])
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind is float:
        return _number
    if kind is not Any and isinstance(kind, type):
        return lambda data: _checked(data, (kind,), kind.__name__)
    return lambda data: data


def _number(data: Any) -> float:
    """A float; JSON may have an integer that is larger than any."""
    try:
        return float(_checked(data, (int, float), "a number"))
    except OverflowError:
        raise TypeError("an integer that is too large") from None


def _checked(data: Any, kinds: tuple[type, ...], what: str) -> Any:
    """The value, if it is of one of the types; True is no number."""
    if type(data) not in kinds:
        raise TypeError(f"{type(data).__name__} in the place of {what}")
    return data


def _optional(arm: Any) -> Reader:
    read = _later(arm)
    return lambda data: None if data is None else read(data)


def _later(kind: Any) -> Reader:
    """What reads a type that may hold itself."""
    return lambda data: _reader(kind)(data)


def _tuple(arms: tuple[Any, ...]) -> Reader:
    if len(arms) == 2 and arms[1] is Ellipsis:
        read = _later(arms[0])
        return lambda data: tuple(read(inner) for inner in _checked(data, (list,), "a list"))
    reads = [_later(arm) for arm in arms]

    def several(data: Any) -> Any:
        _checked(data, (list,), "a list")
        if len(data) != len(reads):
            raise TypeError(f"{len(data)} values in the place of {len(reads)}")
        return tuple(read(inner) for read, inner in zip(reads, data, strict=True))

    return several


def _mapping(arm: Any) -> Reader:
    read = _later(arm)

    def mapping(data: Any) -> Any:
        return {key: read(inner) for key, inner in _checked(data, (dict,), "a map").items()}

    return mapping


def _record(kind: type) -> Reader:
    hints = get_type_hints(kind)
    reads = [(name, key, _later(hints[name])) for name, key in _names(kind)]

    def record(data: Any) -> Any:
        _checked(data, (dict,), f"a {kind.__name__}")
        return kind(**{name: read(data[key]) for name, key, read in reads if key in data})

    return record
