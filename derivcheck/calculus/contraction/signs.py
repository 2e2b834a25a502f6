"""Signs of entries, sums of squares and sizes, for the tower."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.contraction import bounded
from derivcheck.calculus.contraction.kernels import Integer, Path, Sum, Trace
from derivcheck.calculus.contraction.letters import Word, flip
from derivcheck.calculus.tower import Condition, Element, GeneratorId, Kind, Signs
from derivcheck.language.sizes import ONE

if TYPE_CHECKING:
    from derivcheck.calculus.contraction.algebra import Algebra


class KernelSigns(Signs):
    """What kernels say of their signs; then what the caller's oracle says."""

    def __init__(self, caller: Signs | None = None) -> None:
        self.caller = caller or Signs()
        self.algebra: Algebra | None = None

    def sign(self, element: Element) -> int | None:
        """The sign of a size, or of what the caller knows."""
        key = self._single(element)
        known = self.algebra.facts if self.algebra is not None else None
        if isinstance(key, Integer) and known is not None and known.nonnegative(key.atom - ONE):
            return 1
        if isinstance(key, Sum) and known is not None:
            full = all(known.nonnegative(stop - start) for _, start, stop in key.dummies)
            if full and (found := element.tower.sign(key.summand)) is not None:
                return found
        if self.algebra is not None and (found := bounded.sign(self.algebra, element)) is not None:
            return found
        return self.caller.sign(element)

    def nonnegative(self, element: Element) -> bool:
        """Sums of squares, and sums of what is not negative."""
        key = self._single(element)
        match key:
            case Path(word=word) if key.row == key.column:
                return _gram(word) or self.caller.nonnegative(element)
            case Trace(word=word) if any(_gram(word[k:] + word[:k]) for k in range(len(word))):
                return True
            case Integer(atom=atom) if self.algebra is not None:
                return self.algebra.facts.nonnegative(atom)
            case Sum(summand=summand):
                return element.tower.nonnegative(summand)
        return self.caller.nonnegative(element)

    def integer(self, element: Element) -> bool:
        """Integer polynomials of sizes and indices."""
        if self.algebra is not None and element.denominator().is_number() == 1:
            algebra = self.algebra
            if all(
                coefficient.denominator == 1
                and all(isinstance(algebra.key(g), Integer) for g, _ in powers)
                for coefficient, powers in element.terms()
            ):
                return True
        return self.caller.integer(element)

    def _single(self, element: Element) -> object:
        generators = element.generators()
        if self.algebra is None or len(generators) != 1:
            return None
        (generator,) = generators
        if element != self.algebra.monomial(1, ((generator, 1),)):
            return None
        return self.algebra.key(generator)


def _gram(word: Word) -> bool:
    """Whether a word is u'u."""
    half = len(word) // 2
    return len(word) % 2 == 0 and flip(word[:half]) == word[half:]


def evidently(algebra: Algebra, condition: Condition) -> bool:
    """Whether a condition `u != 0` or `u > 0` holds because u is a sum of positive terms."""
    if condition.relation not in ("!=", ">", ">="):
        return False
    element = condition.element
    return _positive(algebra, element.numerator()) and _positive(algebra, element.denominator())


def _positive(algebra: Algebra, element: Element) -> bool:
    return all(
        coefficient > 0 and all(_positive_kernel(algebra, g) for g, _ in powers)
        for coefficient, powers in element.terms()
    )


def _positive_kernel(algebra: Algebra, generator: GeneratorId) -> bool:
    key = algebra.key(generator)
    match key:
        case Integer(atom=atom):
            return algebra.facts.nonnegative(atom - ONE)
        case Sum(summand=summand, dummies=dummies):
            full = all(algebra.facts.nonnegative(stop - start) for _, start, stop in dummies)
            return full and _positive(algebra, summand)
        case None:
            return algebra.tower.describe(generator).kind is Kind.EXP
    return False
