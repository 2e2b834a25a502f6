"""Powers with symbolic integer exponents, as a few opaque letters for the normal form."""

from __future__ import annotations

from collections.abc import Mapping

from derivcheck.deciders._facts.least import Least, Ranges
from derivcheck.deciders._induction.unrolling import rebuild_terms
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR, Size
from derivcheck.language.terms import (
    Apply,
    Iterated,
    SequenceMember,
    T,
    Term,
    Tree,
    Unknown,
    Variable,
    as_size,
    integer,
    multiply,
    power,
    rebuild,
)


def opaque(node: T, exponents: Mapping[Term, Mapping[Size, int]], least: Least) -> T:
    """Powers a^(e + c) as a^c times an opaque a^(e + m), m the smallest shift of the table.

    At a = 0 this holds only where e + m is at least 0, so it is done where `least` shows
    that. Sequence members become members of a family of free symbols.
    """

    def change(part: Tree, ranges: Ranges) -> Tree:
        inside = ranges
        if isinstance(part, Iterated):
            start, stop = as_size(part.start), as_size(part.stop)
            if start is not None and stop is not None:
                ends = (stop, start) if part.descending else (start, stop)
                inside = {**ranges, part.index: ends}
        part = rebuild(part, lambda child: change(child, inside))
        match part:
            case Apply(operator=Operator.POWER, arguments=(base, exponent)):
                return _power(base, exponent, ranges)
            case Apply(operator=Operator.MATRIX_POWER, arguments=(Apply() as base,)):
                return _matrix_power(part, base)
            case SequenceMember(sequence=name, index=index):
                return Variable(part.shape, name, (index,))
            case _:
                return part

    def _power(base: Term, exponent: Term, ranges: Ranges) -> Term:
        size = as_size(exponent)
        if size is None or size.constant is not None:
            return power(base, exponent)
        free, shift = _split(size)
        smallest = exponents.get(base, {}).get(free, shift)
        if shift > smallest and not least.nonnegative(free + Size.of(smallest), ranges):
            smallest = shift
        kept = integer(free + Size.of(smallest))
        symbol = Unknown(SCALAR, "integer power", (base, kept))
        return multiply(power(base, shift - smallest), symbol) if shift > smallest else symbol

    return change(node, {})  # type: ignore[return-value]  # terms stay terms


def _matrix_power(term: Apply, base: Term) -> Term:
    """A power of a sum or product with a symbolic exponent, as a free matrix."""
    size = None if term.parameter is None else as_size(term.parameter)
    if size is None or size.constant is not None:
        return term
    return Unknown(term.shape, "matrix power", (base, integer(size)))


def shifts(nodes: tuple[Tree, ...]) -> dict[Term, dict[Size, int]]:
    """For every base and exponent up to a constant, the smallest constant that occurs."""
    table: dict[Term, dict[Size, int]] = {}

    def rule(part: Tree) -> Tree:
        match part:
            case Apply(operator=Operator.POWER, arguments=(base, exponent)):
                size = as_size(exponent)
                if size is not None and size.constant is None:
                    free, shift = _split(size)
                    row = table.setdefault(base, {})
                    row[free] = min(row.get(free, shift), shift)
        return part

    for node in nodes:
        rebuild_terms(node, rule)
    return table


def _split(size: Size) -> tuple[Size, int]:
    constant = next((c for monomial, c in size.terms if not monomial), 0)
    return size - Size.of(constant), constant
