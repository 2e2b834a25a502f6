"""Sums of rational multiples of radicals, powers of pi and e, and logarithms of primes.

A monomial is `product of p^r` (p prime, 0 < r < 1), times `pi^a`, `e^q` and powers of log p.
Radicals with different exponents are linearly independent over Q (Besicovitch, J. London
Math. Soc. 15, 1940), so a sum of radicals alone is 0 only if it has no terms. With pi, e and
logarithms a sum without terms is still 0; one with terms may be a relation nobody knows, and
its sign is left to enclosures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from flint import fmpq, fmpz


@dataclass(frozen=True, slots=True, eq=False)
class Monomial:
    """Exponents; radicals and logs sorted by their prime."""

    radicals: tuple[tuple[int, Fraction], ...] = ()
    pi: int = 0
    e: Fraction = Fraction(0)
    logs: tuple[tuple[int, int], ...] = ()
    #: fractions are slow to hash, and sums look their monomials up all the time
    _hash: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Hashes once."""
        object.__setattr__(self, "_hash", hash((self.radicals, self.pi, self.e, self.logs)))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return isinstance(other, Monomial) and (
            (self._hash, self.radicals, self.pi, self.e, self.logs)
            == (other._hash, other.radicals, other.pi, other.e, other.logs)
        )


#: coefficients by monomial, none of them 0
Sum: TypeAlias = dict[Monomial, fmpq]

ONE = Monomial()

#: exponents of a radical or of e that are short enough to be worth a form
LARGEST_DENOMINATOR, LARGEST_EXPONENT = 12, 64

#: integers up to this many bits are factored to take roots and logarithms
FACTORED_BITS = 40


def rational_sum(a: fmpq) -> Sum:
    """A rational number."""
    return {ONE: a} if a else {}


def add(a: Sum, b: Sum) -> Sum:
    """`a + b`."""
    total = dict(a)
    for monomial, c in b.items():
        _put(total, monomial, c)
    return total


def _put(total: Sum, monomial: Monomial, c: fmpq) -> None:
    """Add a term."""
    before = total.get(monomial)
    if before is None:
        total[monomial] = c
        return
    c = before + c
    if c:
        total[monomial] = c
    else:
        del total[monomial]


def negative(a: Sum) -> Sum:
    """`-a`."""
    return {monomial: -c for monomial, c in a.items()}


def multiply(a: Sum, b: Sum) -> Sum:
    """`a b`."""
    total: Sum = {}
    for m, c in a.items():
        for n, d in b.items():
            if m is ONE or n is ONE:
                _put(total, n if m is ONE else m, c * d)
            else:
                factor, product = _times(m, n)
                _put(total, product, c * d * factor)
    return total


@lru_cache(maxsize=4096)
def _times(m: Monomial, n: Monomial) -> tuple[fmpq, Monomial]:
    """The product of two monomials and the rational that its roots leave."""
    factor, radicals = reduced_radicals([*m.radicals, *n.radicals])
    logs: dict[int, int] = dict(m.logs)
    for p, k in n.logs:
        logs[p] = logs.get(p, 0) + k
    kept = tuple(sorted((p, k) for p, k in logs.items() if k))
    product = Monomial(radicals, m.pi + n.pi, m.e + n.e, kept)
    return factor, ONE if product == ONE else product


def reduced_radicals(
    powers: list[tuple[int, Fraction]],
) -> tuple[fmpq, tuple[tuple[int, Fraction], ...]]:
    """A product of powers of primes as a rational times exponents between 0 and 1."""
    exponents: dict[int, Fraction] = {}
    for p, r in powers:
        exponents[p] = exponents.get(p, Fraction(0)) + r
    factor = fmpq(1)
    kept = []
    for p, r in sorted(exponents.items()):
        whole = r.numerator // r.denominator
        if whole:
            factor *= fmpq(p) ** whole
        if r != whole:
            kept.append((p, r - whole))
    return factor, tuple(kept)


def is_short(exponent: Fraction) -> bool:
    """Whether a power with this exponent stays readable, and small."""
    return exponent.denominator <= LARGEST_DENOMINATOR and abs(exponent) <= LARGEST_EXPONENT


def monomial_power(a: Sum, exponent: Fraction) -> Sum | None:
    """The power of a single positive term; None where it is no term again."""
    if len(a) != 1 or not is_short(exponent):
        return None
    [(m, c)] = a.items()
    if c < 0 or any((k * exponent).denominator != 1 for k in (m.pi, *(k for _, k in m.logs))):
        return None
    powers = factored(c)
    if powers is None:
        return None
    scaled = [(p, r * exponent) for p, r in (*powers, *m.radicals)]
    factor, radicals = reduced_radicals(scaled)
    logs = tuple((p, int(k * exponent)) for p, k in m.logs)
    return {Monomial(radicals, int(m.pi * exponent), m.e * exponent, logs): factor}


def factored(a: fmpq) -> list[tuple[int, Fraction]] | None:
    """A positive rational as powers of primes; None where it is too long to try."""
    if a.height_bits() > FACTORED_BITS:
        return None
    powers = [(int(p), Fraction(k)) for p, k in fmpz(a.p).factor()]
    return powers + [(int(p), Fraction(-k)) for p, k in fmpz(a.q).factor()]


def inverse(a: Sum) -> Sum | None:
    """`1/a` for a single term, or for a sum of few square roots."""
    if len(a) > 1:
        return _inverse_by_conjugates(a)
    [(m, c)] = a.items()
    factor, radicals = reduced_radicals([(p, -r) for p, r in m.radicals])
    logs = tuple((p, -k) for p, k in m.logs)
    return {Monomial(radicals, -m.pi, -m.e, logs): factor / c}


def _inverse_by_conjugates(a: Sum) -> Sum | None:
    """`other/(a other)`, where every square root in turn changes its sign."""
    primes: set[int] = set()
    for m in a:
        if m.pi or m.e or m.logs or any(r.denominator != 2 for _, r in m.radicals):
            return None
        primes |= {p for p, _ in m.radicals}
    if len(primes) > 3:
        return None
    norm, result = a, rational_sum(fmpq(1))
    for p in sorted(primes):
        flipped = {m: -c if any(q == p for q, _ in m.radicals) else c for m, c in norm.items()}
        result, norm = multiply(result, flipped), multiply(norm, flipped)
    return {m: c / norm[ONE] for m, c in result.items()}
