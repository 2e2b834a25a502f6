"""Recurrences, sums and powers with a shifted index, rewritten to the unshifted one.

With t the induction variable, at least `base`: `v[t + 1]` becomes its recurrence step,
a sum up to t + 1 the sum up to t and its last term, `a^(t + 1)` becomes a * a^t. Each rule is
one line of mathematics and holds for every integer t >= base.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from derivcheck.deciders._facts.least import Least, Ranges, integers, linear_coefficient
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Shape, Size
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
    Variable,
    add,
    as_size,
    identity,
    integer,
    matmul,
    multiply,
    power,
    rebuild,
    walk,
    zeros,
)

#: instances written out at once before giving up
LIMIT = 64


class Stuck(Exception):
    """No rule applies: the shape of an index or range is not understood."""


@dataclass(frozen=True, slots=True)
class Unrolling:
    """The rules for one induction variable; `base` is its smallest value.

    Ranges that end at `variable + floor` or below keep their last term.
    """

    context: Context
    variable: str
    base: int
    floor: int = 0

    def excess(self, size: Size) -> int | None:
        """c where the size is k variable + c with k >= 1, None if it is not of this form."""
        k = linear_coefficient(size, self.variable)
        return None if k is None or k < 1 else (size - Size.of(k) * Size.of(self.variable)).constant

    def lowered_to(self, node: Tree) -> Unrolling:
        """The rules that leave the ranges of a node as they are."""
        ends = [
            self.excess(size)
            for part in walk(node)
            if isinstance(part, Iterated)
            for size in (as_size(part.start if part.descending else part.stop),)
            if size is not None
        ]
        return replace(self, floor=min([0, *(end for end in ends if end is not None)]))

    def reduced(self, node: T, ranges: Ranges | None = None) -> T:
        """The node with every index brought down to the induction variable.

        `ranges` are those of the bound names around it. The outer range gives up its last term
        first, so that the inner ones know how far its name still runs.
        """
        around = ranges or {}

        def change(part: Tree) -> Tree:
            match part:
                case Iterated(kind="sum" | "prod", condition=None):
                    return self._range(part, around)
                case _:
                    return self._rule(rebuild(part, change), around)

        return change(node)  # type: ignore[return-value]  # rules keep terms terms

    def _rule(self, part: Tree, ranges: Ranges) -> Tree:
        match part:
            case SequenceMember():
                return self._member(part, ranges)
            case Apply(operator=Operator.MATRIX_POWER, arguments=(base,), parameter=parameter):
                size = None if parameter is None else as_size(parameter)
                return part if size is None else self._matrix_power(part, base, size, ranges)
            case _:
                return part

    def _member(self, member: SequenceMember, ranges: Ranges) -> Term:
        size = as_size(member.index)
        recurrence = self.context.recurrences[member.sequence]
        starts = dict(recurrence.starts)
        if size is None:
            return member
        if size.constant is not None and size.constant in starts:
            return self.reduced(starts[size.constant], ranges)
        last = max(starts)
        known = size.constant is not None and size.constant > last
        excess = self.excess(size)
        if known or (excess is not None and excess > 0 and self._smallest(size) > last):
            if known and size.constant is not None and size.constant - last > LIMIT:
                raise Stuck(f"{member.sequence} unrolled {size.constant} times")
            return self.reduced(at_index(recurrence.step, recurrence.index, size), ranges)
        return replace(member, index=integer(size))

    def _smallest(self, size: Size) -> int:
        value = size.replace({self.variable: Size.of(self.base)}).constant
        assert value is not None
        return value

    def _matrix_power(self, term: Apply, base: Term, size: Size, ranges: Ranges) -> Term:
        """A^(t + 1) = A @ A^t for t >= 0; A^0 = I."""
        if size.constant == 0:
            return identity(term.shape.rows)
        excess = self.excess(size)
        lower = size - Size.of(1)
        if excess is None or excess <= 0 or not self._least().nonnegative(lower, ranges):
            return replace(term, parameter=integer(size))
        return matmul(base, self._matrix_power(term, base, lower, ranges))

    def _least(self) -> Least:
        return Least({**integers(self.context), self.variable: self.base})

    def _range(self, term: Iterated, ranges: Ranges) -> Term:
        start, stop = as_size(term.start), as_size(term.stop)
        if start is None or stop is None:
            return rebuild(term, lambda part: self.reduced(part, ranges))
        low, high = (stop, start) if term.descending else (start, stop)
        length = (high - low + Size.of(1)).constant
        if length is not None:
            return self._written_out(term, low, length, ranges)
        excess = self.excess(high)
        full = self._least().nonnegative(high - low, ranges)
        if excess is not None and excess > self.floor and full:
            top = self.reduced(at_index(term.body, term.index, high), ranges)
            end = integer(high - Size.of(1))
            shorter = replace(term, start=end) if term.descending else replace(term, stop=end)
            return _joined(term, self._range(shorter, ranges), top)
        first, last = (high, low) if term.descending else (low, high)
        body = self.reduced(term.body, {**ranges, term.index: (low, high)})
        return replace(term, body=body, start=integer(first), stop=integer(last))

    def _written_out(self, term: Iterated, low: Size, length: int, ranges: Ranges) -> Term:
        if length > LIMIT:
            raise Stuck(f"a range of {length}")
        result = _empty(term)
        for offset in range(length):
            value = low + Size.of(offset)
            result = _joined(
                term, result, self.reduced(at_index(term.body, term.index, value), ranges)
            )
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

    return change(node)  # type: ignore[return-value]  # rules keep terms terms


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
