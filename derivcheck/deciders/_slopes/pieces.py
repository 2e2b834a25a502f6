"""A scalar function of one symbol, cut where it may bend, jump or end.

Between two neighbouring cuts it is one smooth formula. The cuts are the roots, all rational, of
the atoms of `_kinks` and of the affine conditions of definedness.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from derivcheck.calculus.contraction.kernels import Scalar
from derivcheck.calculus.tower import Refusal
from derivcheck.deciders._facts.bounds import Interval, intervals, rational
from derivcheck.deciders._facts.definedness import Need, NoRule, needs
from derivcheck.deciders._facts.lowered import lowered
from derivcheck.deciders._facts.solving import linear
from derivcheck.deciders._intervals.patterns import polynomial_in
from derivcheck.deciders._intervals.roots import rational_roots
from derivcheck.deciders._intervals.univariate import bounds, unbounded
from derivcheck.deciders._kinks.kinks import atoms, on_side
from derivcheck.deciders._positive import Facts
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import (
    Comparison,
    Condition,
    Context,
    Derivative,
    Piecewise,
    Substitution,
    Term,
    Tree,
    Variable,
    children,
    constant,
)

_MOST = 60


class Open(Exception):
    """The function could not be cut into smooth pieces."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What the function is on an open interval."""

    interval: Interval
    term: Term


@dataclass(frozen=True, slots=True)
class Cut:
    """A function on an interval, from left to right; `facts` speak of nothing but parameters."""

    variable: Variable
    whole: Interval
    pieces: tuple[Piece, ...]
    context: Context

    def facts_on(self, piece: Piece) -> Facts:
        """What is known inside a piece."""
        return Facts(within(self.context, self.variable, piece.interval))


def within(context: Context, variable: Variable, interval: Interval) -> Context:
    """The context with the variable inside an open interval."""
    stated = []
    if interval.low is not None:
        stated.append(Comparison(">", variable, constant(interval.low)))
    if interval.high is not None:
        stated.append(Comparison("<", variable, constant(interval.high)))
    return replace(context, assumptions=(*context.assumptions, *stated))


def cut(term: Term, variable: Variable, context: Context) -> Cut:
    """The pieces of a function; raises `Open` where it cannot be cut."""
    if any(isinstance(part, (Derivative, Substitution)) for part in _below(term)):
        raise Open("a derivative inside")
    lows, highs = bounds(variable, context)
    if any(rational(end) is None for end in (*lows, *highs)):
        raise Open("an end that is no rational number")
    whole = intervals(context).get(variable.name, Interval())
    for low in lows:
        whole = whole.meet(Interval(low=rational(low), low_closed=True))
    for high in highs:
        whole = whole.meet(Interval(high=rational(high), high_closed=True))
    outside = unbounded(context, variable)
    whole = _natural(term, variable, whole, outside)
    if whole.empty:
        raise Open("an empty domain")
    pieces = tuple(_Cutting(variable, outside).pieces(term, whole))
    return Cut(variable, whole, pieces, outside)


def _below(node: Tree) -> Iterator[Tree]:
    yield node
    for child in children(node):
        yield from _below(child)


def _natural(term: Term, variable: Variable, whole: Interval, context: Context) -> Interval:
    """The interval in which the parts outside of cases have values."""
    facts = Facts(within(context, variable, whole))
    for need in _unconditional(term):
        if facts.holds(need.relation, need.argument):
            continue
        if not need.exact or need.relation not in (">", ">="):
            raise Open("a divisor or another condition without a known sign")
        found = linear(need.argument, variable.name)
        numbers = None if found is None else [rational(part) for part in found]
        if numbers is None or None in numbers or not numbers[0]:
            raise Open("a condition of definedness that is not affine")
        slope, rest = numbers
        assert slope is not None
        assert rest is not None
        end, closed = -rest / slope, need.relation == ">="
        side = Interval(end, None, closed) if slope > 0 else Interval(None, end, False, closed)
        whole = whole.meet(side)
    return whole


