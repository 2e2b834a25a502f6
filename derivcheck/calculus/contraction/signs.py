"""Signs of entries, sums of squares and sizes, for the tower."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.calculus.contraction.kernels import Integer, Path, Sum, Trace
from derivcheck.calculus.contraction.letters import Word, flip
from derivcheck.calculus.tower import Element, Signs
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
        if isinstance(key, Integer) and self.algebra is not None:
            if self.algebra.facts.nonnegative(key.atom - ONE):
                return 1
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
