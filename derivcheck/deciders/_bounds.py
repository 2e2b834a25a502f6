"""Signs of polynomials in one symbol, from the interval in which it is declared to lie.

The answer is exact: real roots are isolated over Q (FLINT), and the sign between them is that
of the polynomial at a rational point.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_poly

from derivcheck.calculus.tower.element import Element
from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.signs import Signs
from derivcheck.language.operators import Operator
from derivcheck.language.terms import Apply, Comparison, Constant, Context, Term, Variable

Bound = Fraction | None


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a symbol lies; None for an infinite end."""

    low: Bound = None
    high: Bound = None
    low_closed: bool = False
    high_closed: bool = False

    def meet(self, other: Interval) -> Interval:
        """The intersection."""
        low, low_closed = self.low, self.low_closed
        if other.low is not None and (low is None or other.low > low):
            low, low_closed = other.low, other.low_closed
        elif other.low == low:
            low_closed = low_closed and other.low_closed
        high, high_closed = self.high, self.high_closed
        if other.high is not None and (high is None or other.high < high):
            high, high_closed = other.high, other.high_closed
        elif other.high == high:
            high_closed = high_closed and other.high_closed
        return Interval(low, high, low_closed, high_closed)

    @property
    def empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        closed = self.low_closed and self.high_closed
        return self.low > self.high or (self.low == self.high and not closed)

    def inside(self) -> Fraction:
        """A rational number in it."""
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        if self.low is not None:
            return self.low + 1
        return self.high - 1 if self.high is not None else Fraction(0)


