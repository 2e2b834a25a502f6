"""Sizes, subscripts and ranges of a claim, where its sizes and integers are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.certificates.building import NoCertificate
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Member, Shape, Size
from derivcheck.language.terms import Apply, Constant, Index, SizeOf, Term, Variable

__all__ = ["Integers"]

_O = Operator
_LARGEST = 60  # exponent

#: numbers of sizes and integers
_ARITHMETIC: dict[Operator, Callable[..., Fraction | None]] = {
    _O.ADD: lambda a, b: a + b,
    _O.MULTIPLY: lambda a, b: a * b,
    _O.DIVIDE: lambda a, b: a / b if b else None,
    _O.NEGATE: lambda a: -a,
    _O.POWER: lambda a, b: a**b if b.denominator == 1 and 0 <= b <= _LARGEST else None,
}


class Integers:
    """The values of sizes (`n`, `m[2]`) and of integers by name."""

    def __init__(self, integers: Mapping[str, int]) -> None:
        self.integers = integers

    def size(self, size: Size) -> int:
        """A polynomial of sizes and indices."""
        return size.value(self._atom)

    def _atom(self, atom: str | Member) -> int:
        key = atom if isinstance(atom, str) else f"{atom.family}[{self.size(atom.index)}]"
        if key not in self.integers:
            raise NoCertificate(f"{key} has no value at a point")
        return self.integers[key]

    def shape(self, shape: Shape) -> tuple[int, int]:
        """Numbers of rows and columns."""
        return self.size(shape.rows), self.size(shape.columns)

    def rational(self, term: Term) -> Fraction | None:
        """The number that a term of sizes and integers is."""
        match term:
            case Constant(value=value):
                return value
            case SizeOf(size=size):
                return Fraction(self.size(size))
            case Index(name=name) | Variable(name=name, indices=()) if name in self.integers:
                return Fraction(self.integers[name])
            case Apply(operator=operator, arguments=arguments):
                found = [self.rational(argument) for argument in arguments]
                rule = _ARITHMETIC.get(operator)
                known = [x for x in found if x is not None]
                return rule(*known) if rule and len(known) == len(found) else None
            case _:
                return None

    def integer(self, term: Term) -> int:
        """A subscript or the end of a range."""
        value = self.rational(term)
        if value is None or value.denominator != 1:
            raise NoCertificate("a subscript is no integer at a point")
        return int(value)

    def key(self, variable: Variable) -> str:
        """`x`, or `W[2]` for a member of a family."""
        if variable.family:
            raise NoCertificate("a whole family is not written in certificates")
        inner = ", ".join(str(self.integer(index)) for index in variable.indices)
        return f"{variable.name}[{inner}]" if variable.indices else variable.name
