"""Lower bounds of integers: of declared ones, and of sizes that are linear in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from derivcheck.language.sizes import Size
from derivcheck.language.terms import Context, as_size

Ranges = Mapping[str, tuple[Size, Size]]


@dataclass(frozen=True, slots=True)
class Least:
    """Lower bounds of linear sizes from those of integer symbols."""

    lower: Mapping[str, int]

    def nonnegative(self, size: Size, ranges: Ranges) -> bool:
        """Whether a linear size is at least 0 for every admissible value of its names."""
        for name in sorted(ranges.keys() & size.names(), key=lambda n: -list(ranges).index(n)):
            sign = linear_coefficient(size, name)
            if sign is None:
                return False
            size = size.replace({name: ranges[name][0 if sign > 0 else 1]})
        total = 0
        for monomial, coefficient in size.terms:
            if not monomial:
                total += coefficient
            elif len(monomial) != 1 or str(monomial[0]) not in self.lower or coefficient < 0:
                return False
            else:
                total += coefficient * self.lower[str(monomial[0])]
        return total >= 0


def linear_coefficient(size: Size, name: str) -> int | None:
    """The coefficient of a name in a size linear in it."""
    found = None
    for monomial, coefficient in size.terms:
        if name in monomial:
            if len(monomial) > 1:
                return None
            found = coefficient
    return found


def integers(context: Context) -> dict[str, int]:
    """Integer symbols with their smallest value, where their type bounds them from below."""
    found: dict[str, int] = {}
    for name, declaration in context.declarations.items():
        if declaration.kind != "integer" or len(declaration.pieces) != 1:
            continue
        piece = declaration.pieces[0]
        low = as_size(piece.low) if piece.low is not None else None
        if low is not None and low.constant is not None:
            found[name] = low.constant + (0 if piece.low_closed else 1)
    return found
