"""What is known about signs on the region: assumptions, definedness, and what follows.

A strict fact about a product is one linear equation over GF(2) between the signs of its
irreducible factors of odd exponent (none of which vanishes then), so x*y > 0 and y*z > 0 give
x*z > 0. A weak fact (`>= 0`) says something only about exactly its own product, and only if
its repeated factors do not vanish: x^2*y >= 0 says nothing of y at x = 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from derivcheck.calculus.tower.conditions import Condition, Relation
from derivcheck.calculus.tower.factors import Factors, factors_of
from derivcheck.calculus.tower.kernels import Kind
from derivcheck.calculus.tower.monotone import increasing_argument
from derivcheck.calculus.tower.polynomials import Polynomial, key_of
from derivcheck.calculus.tower.positivity import Known, sign_of_polynomial

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["Facts"]


class _Product(NamedTuple):
    """A sign of the product of the odd factors, told where the repeated ones do not vanish."""

    odd: list[Polynomial]
    sign: int
    strict: bool
    repeated: list[Polynomial]


class Facts:
    """The facts of one tower; factor tables are built when first asked for."""

    def __init__(self, tower: Tower) -> None:
        self.tower = tower
        self.stated: dict[tuple[str, str, str], Condition] = {}
        self.version = 0
        self.depth = 0
        self._stamp = (-1, -1)
        self._unread: list[Element] = []
        self._reset()

    def _reset(self) -> None:
        self.single: dict[str, Known] = {}
        self.polynomials: dict[str, Polynomial] = {}
        self._rows: list[tuple[str, frozenset[str], int]] = []
        self._weak: list[tuple[frozenset[str], int]] = []
        self._cache: dict[str, Known | None] = {}
        self._nonzero: set[str] = set()
        self._conflict = False

    def state(self, condition: Condition) -> None:
        """Add a fact."""
        num, den = condition.element.key()
        key = (num, den, condition.relation)
        old = self.stated.get(key)
        if old is None or (condition.implied and not old.implied):
            self.stated[key] = condition
        if old is not None:
            return
        if condition.relation == "!=":
            self._unread.append(condition.element)
        else:
            self.version += 1

    def holds(self, element: Element, relation: Relation) -> bool:
        """Whether `element relation 0` is known."""
        if relation == "!=":
            return self.nonvanishing(element)
        known = self.of(element)
        if known is None:
            return False
        wanted = -1 if relation in ("<", "<=") else 1
        if relation in (">=", "<="):
            return known.sign in (wanted, 0)
        return known.sign == wanted and known.strict

    def of(self, element: Element) -> Known | None:
        """What is known of the sign of an element."""
        if element.is_null():
            return Known(0, True)
        split = factors_of(self.tower, element)
        return self.of_factors(split)

    def of_factors(self, split: Factors) -> Known | None:
        """What is known of the sign of a product."""
        sign, strict = (1 if split.coefficient > 0 else -1), True
        odd: list[Polynomial] = []
        for factor, exponent in split.powers:
            if exponent % 2 == 0:
                strict = strict and (exponent < 0 or self.nonvanishing_factor(factor))
            else:
                odd.append(factor)
        known = self.of_product(odd)
        return None if known is None else Known(sign * known.sign, strict and known.strict)

    def of_product(self, factors: Iterable[Polynomial]) -> Known | None:
        """What is known of the sign of a product of different irreducible polynomials."""
        sign, strict = 1, True
        open_keys: set[str] = set()
        for factor in factors:
            known = self.of_factor(factor)
            if known is None:
                open_keys.add(key_of(factor))
            else:
                sign, strict = sign * known.sign, strict and known.strict
        if not open_keys:
            return Known(sign, strict)
        rest = frozenset(open_keys)
        for pivot, row, row_sign in self._rows:
            if pivot in rest:
                rest, sign = rest ^ row, sign * row_sign
        if not rest:
            return Known(sign, strict)
        for keys, weak_sign in self._weak:
            if keys == rest:  # strict where no factor vanishes
                return Known(sign * weak_sign, strict and keys <= self._nonzero)
        return None

    def of_factor(self, factor: Polynomial) -> Known | None:
        """What is known of the sign of one irreducible polynomial."""
        self._build()
        key = key_of(factor)
        if key not in self._cache:
            self._cache[key] = None  # a question that leads back to itself has no answer
            self._cache[key] = self._found(key, factor)
        known = self._cache[key]
        if known is not None and not known.strict and key in self._nonzero:
            return Known(known.sign, True)
        return known

    def _found(self, key: str, factor: Polynomial) -> Known | None:
        known = self.single.get(key)
        if known is None or not known.strict:
            found = sign_of_polynomial(self.tower, factor)
            if found is None or not found.strict:
                found = self._asked(factor) or found
            known = found if known is None or (found and found.strict) else known
        return known or self._from_rows(key)

    def _from_rows(self, key: str) -> Known | None:
        rest, sign = frozenset((key,)), 1
        for pivot, row, row_sign in self._rows:
            if pivot in rest:
                rest, sign = rest ^ row, sign * row_sign
        return None if rest else Known(sign, True)

    def _asked(self, factor: Polynomial) -> Known | None:
        element = self.tower.polynomial(factor)
        sign = self.tower.oracle.sign(element)
        if sign is not None:
            return Known(sign, True)
        return Known(1, False) if self.tower.oracle.nonnegative(element) else None

    def nonvanishing(self, element: Element) -> bool:
        """Whether an element is known to have no zero on the region."""
        if element.is_null():
            return False
        split = factors_of(self.tower, element)
        return all(e < 0 or self.nonvanishing_factor(f) for f, e in split.powers)

    def nonvanishing_factor(self, factor: Polynomial) -> bool:
        """Whether an irreducible polynomial is known to have no zero on the region."""
        self._build()
        if key_of(factor) in self._nonzero:
            return True
        known = self.of_factor(factor)
        if known is not None and known.strict:
            return known.sign != 0
        radicand = self._radicand(factor)
        return radicand is not None and self.nonvanishing(radicand)

    def contradictory(self) -> bool:
        """True proves that no point of the region satisfies all facts."""
        self._build()
        if self._conflict:
            return True
        for key, known in self.single.items():
            found = sign_of_polynomial(self.tower, self.polynomials[key])
            if found is not None and found.sign == -known.sign and (found.strict or known.strict):
                return True
        return False

    # tables -------------------------------------------------------------------------------

    def _build(self) -> None:
        stamp = (self.version, self.tower.epoch)
        if self._stamp == stamp:
            while self._unread:
                element = self._unread.pop()
                if not element.is_null():
                    self._not_zero(f for f, _ in factors_of(self.tower, element).powers)
            return
        self._stamp = stamp
        self._reset()
        self._unread = []
        products: list[_Product] = []
        for condition in list(self.stated.values()):
            if condition.element.is_null():
                self._conflict = self._conflict or condition.relation in (">", "<", "!=")
                continue
            split = factors_of(self.tower, condition.element)
            strict = condition.relation in (">", "<", "!=")
            self._not_zero(f for f, e in split.powers if strict or e < 0)
            if condition.relation == "!=":
                continue
            down = condition.relation in ("<", "<=")
            products.append(self._product(split, Known(-1 if down else 1, strict)))
        for _ in range(3):
            if not self._settle(products):
                break
        self._stamp = stamp

    def _not_zero(self, factors: Iterable[Polynomial]) -> None:
        """Where a root is not 0, its radicand is not."""
        for factor in factors:
            self._nonzero.add(key_of(factor))
            radicand = self._radicand(factor)
            if radicand is not None:
                self._not_zero(f for f, e in factors_of(self.tower, radicand).powers if e > 0)

    def _radicand(self, factor: Polynomial) -> Element | None:
        """What a factor is a root of, times something that does not vanish."""
        generator = self.tower.single_generator(factor)
        kernel = None if generator is None else self.tower.kernels[generator]
        return kernel.arguments[0] if kernel is not None and kernel.kind is Kind.ROOT else None

    def _product(self, split: Factors, known: Known) -> _Product:
        odd = [f for f, e in split.powers if e % 2]
        repeated = [f for f, e in split.powers if e % 2 == 0 and e > 0]
        for factor in odd:
            self.polynomials[key_of(factor)] = factor
        sign = known.sign if split.coefficient > 0 else -known.sign
        return _Product(odd, sign, known.strict, repeated)

    def _settle(self, products: list[_Product]) -> bool:
        """Turn products into facts about single factors and rows; True if something is new."""
        self._cache = {}
        self._rows, self._weak = [], []
        news = False
        for odd, sign, strict, repeated in list(products):
            rest: set[str] = set()
            if not strict and not all(self.nonvanishing_factor(f) for f in repeated):
                continue
            for factor in odd:
                known = self.of_factor(factor) if len(odd) > 1 else None
                if known is not None and known.strict:
                    sign *= known.sign
                else:
                    rest.add(key_of(factor))
            if not rest:
                self._conflict = self._conflict or sign < 0
            elif len(rest) == 1:
                key = next(iter(rest))
                if self._learn(key, Known(sign, strict)):
                    news = True
                    argument = increasing_argument(self.tower, self.polynomials[key])
                    if argument is not None and not argument.is_null():
                        split = factors_of(self.tower, argument)
                        products.append(self._product(split, Known(sign, strict)))
            elif strict:
                self._add_row(frozenset(rest), sign)
            else:
                self._weak.append((frozenset(rest), sign))
        self._cache = {}
        return news

    def _learn(self, key: str, known: Known) -> bool:
        old = self.single.get(key)
        if old is not None:
            if old.sign != known.sign and (old.strict or known.strict):
                self._conflict = True
            if old.strict or not known.strict:
                return False
        self.single[key] = known
        return True

    def _add_row(self, row: frozenset[str], sign: int) -> None:
        for pivot, other, other_sign in self._rows:
            if pivot in row:
                row, sign = row ^ other, sign * other_sign
        if row:
            self._rows.append((min(row), row, sign))
