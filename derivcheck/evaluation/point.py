"""An assignment: exact values for every name of a claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from derivcheck.evaluation.closed_text import show
from derivcheck.evaluation.functions import FunctionValue
from derivcheck.language.sizes import Shape
from derivcheck.language.terms import Term

#: an exact entry: a rational, or a closed form such as sqrt(2) or pi/2
Entry = Fraction | int | Term
Values = tuple[tuple[Entry, ...], ...]
FamilySizes = Mapping[int, int] | Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Point:
    """Sizes, values, members of families and unknown functions at one point.

    Index symbols are values with an integer entry. `shapes` are the declared shapes, which
    tell `[1]` from `1` in what is shown; without one the numbers of rows and columns decide.
    """

    sizes: Mapping[str, int] = field(default_factory=dict)
    family_sizes: Mapping[str, FamilySizes] = field(default_factory=dict)
    values: Mapping[str, Values] = field(default_factory=dict)
    families: Mapping[tuple[str, tuple[int, ...]], Values] = field(default_factory=dict)
    functions: Mapping[str, FunctionValue] = field(default_factory=dict)
    shapes: Mapping[str, Shape] = field(default_factory=dict)

    def family_size(self, name: str, index: int) -> int | None:
        """The size `name[index]`, where it is given."""
        given = self.family_sizes.get(name)
        if given is None:
            return None
        if isinstance(given, Mapping):
            return given.get(index)
        return given(index)

    def with_values(self, values: Mapping[str, Values]) -> Point:
        """The point with some values replaced."""
        return replace(self, values={**self.values, **values})

    def assignment(self) -> dict[str, Any]:
        """As a counterexample of the report: `{"X": [["1"]], "y": ["1"], "lambda": "1"}`."""
        shown: dict[str, Any] = {
            name: self._nested(name, array) for name, array in self.values.items()
        }
        for (name, indices), array in self.families.items():
            shown[member_name(name, indices)] = self._nested(name, array)
        for name, function in self.functions.items():
            shown[name] = {"function": function.show()}
        return shown

    @property
    def sentence(self) -> str:
        """`X = [[1]], y = [1], lambda = 1`; sizes only where no array shows them."""
        parts = [f"{name} = {size}" for name, size in self._hidden_sizes()]
        parts += [f"{name} = {_flat(value)}" for name, value in self.assignment().items()]
        return ", ".join(parts)

    def _hidden_sizes(self) -> list[tuple[str, int]]:
        seen: set[str] = set()
        for name in (*self.values, *(family for family, _ in self.families)):
            shape = self.shapes.get(name)
            if shape is not None:
                seen |= shape.rows.names() | shape.columns.names()
        every = bool(self.shapes) or not self.values
        return [(n, size) for n, size in self.sizes.items() if every and n not in seen]

    def _nested(self, name: str, array: Values) -> Any:
        shape = self.shapes.get(name)
        scalar = shape.is_scalar if shape else len(array) == len(array[0]) == 1
        column = shape.is_column if shape else len(array[0]) == 1
        if scalar:
            return show(array[0][0])
        if column:
            return [show(row[0]) for row in array]
        return [[show(entry) for entry in row] for row in array]


def member_name(name: str, indices: tuple[int, ...]) -> str:
    """`W[1]`, as the members of families are keyed."""
    return f"{name}[{', '.join(map(str, indices))}]"


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return str(value["function"])
    if isinstance(value, list):
        return "[" + ", ".join(_flat(item) for item in value) + "]"
    return str(value)
