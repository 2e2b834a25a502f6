"""Recurrences, sums and powers with a shifted index, rewritten to the unshifted one.

With t the induction variable, at least `base`: `v[t + 1]` becomes its recurrence step,
a sum up to t + 1 the sum up to t and its last term, `a^(t + 1)` becomes a * a^t. Each rule is
one line of mathematics and holds for every integer t >= base.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR, Shape, Size
from derivcheck.language.terms import (
    ZERO,
    Apply,
    Context,
    Index,
    Iterated,
    SequenceMember,
    SizeOf,
    T,
    Term,
    Tree,
    Unknown,
    Variable,
    add,
    as_size,
    identity,
    integer,
    matmul,
    multiply,
    power,
    rebuild,
    zeros,
)

#: instances written out at once before giving up
LIMIT = 64


class Stuck(Exception):
    """No rule applies: the shape of an index or range is not understood."""


@dataclass(frozen=True, slots=True)
class Unrolling:
    """The rules for one induction variable; `base` is its smallest value."""

    context: Context
    variable: str
    base: int

    def excess(self, size: Size) -> int | None:
        """c where the size is variable + c, None if it is not of this form."""
        return (size - Size.of(self.variable)).constant

    def reduced(self, node: T) -> T:
        """The node with every index brought down to the induction variable."""
        return rebuild_terms(node, self._rule)

    def _rule(self, part: Tree) -> Tree:
        match part:
            case SequenceMember():
                return self._member(part)
            case Iterated(kind="sum" | "prod", condition=None):
                return self._range(part)
            case _:
                return part

    def _member(self, member: SequenceMember) -> Term:
        size = as_size(member.index)
        recurrence = self.context.recurrences[member.sequence]
        starts = dict(recurrence.starts)
        if size is None:
            return member
        if size.constant is not None and size.constant in starts:
            return self.reduced(starts[size.constant])
        last = max(starts)
        known = size.constant is not None and size.constant > last
        excess = self.excess(size)
        if known or (excess is not None and excess > 0 and self.base + excess > last):
            if known and size.constant is not None and size.constant - last > LIMIT:
                raise Stuck(f"{member.sequence} unrolled {size.constant} times")
            return self.reduced(at_index(recurrence.step, recurrence.index, size))
        return member

    def _range(self, term: Iterated) -> Term:
        start, stop = as_size(term.start), as_size(term.stop)
        if start is None or stop is None:
            return term
        low, high = (stop, start) if term.descending else (start, stop)
        length = (high - low + Size.of(1)).constant
        if length is not None:
            return self._written_out(term, low, length)
        excess = self.excess(high)
        if excess is None or excess <= 0 or low.constant is None or low.constant > self.base + 1:
            return term
        top = self.reduced(at_index(term.body, term.index, high))
        end = integer(high - Size.of(1))
        shorter = replace(term, start=end) if term.descending else replace(term, stop=end)
        return _joined(term, self._range(shorter), top)

    def _written_out(self, term: Iterated, low: Size, length: int) -> Term:
        if length > LIMIT:
            raise Stuck(f"a range of {length}")
        result = _empty(term)
        for offset in range(length):
            value = low + Size.of(offset)
            result = _joined(term, result, self.reduced(at_index(term.body, term.index, value)))
        return result


def _empty(term: Iterated) -> Term:
    if term.kind == "sum":
        return ZERO if term.shape.is_scalar else zeros(term.shape)
    return power(ZERO, 0) if term.shape.is_scalar else identity(term.shape.rows)


def _joined(term: Iterated, lower: Term, top: Term) -> Term:
    """A sum or product over a range from its lower part and its top term."""
    if term.kind == "sum":
        return add(lower, top)
    if term.shape.is_scalar:
        return multiply(lower, top)
    return matmul(top, lower) if term.descending else matmul(lower, top)


def rebuild_terms(node: T, rule: object) -> T:
    """The node with `rule` applied to every part, innermost first."""

    def change(part: Tree) -> Tree:
        return rule(rebuild(part, change))  # type: ignore[operator, no-any-return]

    result = change(node)
    return result  # type: ignore[return-value]  # rules keep terms terms


def at_index(node: T, name: str, value: Size) -> T:
    """The node with an index or integer symbol standing for `value`, shapes included."""
    mapping = {name: value}

    def change(part: Tree) -> Tree:
        match part:
            case Index(name=found) if found == name:
                return integer(value)
            case Variable(name=found, indices=(), family=False) if found == name:
                return integer(value)
            case SizeOf(size=size):
                return integer(size.replace(mapping))
            case Term(shape=shape):
                inner = rebuild(part, change)
                return _reshaped(inner, shape.replace(mapping))
            case _:
                return rebuild(part, change)

    return change(node)  # type: ignore[return-value]  # terms stay terms


def _reshaped(part: Tree, shape: Shape) -> Tree:
    if isinstance(part, Term) and part.shape != shape:
        return replace(part, shape=shape)
    return part


# Powers with integer exponents ------------------------------------------------------------


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


Ranges = Mapping[str, tuple[Size, Size]]


@dataclass(frozen=True, slots=True)
class Least:
    """Lower bounds of linear sizes from those of integer symbols."""

    lower: Mapping[str, int]

    def nonnegative(self, size: Size, ranges: Ranges) -> bool:
        """Whether a linear size is at least 0 for every admissible value of its names."""
        for name in sorted(ranges.keys() & size.names(), key=lambda n: -list(ranges).index(n)):
            coefficient = _coefficient(size, name)
            if coefficient is None:
                return False
            size = size.replace({name: ranges[name][0 if coefficient > 0 else 1]})
        total = 0
        for monomial, coefficient in size.terms:
            if not monomial:
                total += coefficient
            elif len(monomial) != 1 or str(monomial[0]) not in self.lower or coefficient < 0:
                return False
            else:
                total += coefficient * self.lower[str(monomial[0])]
        return total >= 0


def _coefficient(size: Size, name: str) -> int | None:
    """The coefficient of a name in a size linear in it."""
    found = None
    for monomial, coefficient in size.terms:
        if name in monomial:
            if len(monomial) > 1:
                return None
            found = coefficient
    return found


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


