"""Signs of elements that are affine in an entry of bounded type.

Such an element lies between its values at the two ends: `1 - y*s` with y in {0, 1} between 1
and `1 - s`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.calculus.contraction.kernels import Path, Scalar
from derivcheck.calculus.tower import Element, GeneratorId
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Constant, Declaration, Term

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.algebra import Algebra

#: lower and upper bound of every entry of a symbol
Bounds = dict[str, tuple[Fraction, Fraction]]

_MOST_TERMS = 60


def bounds_of(declarations: Mapping[str, Declaration]) -> Bounds:
    """The bounds of the symbols whose entries are bounded by numbers on both sides."""
    found: Bounds = {}
    for name, declaration in declarations.items():
        low, high = ends(declaration)
        if low is not None and high is not None:
            found[name] = (low, high)
    return found


def ends(declaration: Declaration) -> tuple[Fraction | None, Fraction | None]:
    """The least and the largest admissible number, or a bound for it."""
    if len(declaration.pieces) == 1:
        (piece,) = declaration.pieces
        return _number(piece.low), _number(piece.high)
    numbers = [number for number in map(_number, declaration.values) if number is not None]
    if not numbers or len(numbers) != len(declaration.values):
        return None, None
    return min(numbers), max(numbers)


def _number(term: Term | None) -> Fraction | None:
    match term:
        case Constant(value=value):
            return value
        case Apply(operator=Operator.NEGATE, arguments=(Constant(value=value),)):
            return -value
    return None


def sign(algebra: Algebra, element: Element) -> int | None:
    """The sign of both values at the ends of a bounded entry, if they have the same."""
    terms = element.terms()
    if len(terms) > _MOST_TERMS:
        return None
    for generator in element.numerator().generators():
        between = algebra.bounds.get(_symbol(algebra, generator))
        if between is None:
            continue
        found = _at_ends(algebra, element, generator, between)
        if found is not None:
            return found
    return None


def _symbol(algebra: Algebra, generator: GeneratorId) -> str:
    match algebra.key(generator):
        case Scalar(name=name):
            return name
        case Path(word=(letter,)) if letter.kind == "array":
            return letter.name
    return ""


def _at_ends(
    algebra: Algebra, element: Element, generator: GeneratorId, between: tuple[Fraction, Fraction]
) -> int | None:
    rest, slope = algebra.zero, algebra.zero
    for coefficient, powers in element.terms():
        exponent = dict(powers).get(generator, 0)
        if exponent > 1:
            return None
        without = tuple(p for p in powers if p[0] != generator)
        if exponent:
            slope = slope + algebra.monomial(coefficient, without)
        else:
            rest = rest + algebra.monomial(coefficient, without)
    low, high = (algebra.tower.sign(rest + slope * end) for end in between)
    return low if low == high else None
