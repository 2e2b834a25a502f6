"""The scalar normal form: a field of rational functions in kernels."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from fractions import Fraction
from typing import Literal

from derivcheck.calculus.tower.element import Element
from derivcheck.calculus.tower.kernels import GeneratorId, Kernel, Kind
from derivcheck.calculus.tower.polynomials import Pair, Ring
from derivcheck.calculus.tower.refusals import Unsupported
from derivcheck.calculus.tower.signs import Signs
from derivcheck.language.operators import Operator

__all__ = ["Relation", "Tower"]

Relation = Literal[">", ">=", "!=", "<", "<="]


class Tower:
    """Rational functions over Q in symbols, exponentials, logarithms, radicals and tangents.

    `(a - b).is_zero()` is True only if a and b have the same value at every point where every
    operation that built them has a real value and the conditions in `conditions` that are not
    implied by this hold. Silence (False, or a `Refusal`) proves nothing.

    Calling `function`, `power` or `/` tells the tower that the operation has a value: `log(u)`
    makes u positive, `sqrt(u)` makes it non-negative, a denominator does not vanish. Elements
    must therefore be built only from expressions that have values at every admissible point
    (not from a branch that is not chosen: a branch gets its own `fork`).
    """

    def __init__(self, signs: Signs | None = None, limit: int = 20_000) -> None:
        self.oracle = signs or Signs()
        self.ring = Ring(limit)
        self.kernels: list[Kernel] = []
        self.epoch = 0

    # elements -----------------------------------------------------------------------------

    def number(self, value: Fraction | int) -> Element:
        """A rational number."""
        return Element(self, (self.ring.constant(value), self.ring.one), self.epoch)

    def generator(self, key: Hashable) -> Element:
        """The opaque kernel of a key: a symbol, an entry, a sum; one key, one element."""
        raise NotImplementedError

    def pi(self) -> Element:
        """The constant pi."""
        raise NotImplementedError

    def function(self, operator: Operator, argument: Element) -> Element:
        """A function of `operators.FUNCTIONS`; raises a `Refusal` where no rule applies."""
        raise NotImplementedError

    def power(self, base: Element, exponent: Element) -> Element:
        """`base^exponent` in the reading of the language, for any real exponent."""
        raise NotImplementedError

    def minimum(self, left: Element, right: Element) -> Element:
        """min(left, right), where the sign of the difference is known."""
        raise NotImplementedError

    def maximum(self, left: Element, right: Element) -> Element:
        """max(left, right), where the sign of the difference is known."""
        raise NotImplementedError

    # knowledge ----------------------------------------------------------------------------

    def assume(self, element: Element, relation: Relation) -> None:
        """Let `element relation 0` hold on the region."""
        raise NotImplementedError

    def fork(self, element: Element, relation: Relation) -> Tower:
        """A tower for the part of the region where `element relation 0`.

        It takes over every element built so far (mixing them with its own adopts them).
        """
        raise NotImplementedError

    def sign(self, element: Element) -> int | None:
        """The sign on the whole region, where it is known."""
        raise NotImplementedError

    def nonnegative(self, element: Element) -> bool:
        """True proves that the element is at least 0 on the whole region."""
        raise NotImplementedError

    @property
    def conditions(self) -> list[object]:
        """What was assumed on the way."""
        raise NotImplementedError

    # looking in ---------------------------------------------------------------------------

    def describe(self, generator: GeneratorId) -> Kernel:
        """What a generator stands for."""
        return self.kernels[generator]

    def substitute(
        self, element: Element, mapping: Callable[[Hashable], Element | None]
    ) -> Element:
        """The element with opaque kernels replaced by key; None keeps a kernel.

        Kernels of functions are built anew from their changed arguments.
        """
        raise NotImplementedError

    def derivative(self, element: Element, key: Hashable) -> Element:
        """The derivative by an opaque kernel, all others held constant.

        Where a root vanishes the rule has no value though the derivative may have one; these
        points are told in `conditions`.
        """
        raise NotImplementedError

    def vanishes(self, element: Element) -> bool:
        """Whether a numerator that is not 0 as it stands can be shown to be 0 all the same."""
        raise Unsupported

    def show(self, element: Element) -> str:
        """The element as text, for messages."""
        raise NotImplementedError

    # used by elements ---------------------------------------------------------------------

    def adopt(self, element: Element) -> Element:
        """An element of the tower this one was forked from."""
        raise NotImplementedError

    def assume_denominator(self, element: Element) -> None:
        """Record that a denominator does not vanish."""
        raise NotImplementedError

    def renewed(self, pair: Pair) -> Pair:
        """A fraction over the generators that are in use now."""
        raise NotImplementedError

    def new_kernel(self, kind: Kind) -> None:
        """A fresh generator."""
