"""Elements of the tower: fractions of polynomials in its generators.

Numerator and denominator are reduced modulo the relations of the roots, common polynomial
factors are cancelled and the denominator is monic. All of this is valid at every point where
the denominators written by the author do not vanish: a cancelled factor divides a denominator
whose value there is not zero, and no denominator is multiplied by a conjugate.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.calculus.tower import quotients
from derivcheck.calculus.tower.polynomials import Pair, fraction_of, key_of

if TYPE_CHECKING:
    from derivcheck.calculus.tower.kernels import GeneratorId
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["Element", "Number"]

Number = int | Fraction


class Element:
    """A value of the tower; immutable, though its fraction follows the tower's generators.

    `==` and `hash` compare the fractions as they stand: equal elements are equal values;
    different ones may still have the same value, which `(a - b).is_zero()` decides. Hashes
    are stable as long as no finer kernel is constructed (`exp(x)` after `exp(2*x)` keeps
    them, `exp(x/2)` after `exp(x)` does not).
    """

    __slots__ = ("_epoch", "_pair", "tower")

    def __init__(self, tower: Tower, pair: Pair, epoch: int) -> None:
        self.tower = tower
        self._pair = pair
        self._epoch = epoch

    @property
    def pair(self) -> Pair:
        """Numerator and denominator over the generators that are in use now."""
        if self._epoch != self.tower.epoch:
            self._pair = self.tower.renewed(self._pair)
            self._epoch = self.tower.epoch
        return self._pair

    def in_tower(self, tower: Tower, shared: int) -> Element:
        """The same fraction in a fork of its tower, which shares this many generators."""
        ring = self.tower.ring
        num, den = self._pair
        if any(generator >= shared for p in (num, den) for generator in ring.degrees(p)):
            raise ValueError("the element holds kernels that were built after the fork")
        return Element(tower, self._pair, -1)

    def _both(self, value: Element | Number) -> tuple[Pair, Pair]:
        """Both fractions over the same generators."""
        if not isinstance(value, Element):
            ring = self.tower.ring
            return self.pair, (ring.constant(value), ring.one)
        if value.tower is not self.tower:
            value = self.tower.adopt(value)
        mine, theirs = self.pair, value.pair
        while self._epoch != self.tower.epoch or value._epoch != self.tower.epoch:
            mine, theirs = self.pair, value.pair  # renewing one renewed the generators
        return mine, theirs

    def _new(self, pair: Pair) -> Element:
        return Element(self.tower, pair, self.tower.epoch)

    def __add__(self, other: Element | Number) -> Element:
        return self._new(quotients.add(self.tower.ring, *self._both(other)))

    __radd__ = __add__

    def __neg__(self) -> Element:
        num, den = self.pair
        return self._new((-num, den))

    def __sub__(self, other: Element | Number) -> Element:
        mine, (num, den) = self._both(other)
        return self._new(quotients.add(self.tower.ring, mine, (-num, den)))

    def __rsub__(self, other: Element | Number) -> Element:
        return -self + other

    def __mul__(self, other: Element | Number) -> Element:
        return self._new(quotients.multiply(self.tower.ring, *self._both(other)))

    __rmul__ = __mul__

    def __truediv__(self, other: Element | Number) -> Element:
        """The quotient; the divisor is recorded as a denominator that does not vanish."""
        if isinstance(other, Element):
            self.tower.assume_denominator(other)
        return self.over(other)

    def __rtruediv__(self, other: Number) -> Element:
        return self.tower.number(other) / self

    def over(self, other: Element | Number) -> Element:
        """The quotient by a value known not to vanish where the result is used."""
        mine, theirs = self._both(other)
        inverse = quotients.invert(self.tower.ring, theirs)
        return self._new(quotients.multiply(self.tower.ring, mine, inverse))

    def __pow__(self, exponent: int) -> Element:
        if exponent < 0:
            self.tower.assume_denominator(self)
            return self._new(
                quotients.power(
                    self.tower.ring, quotients.invert(self.tower.ring, self.pair), -exponent
                )
            )
        return self._new(quotients.power(self.tower.ring, self.pair, exponent))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (Element, int, Fraction)):
            return NotImplemented
        if isinstance(other, Element) and other.tower is not self.tower:
            return _same(self, other)
        mine, theirs = self._both(other)
        return bool(mine[0] == theirs[0] and mine[1] == theirs[1])

    def __hash__(self) -> int:
        return hash(self.key())

    def key(self) -> tuple[str, str]:
        """A text for numerator and denominator, equal exactly for equal fractions."""
        num, den = self.pair
        return key_of(num), key_of(den)

    def is_zero(self) -> bool:
        """True proves that the value is 0 at every admissible point; False proves nothing."""
        return self.is_null() or self.tower.vanishes(self)

    def is_null(self) -> bool:
        """Whether the fraction is 0 as it stands: the quick half of `is_zero`."""
        return bool(self.pair[0].is_zero())

    def is_number(self) -> Fraction | None:
        """The value, if the fraction is a rational number."""
        num, den = self.pair
        if not (num.is_constant() and den.is_one()):
            return None
        return fraction_of(num.leading_coefficient()) if not num.is_zero() else Fraction(0)

    def numerator(self) -> Element:
        """The numerator, a polynomial in the generators."""
        return self._new((self.pair[0], self.tower.ring.one))

    def denominator(self) -> Element:
        """The denominator, a monic polynomial in the generators."""
        return self._new((self.pair[1], self.tower.ring.one))

    def terms(self) -> tuple[tuple[Fraction, tuple[tuple[GeneratorId, int], ...]], ...]:
        """The numerator's terms: coefficient and powers of generators, eldest first."""
        return tuple(self.tower.ring.terms(self.pair[0]))

    def generators(self) -> frozenset[GeneratorId]:
        """The generators in numerator and denominator."""
        ring = self.tower.ring
        num, den = self.pair
        found = frozenset(ring.present(num))
        return found if den.is_one() else found.union(ring.present(den))

    def __str__(self) -> str:
        return self.tower.show(self)

    def __repr__(self) -> str:
        return f"<{self}>"


def _same(a: Element, b: Element) -> bool:
    """Whether elements of two towers are equal; never where neither tower knows both."""
    for mine, theirs in ((a, b), (b, a)):
        try:
            return mine.tower.adopt(theirs) == mine
        except ValueError:
            continue
    return False