LINE = Interval()
POSITIVE = Interval(low=Fraction(0))
_SIDES = {
    "<": lambda c: Interval(high=c),
    "<=": lambda c: Interval(high=c, high_closed=True),
    ">": lambda c: Interval(low=c),
    ">=": lambda c: Interval(low=c, low_closed=True),
    "=": lambda c: Interval(c, c, True, True),
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


def intervals(context: Context) -> dict[str, Interval]:
    """The interval of every scalar that types and assumptions bound by rational numbers."""
    found: dict[str, Interval] = {}
    for name, declaration in context.declarations.items():
        if declaration.shape.is_scalar and len(declaration.pieces) == 1 and not declaration.family:
            piece = declaration.pieces[0]
            low = rational(piece.low) if piece.low is not None else None
            high = rational(piece.high) if piece.high is not None else None
            found[name] = Interval(low, high, piece.low_closed, piece.high_closed)
    for assumption in context.assumptions:
        for name, interval in _from_comparison(assumption):
            found[name] = found.get(name, LINE).meet(interval)
    return found


def _from_comparison(assumption: object) -> Iterator[tuple[str, Interval]]:
    match assumption:
        case Comparison(relation=relation, left=Variable(name=name, indices=()), right=bound):
            value = rational(bound)
        case Comparison(relation=relation, left=bound, right=Variable(name=name, indices=())):
            value = rational(bound)
            relation = _MIRRORED.get(relation, "!=")
        case _:
            return
    if value is not None and relation in _SIDES:
        yield name, _SIDES[relation](value)


def rational(term: Term) -> Fraction | None:
    """The value of a term built from numbers alone."""
    match term:
        case Constant(value=value):
            return value
        case Apply(operator=Operator.NEGATE, arguments=(a,)):
            inner = rational(a)
            return None if inner is None else -inner
        case Apply(operator=Operator.DIVIDE, arguments=(a, b)):
            x, y = rational(a), rational(b)
            return None if x is None or not y else x / y
        case Apply(operator=Operator.MULTIPLY, arguments=(a, b)):
            x, y = rational(a), rational(b)
            return None if x is None or y is None else x * y
        case Apply(operator=Operator.ADD, arguments=(a, b)):
            x, y = rational(a), rational(b)
            return None if x is None or y is None else x + y
        case _:
            return None


class BoundedSigns(Signs):
    """An oracle for polynomials in one symbol with a known interval, or in one exponential."""

    def __init__(self, bounds: Mapping[Hashable, Interval]) -> None:
        self.bounds = bounds

    def sign(self, element: Element) -> int | None:
        """The sign on the interval, if the polynomial has no root in it."""
        found = self._signs(element)
        return found.pop() if len(found) == 1 else None

    def nonnegative(self, element: Element) -> bool:
        """Whether the polynomial is nowhere negative on the interval."""
        found = self._signs(element)
        return bool(found) and -1 not in found

    def _signs(self, element: Element) -> set[int]:
        """The signs that the polynomial takes on the interval; empty where unknown."""
        generators = element.generators()
        if len(generators) != 1 or element.denominator().is_number() is None:
            return set()
        kernel = element.tower.describe(next(iter(generators)))
        if kernel.kind is Kind.OPAQUE:
            interval = self.bounds.get(kernel.key, LINE)
        elif kernel.kind is Kind.EXP:
            interval = POSITIVE
        else:
            return set()
        coefficients: dict[int, Fraction] = {}
        for value, powers in element.terms():
            coefficients[powers[0][1] if powers else 0] = value
        return signs_on(coefficients, interval)


def signs_on(coefficients: Mapping[int, Fraction], interval: Interval) -> set[int]:
    """Every sign that a polynomial takes on an interval."""
    if interval.empty:
        return set()
    degree = max(coefficients, default=0)
    dense = [_fmpq(coefficients.get(k, Fraction(0))) for k in range(degree + 1)]
    polynomial = fmpq_poly(dense)
    if interval.low is not None and interval.low == interval.high:
        return {_sign(polynomial(_fmpq(interval.low)))}
    found: set[int] = set()
    for point in _samples(polynomial, interval):
        found.add(_sign(polynomial(_fmpq(point))))
    if _has_root(polynomial, interval):
        found.add(0)
    return found


def _samples(polynomial: fmpq_poly, interval: Interval) -> Iterator[Fraction]:
    """A rational point between any two neighbouring roots inside the interval."""
    cuts = [interval.low, *(cut for cut in _cuts(polynomial)), interval.high]
    yield from (
        Interval(low, high).inside()
        for low, high in _pieces(cuts, interval)
        if not Interval(low, high).empty
    )


def _pieces(cuts: list[Bound], interval: Interval) -> Iterable[tuple[Bound, Bound]]:
    inner = sorted(
        cut
        for cut in cuts[1:-1]
        if cut is not None
        and (interval.low is None or cut > interval.low)
        and (interval.high is None or cut < interval.high)
    )
    ends = [interval.low, *inner, interval.high]
    return zip(ends[:-1], ends[1:], strict=True)


def _cuts(polynomial: fmpq_poly) -> Iterator[Fraction]:
    """Rational numbers with every real root between two neighbours, or equal to one."""
    for low, high in _isolated(polynomial):
        yield low
        if high != low:
            yield high


def _isolated(polynomial: fmpq_poly) -> list[tuple[Fraction, Fraction]]:
    """Disjoint rational intervals, one around each real root."""
    if polynomial.degree() < 1:
        return []
    found = []
    squarefree = polynomial // polynomial.gcd(polynomial.derivative())
    for factor, _ in squarefree.factor()[1]:
        if factor.degree() == 1:
            root = -factor[0] / factor[1]
            found.append((_fraction(root), _fraction(root)))
            continue
        for root, _ in factor.numer().complex_roots():
            if root.imag == 0:
                found.append((_dyadic(root.real.lower()), _dyadic(root.real.upper())))
    return sorted(found)


def _has_root(polynomial: fmpq_poly, interval: Interval) -> bool:
    for low, high in _isolated(polynomial):
        above = interval.low is None or low > interval.low
        below = interval.high is None or high < interval.high
        at_low = low == high == interval.low and interval.low_closed
        at_high = low == high == interval.high and interval.high_closed
        if (above and below) or at_low or at_high:
            return True
    return False


def _dyadic(value: object) -> Fraction:
    mantissa, exponent = value.man_exp()  # type: ignore[attr-defined]
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _sign(value: fmpq) -> int:
    return (value > 0) - (value < 0)
