"""Sizes and subscripts as polynomials with integer coefficients.

Two sizes fit when they are the same expression: `n + 1` and `1 + n` are, `n` and `m` are not,
whatever numbers are drawn for them later. Atoms are names (`n`, a bound index `j#1`) and
members of size families (`m[k - 1]`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a family of sizes: `m[k - 1]`."""

    family: str
    index: Size

    def __str__(self) -> str:
        return f"{self.family}[{self.index}]"


Atom = str | Member
Monomial = tuple[Atom, ...]


def _key(monomial: Monomial) -> tuple[int, str]:
    return (-len(monomial), " ".join(str(atom) for atom in monomial))


@dataclass(frozen=True, slots=True)
class Size:
    """An integer polynomial in canonical form: monomials sorted, no zero coefficients."""

    terms: tuple[tuple[Monomial, int], ...]

    @staticmethod
    def of(value: int | str | Member) -> Size:
        """The constant or the single atom."""
        if isinstance(value, int):
            return Size((((), value),)) if value else Size(())
        return Size((((value,), 1),))

    @staticmethod
    def total(parts: Iterable[tuple[Monomial, int]]) -> Size:
        """The sum of coefficient times monomial."""
        sums: dict[Monomial, int] = {}
        for monomial, coefficient in parts:
            ordered = tuple(sorted(monomial, key=str)) if len(monomial) > 1 else monomial
            sums[ordered] = sums.get(ordered, 0) + coefficient
        kept = [(m, c) for m, c in sums.items() if c]
        if len(kept) > 1:
            kept.sort(key=lambda term: _key(term[0]))
        return Size(tuple(kept))

    def __add__(self, other: Size) -> Size:
        if not (self.terms and other.terms):
            return self if self.terms else other
        return Size.total((*self.terms, *other.terms))

    def __neg__(self) -> Size:
        return Size(tuple((m, -c) for m, c in self.terms))

    def __sub__(self, other: Size) -> Size:
        return self + -other

    def __mul__(self, other: Size) -> Size:
        return Size.total((a + b, c * d) for a, c in self.terms for b, d in other.terms)

    @property
    def constant(self) -> int | None:
        """The value, if no atom occurs."""
        if not self.terms:
            return 0
        if len(self.terms) == 1 and not self.terms[0][0]:
            return self.terms[0][1]
        return None

    @property
    def is_one(self) -> bool:
        """Whether this is the literal 1, which makes a row, a column or a scalar."""
        return self is ONE or self.constant == 1

    def atoms(self) -> frozenset[Atom]:
        """The names and family members that occur, not those inside their indices."""
        return frozenset(atom for monomial, _ in self.terms for atom in monomial)

    def names(self) -> frozenset[str]:
        """Every name that occurs, families and names inside their indices included."""
        found: set[str] = set()
        for atom in self.atoms():
            if isinstance(atom, Member):
                found |= {atom.family, *atom.index.names()}
            else:
                found.add(atom)
        return frozenset(found)

    def value(self, numbers: Callable[[Atom], int]) -> int:
        """The number that `numbers` gives for the atoms."""
        result = 0
        for monomial, coefficient in self.terms:
            for atom in monomial:
                coefficient *= numbers(atom)
            result += coefficient
        return result

    def replace(self, values: Mapping[str, Size]) -> Size:
        """The size with names replaced, inside family indices too."""
        if not values:
            return self
        result = ZERO
        for monomial, coefficient in self.terms:
            product = Size.of(coefficient)
            for atom in monomial:
                if isinstance(atom, Member):
                    product *= Size.of(Member(atom.family, atom.index.replace(values)))
                else:
                    product *= values.get(atom) or Size.of(atom)
            result += product
        return result

    def __str__(self) -> str:
        return _show(self)


@lru_cache(maxsize=4096)
def _show(size: Size) -> str:
    text = ""
    for monomial, coefficient in size.terms:
        sign = "-" if coefficient < 0 else "+"
        atoms = "*".join(str(atom).partition("#")[0] for atom in monomial)
        number = abs(coefficient)
        body = atoms if atoms and number == 1 else f"{number}*{atoms}" if atoms else str(number)
        if text:
            text += f" {sign} {body}"
        else:
            text = body if sign == "+" else f"-{body}"
    return text or "0"


ZERO = Size(())
ONE = Size.of(1)


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows and columns; a scalar is 1 by 1, a vector n by 1, a row 1 by n."""

    rows: Size
    columns: Size

    @property
    def is_scalar(self) -> bool:
        """One by one."""
        return self is SCALAR or (self.rows.is_one and self.columns.is_one)

    @property
    def is_column(self) -> bool:
        """A single column; scalars too."""
        return self.columns.is_one

    @property
    def is_row(self) -> bool:
        """A single row; scalars too."""
        return self.rows.is_one

    @property
    def transposed(self) -> Shape:
        """Rows and columns exchanged."""
        return Shape(self.columns, self.rows)

    def replace(self, values: Mapping[str, Size]) -> Shape:
        """The shape with names replaced."""
        return Shape(self.rows.replace(values), self.columns.replace(values))

    def __str__(self) -> str:
        if self.is_scalar:
            return "scalar"
        if self.is_column:
            return f"vector[{self.rows}]"
        return f"matrix[{self.rows}, {self.columns}]"


SCALAR = Shape(ONE, ONE)
