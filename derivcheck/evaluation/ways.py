"""Ways to leave a point: which variable moves, and how each of its entries does.

A way knows the tangents of every entry, one for each direction. What an entry becomes on the
way is up to whoever walks it: a dual with all directions at once, or a series in one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from derivcheck.evaluation.arithmetic import Arithmetic, Array, Element
from derivcheck.evaluation.scope import Key, Scope

#: direction to tangent, for one entry; directions in which it rests are left out
Tangents = dict[int, Element]

#: an entry and its tangents to the entry on the way
Lift = Callable[[Element, Tangents], Element]


class Way(ABC):
    """A number of directions in which a variable can leave its point."""

    directions: int

    @abstractmethod
    def scope(self, outer: Scope, arithmetic: Arithmetic, lift: Lift) -> Scope:
        """A scope in which the variable is on its way."""


@dataclass(frozen=True)
class MemberWay(Way):
    """One variable, or one member of a family, moves in one direction or in all units."""

    key: Key
    point: Array
    tangents: tuple[tuple[Tangents, ...], ...]
    directions: int
    changed: frozenset[str]

    def scope(self, outer: Scope, arithmetic: Arithmetic, lift: Lift) -> Scope:
        """A scope in which the variable is on its way."""
        moved = tuple(
            tuple(lift(x, t) for x, t in zip(row, ts, strict=True))
            for row, ts in zip(self.point, self.tangents, strict=True)
        )
        return Scope(arithmetic, outer, self.changed, {self.key: moved})


@dataclass(frozen=True)
class FamilyWay(Way):
    """All members of a family move together; a member is asked for when it is met."""

    name: str
    point: Callable[[tuple[int, ...]], Array]
    tangent: Callable[[tuple[int, ...]], Array]
    changed: frozenset[str]
    directions: int = 1

    def scope(self, outer: Scope, arithmetic: Arithmetic, lift: Lift) -> Scope:
        """A scope in which every member is on its way."""

        def mover(indices: tuple[int, ...]) -> Array:
            return tuple(
                tuple(lift(x, {0: t}) for x, t in zip(row, ts, strict=True))
                for row, ts in zip(self.point(indices), self.tangent(indices), strict=True)
            )

        return Scope(arithmetic, outer, self.changed, movers={self.name: mover})


def units(r: Arithmetic, rows: int, columns: int) -> tuple[tuple[Tangents, ...], ...]:
    """A direction for every entry, numbered column by column as in vec."""
    one = r.number(1)
    return tuple(tuple({j * rows + i: one} for j in range(columns)) for i in range(rows))


def single(tangent: Array) -> tuple[tuple[Tangents, ...], ...]:
    """The one direction that an array is."""
    return tuple(tuple({0: t} for t in row) for row in tangent)
