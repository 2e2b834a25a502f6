"""Roots of a scalar term along one coordinate, everything else held fixed.

A term is read as a rational function of the coordinate, or of one elementary function of it
whose argument is read the same way; where the coordinate stands in an array (`w'@x`, `det(X)`)
the polynomial is interpolated from exact values. Roots are closed forms where possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_poly

from derivcheck.evaluation.sampling import closed
from derivcheck.evaluation.sampling.closed import Value
from derivcheck.evaluation.sampling.inverting import NOT_ALL, powers, preimages
from derivcheck.evaluation.sampling.judging import Coordinate, Judge, State
from derivcheck.evaluation.sampling.roots import Root, known, real_roots
from derivcheck.evaluation.scope import names
from derivcheck.language import terms
from derivcheck.language.operators import FUNCTIONS, Operator
from derivcheck.language.terms import Apply, Constant, Entry, SizeOf, Term, Variable

_O = Operator
_X = fmpq_poly([0, 1])
_UNIT = fmpq_poly([1])
#: where polynomials are interpolated
NODES = tuple(Fraction(t) for t in (0, 1, -1, 2, -2, 3, -3))
_PAIRS = frozenset({_O.ADD, _O.MULTIPLY, _O.DIVIDE, _O.POWER})
_TRANSCENDENTAL = frozenset(FUNCTIONS.values())


class Unsolved(Exception):
    """The term is no rational function of one elementary function of the coordinate."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """numerator/denominator in `kernel`, the coordinate itself where that is None."""

    numerator: fmpq_poly
    denominator: fmpq_poly
    kernel: Term | None
    constant: bool = False


@dataclass
class Line:
    """A coordinate of a state that varies."""

    judge: Judge
    state: State
    coordinate: Coordinate
    #: whether some roots may have been missed
    incomplete: bool = False

    # Reading ------------------------------------------------------------------------------

    def is_coordinate(self, term: Term) -> bool:
        """Whether the term is the coordinate."""
        name, member = self.coordinate.slot
        place: tuple[Term | None, Term | None] | None = None
        if isinstance(term, Entry):
            place, term = (term.row, term.column), term.base
        if not isinstance(term, Variable) or term.name != name or term.family:
            return False
        if place is None and not term.shape.is_scalar:
            return False
        if tuple(self.judge.integer(i, self.state.frame) for i in term.indices) != member:
            return False
        if place is None:
            return True
        row, column = (self.judge.integer(t, self.state.frame) for t in place)
        if column is None and term.shape.is_column:
            column = 1
        return (row, column) == (self.coordinate.row + 1, self.coordinate.column + 1)

    def mentions(self, term: Term) -> bool:
        """Whether the coordinate's symbol occurs."""
        return self.coordinate.slot[0] in names(term)

    def ratio(self, term: Term) -> Ratio:
        """The term as a rational function of one kernel."""
        if not self.mentions(term):
            value = self.judge.exact(term, self.state)
            if value is None:
                raise Unsolved
            return Ratio(_poly(value), _UNIT, None, True)
        if self.is_coordinate(term):
            return Ratio(_X, _UNIT, None)
        match term:
            case Apply(operator=_O.NEGATE, arguments=(a,)) if term.shape.is_scalar:
                x = self.ratio(a)
                return Ratio(-x.numerator, x.denominator, x.kernel)
            case Apply(operator=_O.ADD | _O.MULTIPLY | _O.DIVIDE as op, arguments=(a, b)) if (
                term.shape.is_scalar
            ):
                return _combined(op, self.ratio(a), self.ratio(b))
            case Apply(operator=_O.POWER, arguments=(a, Constant(value=e))) if (
                term.shape.is_scalar and e.denominator == 1 and abs(e) <= 16
            ):
                return _power(self.ratio(a), int(e))
            case Apply(operator=op, arguments=(a, *_)) if (
                term.shape.is_scalar and a.shape.is_scalar and op in (*_TRANSCENDENTAL, _O.POWER)
            ):
                return Ratio(_X, _UNIT, term)
            case Apply(operator=_O.NORM, arguments=(a,)):
                squares = terms.scalar_of(_O.SUM, terms.multiply(a, a))
                return Ratio(_X, _UNIT, terms.apply(_O.SQRT, squares))
            case Apply(operator=_O.LOGDET, arguments=(a,)):
                return Ratio(_X, _UNIT, terms.apply(_O.LOG, terms.scalar_of(_O.DETERMINANT, a)))
            case Entry(base=base, row=row, column=column) if row is not None:
                inner = entry(base, row, column)
                return self.ratio(inner) if inner is not None else self._interpolated(term)
            case _:
                return self._interpolated(term)

    def _interpolated(self, term: Term) -> Ratio:
        """A polynomial of degree at most 4 through exact values, with one value to spare."""
        values: list[Fraction] = []
        for count, t in enumerate(NODES, 1):
            value = self.judge.exact(term, self.state.moved(self.coordinate, t))
            if value is None:
                raise Unsolved
            values.append(value)
            if count >= 4:
                p = fitted(values)
                if p is not None:
                    return Ratio(p, _UNIT, None)
        raise Unsolved

    # Solving ------------------------------------------------------------------------------

    def roots(self, term: Term) -> list[Root]:
        """Where the term vanishes; `incomplete` is set where some roots may be missing."""
        try:
            return self._roots(term)
        except closed.Unclear:
            self.incomplete = True
            return []

    def _roots(self, term: Term) -> list[Root]:
        try:
            ratio = self.ratio(term)
        except Unsolved:
            return [known(value) for value in self._isolated(term, Fraction(0))]
        if ratio.kernel is None:
            return real_roots(ratio.numerator)
        found: list[Root] = []
        for root in real_roots(ratio.numerator):
            if root.value is None:
                self.incomplete = True
            else:
                found.extend(known(v) for v in self._isolated(ratio.kernel, root.value))
        return found

    def polynomial(self, term: Term) -> fmpq_poly | None:
        """The numerator as a polynomial in the coordinate itself."""
        try:
            ratio = self.ratio(term)
        except Unsolved:
            return None
        return ratio.numerator if ratio.kernel is None else None

    def _isolated(self, term: Term, value: Value) -> list[Value]:
        """Values of the coordinate with term = value."""
        if self.is_coordinate(term):
            return [value]
        match term:
            case Apply(operator=_O.NEGATE, arguments=(a,)):
                return self._isolated(a, closed.minus(value))
            case Apply(operator=op, arguments=(a, b)) if op in _PAIRS:
                if self.mentions(a) != self.mentions(b):
                    return self._isolated_pair(op, a, b, value)
            case Apply(operator=op, arguments=(a,)) if op in _TRANSCENDENTAL:
                self.incomplete |= op in NOT_ALL
                return [u for v in preimages(op, value) for u in self._isolated(a, v)]
        if not isinstance(value, Fraction):
            self.incomplete = True
            return []
        try:
            ratio = self.ratio(term)
        except Unsolved:
            self.incomplete = True
            return []
        p = ratio.numerator - _poly(value) * ratio.denominator
        roots = [root.value for root in real_roots(p) if root.value is not None]
        if ratio.kernel is None:
            return roots
        if ratio.kernel is term:
            self.incomplete = True
            return []
        return [u for v in roots for u in self._isolated(ratio.kernel, v)]

    def _isolated_pair(self, op: Operator, a: Term, b: Term, value: Value) -> list[Value]:
        left = self.mentions(a)
        moving, fixed = (a, b) if left else (b, a)
        known = self.judge.constant(fixed, self.state)
        if known is None:
            self.incomplete = True
            return []
        wanted: list[Value | None]
        match op:
            case _O.ADD:
                wanted = [closed.plus(value, closed.minus(known))]
            case _O.MULTIPLY:
                wanted = [closed.over(value, known)]
            case _O.DIVIDE:
                wanted = [closed.times(value, known) if left else closed.over(known, value)]
            case _ if left:
                wanted = list(powers(known, value)) if isinstance(known, Fraction) else []
            case _:
                logs = closed.of(_O.LOG, value), closed.of(_O.LOG, known)
                wanted = [] if None in logs else [closed.over(logs[0], logs[1])]  # type: ignore[arg-type]
        return [u for v in wanted if v is not None for u in self._isolated(moving, v)]


