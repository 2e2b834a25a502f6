"""Values of one scalar: small ones to show, random ones that count, exact special ones.

Small values show what a claim says; agreement counts only at values drawn from at least 2^30
over several magnitudes, and the pool of exact constants tries what random rationals never hit
(soundness R13).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from random import Random

from derivcheck.evaluation.sampling.closed import Value
from derivcheck.evaluation.sampling.domains import Domain, Interval, simplest
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import SCALAR
from derivcheck.language.terms import Pi, Term, apply, constant, divide, multiply

#: the order in which people try numbers
HUMAN: tuple[Fraction, ...] = tuple(
    Fraction(text)
    for text in (
        *("0", "1", "-1", "2", "-2", "1/2", "-1/2", "3", "-3", "1/3", "-1/3", "3/2", "-3/2"),
        *("4", "-4", "1/4", "-1/4", "5", "-5", "2/3", "-2/3", "3/4", "-3/4", "7", "-7"),
        *("10", "-10", "1/10", "-1/10", "20", "-20", "100", "-100", "1/100", "-1/100"),
    )
)

#: exponents of ten for a generic draw; moderate sizes are drawn more often, and 1e-6 and 1e9
#: are reached (soundness R13)
_MAGNITUDES = (0, 0, 0, 0, 0, 1, -1, 0, 1, -1, 2, -2, 3, -3, 0, 1, -4, 5, -6, 9)

_BITS = 32


@lru_cache(maxsize=1024)
def small(domain: Domain) -> tuple[Value, ...]:
    """Admissible values in the order people try them, closed ends among the first."""
    if domain.values is not None:
        return domain.values
    found: dict[Value, None] = {}
    human = [value for value in HUMAN if domain.contains(value)]
    found.update(dict.fromkeys(human[:2]))
    found.update(dict.fromkeys(domain.forms))
    for interval in domain.intervals:
        if interval.low is not None and interval.low_closed:
            found[interval.low] = None
        if interval.high is not None and interval.high_closed:
            found[interval.high] = None
    found.update(dict.fromkeys(human))
    for interval in domain.intervals:
        if sum(interval.contains(value) for value in human) < 6:
            found.update(dict.fromkeys(_inside(interval)))
    return tuple(found)


def _inside(interval: Interval) -> Iterator[Fraction]:
    low, high = interval.low, interval.high
    if low is None and high is None:
        return
    if low is None or high is None:
        for step in (1, 2, Fraction(1, 2), 3, 10):
            yield Fraction(low + step if low is not None else high - step)  # type: ignore[operator]  # one is a number
        return
    if low == high:
        yield low
        return
    yield simplest(low, high)
    for part in (Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), Fraction(1, 16), Fraction(15, 16)):
        yield low + (high - low) * part


def ordinary(rng: Random) -> Fraction:
    """A random rational of size about 1, one of 2^32, denominators powers of two."""
    return Fraction(rng.getrandbits(_BITS) * 2 + 1 - (1 << _BITS), 1 << (_BITS - 2))


def magnitude(rng: Random) -> Fraction:
    """A positive random rational between about 1e-6 and 1e9."""
    digits = Fraction(rng.getrandbits(_BITS) + (1 << (_BITS - 3)), 1 << (_BITS - 2))
    exponent = rng.choice(_MAGNITUDES)
    return digits * Fraction(10) ** exponent


def generic(domain: Domain, rng: Random, *, moderate: bool = False) -> Value:
    """A random admissible value, of at least 2^30 where the domain has as many.

    Ends of intervals are approached as 0 is: relative to the interval (soundness R2).
    """
    if domain.values is not None:
        return rng.choice(domain.values)
    if not domain.intervals:
        return rng.choice(domain.forms)
    interval = domain.intervals[rng.randrange(len(domain.intervals))]
    low, high = interval.low, interval.high
    size = abs(ordinary(rng)) if moderate else magnitude(rng)
    if low is None and high is None:
        return size if rng.random() < 0.5 else -size
    if high is None:
        assert low is not None
        return low + size
    if low is None:
        return high - size
    if low == high:
        return low
    if rng.random() < 0.2 and not moderate:
        near = (high - low) * size / (size + 1)
        return high - near if rng.random() < 0.5 else low + near
    return low + (high - low) * Fraction(2 * rng.getrandbits(_BITS) + 1, 1 << (_BITS + 1))


def _closed(operator: Operator, value: int) -> Term:
    return apply(operator, constant(value))


_PI = Pi(SCALAR)

#: exact special values for symbols that may take them (soundness R13)
SPECIAL: tuple[Term, ...] = (
    _PI,
    divide(_PI, constant(2)),
    _closed(Operator.SQRT, 2),
    _closed(Operator.LOG, 2),
    divide(_PI, constant(6)),
    _closed(Operator.EXP, 1),
    multiply(constant(-1), divide(_PI, constant(3))),
    _closed(Operator.SQRT, 3),
    divide(multiply(constant(5), _PI), constant(6)),
    multiply(constant(2), _PI),
)

#: the same as floats, to choose those inside an interval
_SIZES = (
    *(3.1415927, 1.5707963, 1.4142136, 0.6931472, 0.5235988, 2.7182818),
    *(-1.0471976, 1.7320508, 2.6179939, 6.2831853),
)


def special(domain: Domain) -> list[Term]:
    """The special values that are surely admissible."""
    if domain.values is not None:
        return []
    return [
        term
        for term, size in zip(SPECIAL, _SIZES, strict=True)
        if any(_surely(interval, size) for interval in domain.intervals)
    ]


def _surely(interval: Interval, size: float) -> bool:
    low = interval.low is None or interval.low < size - 1e-6
    return low and (interval.high is None or interval.high > size + 1e-6)
