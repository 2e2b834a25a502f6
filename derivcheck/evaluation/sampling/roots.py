"""Real roots of a rational polynomial, in closed form where there is one.

Linear and quadratic factors, pure powers, polynomials in a power, and cubics (by radicals
with one real root, Cardano 1545; by cosines with three, Viete 1591). Any other root is known
by a rational on either side of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import acb, arb, fmpq, fmpq_poly, fmpz_poly

from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.sampling import closed
from derivcheck.evaluation.sampling.closed import Value, minus, over, plus, times
from derivcheck.language import terms
from derivcheck.language.operators import Operator

_O = Operator
MAX_DEGREE = 12
_NEAR = Balls(96)


@dataclass(frozen=True, slots=True)
class Root:
    """A real root: its value, or None with rationals just below and above it."""

    value: Value | None
    low: Fraction
    high: Fraction


def polynomial(coefficients: Sequence[Fraction]) -> fmpq_poly:
    """The polynomial with the coefficients, constant term first."""
    return fmpq_poly([fmpq(c.numerator, c.denominator) for c in coefficients])


def real_roots(p: fmpq_poly) -> list[Root]:
    """The distinct real roots, ascending; none for a constant."""
    if p.degree() < 1 or p.degree() > 4 * MAX_DEGREE:
        return []
    found: list[Root] = []
    for factor, _ in p.numer().factor()[1]:
        values = _closed_forms(factor)
        if values is None:
            found.extend(_isolated(factor))
        else:
            found.extend(known(value) for value in values)
    return sorted(found, key=lambda root: root.low + root.high)


def known(value: Value) -> Root:
    """A root with its closed form."""
    low, high = closed.near(value, -1), closed.near(value, 1)
    if low is None or high is None:
        raise closed.Unclear
    return Root(value, low, high)


def _closed_forms(p: fmpz_poly) -> list[Value] | None:
    """The real roots of an irreducible polynomial, or None if no form is known."""
    c = [Fraction(int(x)) for x in p.coeffs()]
    degree = len(c) - 1
    if degree == 1:
        return [-c[0] / c[1]]
    if degree == 2:
        return _quadratic(c[2], c[1], c[0])
    step = int(p.deflation()[1])
    if step > 1:
        inner = _closed_forms(fmpz_poly([int(x) for x in c[::step]]))
        return None if inner is None else _power_roots(inner, step)
    return _cubic(c) if degree == 3 else None


def _quadratic(a: Fraction, b: Fraction, c: Fraction) -> list[Value]:
    middle = -b / (2 * a)
    radical = closed.root(b * b / (4 * a * a) - c / a)
    if radical is None:
        return []
    return [plus(middle, minus(radical)), plus(middle, radical)] if radical != 0 else [middle]


def _power_roots(values: list[Value], step: int) -> list[Value]:
    """Solutions of x^step = v."""
    found: list[Value] = []
    for value in values:
        size = closed.sign(value)
        if size == 0:
            found.append(Fraction(0))
            continue
        if size < 0 and step % 2 == 0:
            continue
        positive = value if size > 0 else minus(value)
        if isinstance(positive, Fraction):
            radical = closed.root(positive, step)
            assert radical is not None
        else:
            radical = terms.power(positive, Fraction(1, step))
            if step == 2:
                radical = terms.apply(_O.SQRT, positive)
        found.append(radical if size > 0 else minus(radical))
        if step % 2 == 0:
            found.append(minus(radical))
    return found


def _cubic(c: list[Fraction]) -> list[Value] | None:
    shift = -c[2] / (3 * c[3])
    p = c[1] / c[3] - (c[2] / c[3]) ** 2 / 3
    q = c[0] / c[3] - c[1] * c[2] / (3 * c[3] ** 2) + 2 * (c[2] / c[3]) ** 3 / 27
    disc = (q / 2) ** 2 + (p / 3) ** 3
    if disc > 0:
        radical = closed.root(disc)
        assert radical is not None
        parts = [_cube_root(plus(-q / 2, s)) for s in (radical, minus(radical))]
        return [plus(shift, plus(parts[0], parts[1]))]
    scale = closed.root(-p / 3)
    assert scale is not None
    cosine = over(-q / 2, times(-p / 3, scale))
    angle = None if cosine is None else closed.of(_O.ACOS, cosine)
    if angle is None:
        return None
    found: list[Value] = []
    for k in range(3):
        turned = plus(times(Fraction(1, 3), angle), times(Fraction(-2 * k, 3), closed.PI))
        value = closed.of(_O.COS, turned)
        if value is None:
            return None
        found.append(plus(shift, times(times(Fraction(2), scale), value)))
    return found


def _cube_root(value: Value) -> Value:
    size = closed.sign(value)
    if size == 0:
        return Fraction(0)
    positive = value if size > 0 else minus(value)
    if isinstance(positive, Fraction):
        radical = closed.root(positive, 3)
        assert radical is not None
    else:
        radical = terms.power(positive, Fraction(1, 3))
    return radical if size > 0 else minus(radical)


def _isolated(p: fmpz_poly) -> list[Root]:
    with _NEAR.active():
        found: list[tuple[acb, int]] = p.complex_roots()  # type: ignore[assignment]  # a wrong stub
        balls = [root for root, _ in found if root.imag.contains(0)]
        return [Root(None, *_ends(root.real)) for root in balls]


def _ends(ball: arb) -> tuple[Fraction, Fraction]:
    ends = [closed.exactly(ball.lower()), closed.exactly(ball.upper())]
    # neighbours that are well apart for a sign to be read there
    gap = max((ends[1] - ends[0]) * 4, abs(ends[1]) / 2**60, Fraction(1, 2**80))
    return ends[0] - gap, ends[1] + gap
