"""The sequences x = s + n P on which every sine and every power of a negative number stays put.

With P a common period, `sin(q a x + r)` is `sin(q t + r)` all along the sequence with a s = t,
and `(-2)^k` is `2^k` along the even k. A limit is that of every subsequence, so two that
disagree refute it; integers modulo P are covered by finitely many, which prove it, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from derivcheck.deciders._facts.bounds import rational
from derivcheck.deciders._facts.solving import linear
from derivcheck.deciders._positive import Facts
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import (
    UNIT,
    ZERO,
    Apply,
    Constant,
    Context,
    Derivative,
    Iterated,
    Limit,
    Pi,
    Substitution,
    Term,
    Tree,
    add,
    constant,
    divide,
    multiply,
    negate,
    power,
    rebuild,
    walk,
)

_O = Operator
_PERIODIC = frozenset({_O.SIN, _O.COS, _O.TAN, _O.SEC, _O.CSC, _O.COT})

#: a real phase t, as a multiple of pi
_PHASES = (Fraction(1, 2), Fraction(0), Fraction(1, 4), Fraction(1), Fraction(-1, 3))
#: residues of integers looked at
_MOST = 12


@dataclass(frozen=True, slots=True)
class Subsequences:
    """The limits along them; `all` where they cover every value of the variable."""

    limits: tuple[Limit, ...]
    all: bool


def subsequences(limit: Limit, context: Context) -> Subsequences | None:
    """The limit along several subsequences; None where nothing oscillates in a known way."""
    if any(
        isinstance(part, (Iterated, Derivative, Substitution, Limit))
        and mentions(part, {limit.variable.name})
        for part in walk(limit.body)
    ):
        return None
    declaration = context.declarations.get(limit.variable.name)
    if declaration is not None and declaration.kind == "integer":
        return _residues(limit, Facts(context))
    moved = limit if isinstance(limit.point, str) else _to_infinity(limit)
    return None if moved is None else _phases(moved, Facts(context))


def _to_infinity(limit: Limit) -> Limit | None:
    """The limit at p through x = p + 1/t: a sequence may come from one side alone."""
    assert not isinstance(limit.point, str)
    x, point = limit.variable, limit.point
    large = x if limit.side != "-" else negate(x)
    near = divide(UNIT, large)
    if mentions(point, {x.name}):
        return None
    place = rational(point)
    gap = add(x, negate(point) if place is None else constant(-place))

    def change(part: Tree) -> Tree:
        if part in (gap, x):
            return near if part == gap or place == 0 else add(point, near)
        part = rebuild(part, change)
        match part:
            case Apply(operator=_O.DIVIDE, arguments=(a, b)) if b == near:
                return multiply(a, large)
            case Apply(operator=_O.POWER, arguments=(b, Constant(value=p))) if b == near and p < 0:
                return power(large, -p)
        return part

    body = change(limit.body)
    assert isinstance(body, Term)
    return Limit(limit.shape, body, x, "oo")


# Real phases ------------------------------------------------------------------------------


def _phases(limit: Limit, facts: Facts) -> Subsequences | None:
    """x with a x = t + 2 pi n L, where every slope is a rational multiple of a."""
    name = limit.variable.name
    units: set[tuple[Term, ...]] = set()
    for part in _oscillating(limit):
        found = linear(part.arguments[0], name)
        if found is None or not facts.nonzero(found[0]) or mentions(found[1], {name}):
            return None
        units.add(_measured(found[0])[1])
    if len(units) != 1:
        return None
    found_limits = []
    for phase in _PHASES:
        angle: Term = multiply(constant(phase), Pi(SCALAR)) if phase else ZERO

        def change(part: Tree, angle: Term = angle) -> Tree:
            if _oscillates(part, name):
                assert isinstance(part, Apply)
                split = linear(part.arguments[0], name)
                assert split is not None
                turned = (
                    multiply(constant(_measured(split[0])[0]), angle) if angle != ZERO else ZERO
                )
                inner = turned if split[1] == ZERO else add(turned, split[1])
                return _value(Apply(part.shape, part.operator, (inner,)))
            return rebuild(part, change)

        found_limits.append(_with(limit, change(limit.body)))
    return Subsequences(tuple(found_limits), all=False)


def _measured(slope: Term) -> tuple[Fraction, tuple[Term, ...]]:
    """A product as a rational number and its other factors."""
    match slope:
        case Constant(value=value):
            return value, ()
        case Apply(operator=_O.NEGATE, arguments=(a,)):
            value, factors = _measured(a)
            return -value, factors
        case Apply(operator=_O.MULTIPLY, arguments=(a, b)):
            (value, factors), (other, more) = _measured(a), _measured(b)
            return value * other, tuple(sorted((*factors, *more), key=repr))
        case Apply(operator=_O.DIVIDE, arguments=(a, Constant(value=below))) if below:
            value, factors = _measured(a)
            return value / below, factors
    return Fraction(1), (slope,)


# Residues of integers ---------------------------------------------------------------------


def _residues(limit: Limit, facts: Facts) -> Subsequences | None:
    """k = s + n P for every s below P: slopes are rational multiples of pi, or powers flip."""
    name, period = limit.variable.name, 1
    for part in _oscillating(limit, facts):
        u = part.arguments[0] if part.operator in _PERIODIC else part.arguments[1]
        found = linear(u, name)
        if found is None or mentions(found[1], {name}):
            return None
        if part.operator in _PERIODIC:
            value, factors = _measured(found[0])
            if factors != (Pi(SCALAR),):
                return None
            period = lcm(period, 2 * value.denominator)
        else:
            slope, rest = rational(found[0]), rational(found[1])
            if slope is None or rest is None or slope.denominator * rest.denominator != 1:
                return None
            period = lcm(period, 2)
    if period == 1 or period > _MOST:
        return None
    limits = []
    for residue in range(period):

        def change(part: Tree, residue: int = residue) -> Tree:
            if _oscillates(part, name):
                assert isinstance(part, Apply)
                inner = replaced(part.arguments[0], {name: constant(residue)})
                return _value(Apply(part.shape, part.operator, (inner,)))
            if _flips(part, name, facts):
                assert isinstance(part, Apply)
                base, exponent = part.arguments
                sign = (-1) ** int(rational(replaced(exponent, {name: constant(residue)})) or 0)
                if rational(base) == -1:
                    return constant(sign)
                return multiply(constant(sign), power(negate(base), exponent))
            return rebuild(part, change)

        limits.append(_with(limit, change(limit.body)))
    return Subsequences(tuple(limits), all=True)


# Parts ------------------------------------------------------------------------------------


def _oscillating(limit: Limit, facts: Facts | None = None) -> Iterator[Apply]:
    name = limit.variable.name
    for part in walk(limit.body):
        if _oscillates(part, name) or (facts is not None and _flips(part, name, facts)):
            assert isinstance(part, Apply)
            yield part


def _oscillates(part: Tree, name: str) -> bool:
    return isinstance(part, Apply) and part.operator in _PERIODIC and mentions(part, {name})


def _flips(part: Tree, name: str, facts: Facts) -> bool:
    """A power of a negative number with an exponent that moves."""
    if not (isinstance(part, Apply) and part.operator is _O.POWER):
        return False
    base, exponent = part.arguments
    return mentions(exponent, {name}) and not mentions(base, {name}) and facts.negative(base)


def _with(limit: Limit, body: Tree) -> Limit:
    assert isinstance(body, Term)
    return Limit(limit.shape, body, limit.variable, limit.point, limit.side)


#: sines and cosines of multiples of pi/2 by the quarter
_QUARTERS = (0, 1, 0, -1)


def _value(part: Apply) -> Term:
    """The sine or cosine of a multiple of pi/2 as a number."""
    quarters = _multiple_of_pi(part.arguments[0])
    if quarters is not None and (2 * quarters).denominator == 1:
        turn = int(2 * quarters)
        if part.operator is _O.SIN:
            return constant(_QUARTERS[turn % 4])
        if part.operator is _O.COS:
            return constant(_QUARTERS[(turn + 1) % 4])
    return part


def _multiple_of_pi(term: Term) -> Fraction | None:
    if rational(term) == 0:
        return Fraction(0)
    match term:
        case Apply(operator=_O.ADD, arguments=(a, b)):
            left, right = _multiple_of_pi(a), _multiple_of_pi(b)
            return None if left is None or right is None else left + right
    value, factors = _measured(term)
    return value if factors == (Pi(SCALAR),) else Fraction(0) if value == 0 else None