def _unconditional(term: Term) -> Iterator[Need]:
    """The needs of parts that are not under a condition, and those of all conditions."""
    if isinstance(term, Piecewise):
        for condition, _ in term.branches:
            for side in _sides(condition):
                yield from (replace(need, exact=False) for need in _unconditional(side))
        return
    shallow = list(_own_needs(term))
    yield from shallow
    for part in children(term):
        if isinstance(part, Term):
            yield from _unconditional(part)


def _sides(condition: Condition) -> Iterator[Term]:
    """The largest terms in a condition."""
    for part in children(condition):
        if isinstance(part, Term):
            yield part
        elif isinstance(part, Condition):
            yield from _sides(part)


def _own_needs(term: Term) -> Iterator[Need]:
    from derivcheck.deciders._facts.definedness import own_needs

    try:
        yield from own_needs(term)
    except NoRule as missing:
        raise Open(str(missing)) from None


class _Cutting:
    """Cuts at the roots of one atom after the other."""

    def __init__(self, variable: Variable, context: Context) -> None:
        self.variable = variable
        self.context = context
        self.work = 0

    def pieces(self, term: Term, interval: Interval) -> Iterator[Piece]:
        """The smooth pieces of the term on an open interval, from left to right."""
        self.work += 1
        if self.work > _MOST:
            raise Open("too many pieces")
        atom = next(atoms(term, self.context.declarations.keys()), None)
        if atom is None:
            yield Piece(interval, self._smooth(term, interval))
            return
        if not mentions(atom, {self.variable.name}):
            raise Open("a branch that a parameter decides")
        for part, sign in self._signed(atom, interval):
            resolved = on_side(term, atom, sign)
            assert isinstance(resolved, Term)
            yield from self.pieces(resolved, part)

    def _smooth(self, term: Term, interval: Interval) -> Term:
        facts = Facts(within(self.context, self.variable, interval))
        try:
            smooth = all(facts.holds(n.relation, n.argument) for n in needs(term, smooth=True))
        except NoRule as missing:
            raise Open(str(missing)) from None
        if not smooth:
            raise Open("a piece that is not smooth inside")
        return term

    def _signed(self, atom: Term, interval: Interval) -> Iterator[tuple[Interval, int]]:
        """The open intervals between roots of the atom, with its sign there."""
        coefficients = self._coefficients(atom, interval)
        roots = rational_roots(coefficients)
        if roots is None:
            raise Open("a bend at a number that is not rational")
        inside = [
            root
            for root in roots
            if (interval.low is None or root > interval.low)
            and (interval.high is None or root < interval.high)
        ]
        ends = [interval.low, *inside, interval.high]
        for low, high in pairwise(ends):
            part = Interval(low, high)
            x = part.inside()
            value = sum((c * x**k for k, c in coefficients.items()), Fraction(0))
            yield part, int(value > 0) - int(value < 0)

    def _coefficients(self, atom: Term, interval: Interval) -> dict[int, Fraction]:
        """A polynomial that has the sign of the atom."""
        try:
            lowering = lowered(within(self.context, self.variable, interval), (atom,))
            element = lowering.entry(atom)
            below = lowering.tower.sign(element.denominator())
            found = polynomial_in(element, Scalar(self.variable.name))
            if any(not condition.implied for condition in lowering.tower.conditions):
                raise Open("a bend whose argument may have no value")
        except (Refusal, ZeroDivisionError) as refusal:
            raise Open(str(refusal)) from None
        if found is None or not below:
            raise Open("a bend where no polynomial vanishes")
        return {k: c * below for k, c in found.items()} or {0: Fraction(0)}


def value_at(term: Term, variable: Variable, at: Fraction) -> Term:
    """The term at a rational number."""
    return replaced(term, {variable.name: constant(at)})
