"""Expressions as sums of monomials: a number, powers of scalars, and a word of arrays.

The same reading for right and for wrong lines, so that what follows from a wrong line is
computed from that line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from derivcheck.language import syntax
from derivcheck.language.printing import show

#: the text of an array and whether it is transposed
Factor = tuple[str, bool]
Word = tuple[Factor, ...]
#: a scalar by its text, or a word that is one number
Scalar = str | Word
#: rows and columns of an array, None for a number
ShapeOf = Callable[[str], tuple[int, int] | None]

IDENTITY: Word = (("I", False),)


@dataclass(frozen=True)
class Monomial:
    """coefficient * scalars * word; without a word it is a number."""

    coefficient: Fraction
    scalars: tuple[tuple[Scalar, int], ...] = ()
    word: Word = ()

    def times(self, other: Monomial) -> Monomial:
        """The product, without regard to what is one number now."""
        left, right = self.word, other.word
        word = right if left == IDENTITY and right else left if right == IDENTITY and left else None
        return Monomial(
            self.coefficient * other.coefficient,
            _powers((*self.scalars, *other.scalars)),
            left + right if word is None else word,
        )

    def scaled(self, factor: Fraction) -> Monomial:
        """The monomial times a number."""
        return Monomial(self.coefficient * factor, self.scalars, self.word)


Polynomial = tuple[Monomial, ...]


def turned(word: Word) -> Word:
    """The transpose of a word."""
    return tuple((name, not transposed) for name, transposed in reversed(word))


def polynomial(tree: syntax.Expression, shape: ShapeOf) -> Polynomial:
    """The monomials of an expression, like ones collected, in the order in which they stand."""
    return collected(_closed(each, shape) for each in _read(tree, shape))


def collected(monomials: Iterable[Monomial]) -> Polynomial:
    """Like monomials added up; those that vanish are left out."""
    sums: dict[tuple[object, Word], Monomial] = {}
    for each in monomials:
        key = (each.scalars, each.word)
        known = sums.get(key)
        coefficient = each.coefficient + (known.coefficient if known else 0)
        sums[key] = Monomial(coefficient, each.scalars, each.word)
    return tuple(each for each in sums.values() if each.coefficient)


def _powers(scalars: Iterable[tuple[Scalar, int]]) -> tuple[tuple[Scalar, int], ...]:
    powers: dict[Scalar, int] = {}
    for scalar, power in scalars:
        powers[scalar] = powers.get(scalar, 0) + power
    return tuple(sorted(((s, p) for s, p in powers.items() if p), key=str))


def _closed(monomial: Monomial, shape: ShapeOf) -> Monomial:
    """A word that is one number joins the scalars, in the first of its two directions."""
    word = monomial.word
    if not word or _rows(word[0], shape) != 1 or _rows((word[-1][0], not word[-1][1]), shape) != 1:
        return monomial
    key = min(word, turned(word))
    scalars = _powers((*monomial.scalars, (key, 1)))
    return Monomial(monomial.coefficient, scalars)


def _rows(factor: Factor, shape: ShapeOf) -> int:
    name, transposed = factor
    size = shape(name)
    return 0 if size is None else size[1] if transposed else size[0]


def _read(tree: syntax.Expression, shape: ShapeOf) -> list[Monomial]:
    match tree:
        case syntax.Number(value=value):
            return [Monomial(value)]
        case syntax.Negative(operand=operand):
            return [each.scaled(Fraction(-1)) for each in _read(operand, shape)]
        case syntax.Transpose(operand=operand):
            return [
                Monomial(each.coefficient, each.scalars, turned(each.word))
                for each in _read(operand, shape)
            ]
        case syntax.Binary(operator="+" | "-" as sign, left=left, right=right):
            factor = Fraction(1 if sign == "+" else -1)
            return [*_read(left, shape), *(m.scaled(factor) for m in _read(right, shape))]
        case syntax.Binary(operator="*" | "@", left=left, right=right):
            return _product(_read(left, shape), _read(right, shape), shape)
        case syntax.Binary(operator="/", left=left, right=right):
            (over,) = (_closed(each, shape) for each in _read(right, shape))
            inverse = tuple((scalar, -power) for scalar, power in over.scalars)
            return _product(
                _read(left, shape), [Monomial(1 / over.coefficient, _powers(inverse))], shape
            )
        case syntax.Binary(
            operator="^",
            left=syntax.Call(function="norm", arguments=(inner,)),
            right=syntax.Number(value=Fraction(numerator=2, denominator=1)),
        ):
            rows = [Monomial(m.coefficient, m.scalars, turned(m.word)) for m in _read(inner, shape)]
            return _product(rows, _read(inner, shape), shape)
        case syntax.Binary(operator="^", left=left, right=syntax.Number(value=power)):
            base, result = _read(left, shape), [Monomial(Fraction(1))]
            for _ in range(int(power)):
                result = _product(result, base, shape)
            return result
        case _:
            return [_atom(tree, shape)]


def _product(left: list[Monomial], right: list[Monomial], shape: ShapeOf) -> list[Monomial]:
    return [
        _closed(a, shape).times(_closed(b, shape)) if not (a.word and b.word) else a.times(b)
        for a, b in product(left, right)
    ]


def _atom(tree: syntax.Expression, shape: ShapeOf) -> Monomial:
    text = show(tree)
    if text != "I" and shape(text) is None:
        return Monomial(Fraction(1), ((text, 1),))
    return Monomial(Fraction(1), (), ((text, False),))
