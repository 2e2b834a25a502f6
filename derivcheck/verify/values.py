"""What all records share: equality, hash and text, written once and not generated for each class.

Generated methods of classes with many fields are a large part of what a run of known claims
would take.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar


class Value:
    """A frozen value that equals another one of its class with equal fields.

    Classes below are declared with `eq=False, repr=False`.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def _parts(self) -> tuple[Any, ...]:
        return tuple(getattr(self, field.name) for field in fields(self) if field.compare)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Value) or other.__class__ is not self.__class__:
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        shown = [field.name for field in fields(self) if field.repr]
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({told})"