def entry(term: Term, row: Term, column: Term | None) -> Term | None:
    """The entry of an entry-by-entry term as a term of entries; None for anything else."""
    if term.shape.is_scalar:
        return term
    match term:
        case Apply(operator=_O.ZEROS):
            return terms.ZERO
        case Apply(operator=_O.ONES):
            return terms.UNIT
        case Apply(operator=op, arguments=arguments) if op in _TRANSCENDENTAL | {
            *(_O.ADD, _O.MULTIPLY, _O.DIVIDE, _O.POWER, _O.NEGATE, _O.MINIMUM, _O.MAXIMUM)
        }:
            parts = [entry(a, row, column) or _entry_of(a, row, column) for a in arguments]
            return terms.apply(op, *parts)
        case _:
            return None


def _entry_of(term: Term, row: Term, column: Term | None) -> Term:
    if isinstance(term, (Constant, SizeOf)):
        return term
    return Entry(terms.UNIT.shape, term, row, column)


def _number(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _poly(value: Fraction) -> fmpq_poly:
    return fmpq_poly([_number(value)])


def _combined(op: Operator, x: Ratio, y: Ratio) -> Ratio:
    if not x.constant and not y.constant and x.kernel != y.kernel:
        raise Unsolved
    kernel = y.kernel if x.constant else x.kernel
    if op is _O.ADD:
        return Ratio(
            x.numerator * y.denominator + y.numerator * x.denominator,
            x.denominator * y.denominator,
            kernel,
        )
    if op is _O.DIVIDE:
        if not y.numerator:
            raise Unsolved
        y = Ratio(y.denominator, y.numerator, y.kernel)
    return Ratio(x.numerator * y.numerator, x.denominator * y.denominator, kernel)


def _power(x: Ratio, exponent: int) -> Ratio:
    if exponent < 0:
        if not x.numerator:
            raise Unsolved
        return Ratio(x.denominator**-exponent, x.numerator**-exponent, x.kernel)
    return Ratio(x.numerator**exponent, x.denominator**exponent, x.kernel)


def fitted(values: Sequence[Fraction]) -> fmpq_poly | None:
    """The polynomial with these values at the first nodes, if two of them were not needed."""
    p = _through(NODES, values[:-1])
    if p.degree() >= len(values) - 2:
        return None
    return p if p(_number(NODES[len(values) - 1])) == _number(values[-1]) else None


def _through(nodes: Sequence[Fraction], values: Sequence[Fraction]) -> fmpq_poly:
    """Newton's divided differences."""
    table = [_number(v) for v in values]
    count = len(table)
    for k in range(1, count):
        for i in range(count - 1, k - 1, -1):
            table[i] = (table[i] - table[i - 1]) / int(nodes[i] - nodes[i - k])
    result = fmpq_poly([table[-1]])
    for i in range(count - 2, -1, -1):
        result = result * fmpq_poly([-int(nodes[i]), 1]) + table[i]
    return result
