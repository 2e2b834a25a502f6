"""The scalar normal form: a field of rational functions in kernels."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from fractions import Fraction

from derivcheck.calculus.tower import (
    derivatives,
    display,
    forking,
    jumps,
    powers,
    products,
    renewal,
    replacement,
    vanishing,
)
from derivcheck.calculus.tower.conditions import Condition, Relation
from derivcheck.calculus.tower.element import Element
from derivcheck.calculus.tower.facts import Facts
from derivcheck.calculus.tower.functions import RULES
from derivcheck.calculus.tower.kernels import GeneratorId, Kernel, Kind
from derivcheck.calculus.tower.polynomials import Pair, Polynomial, Ring
from derivcheck.calculus.tower.refusals import Unsupported
from derivcheck.calculus.tower.signs import Signs
from derivcheck.language.operators import Operator

__all__ = ["Tower"]

_ASSUMED = "assumed"


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
        self.facts = Facts(self)
        self.factored: dict[str, tuple[Fraction, tuple[tuple[Polynomial, int], ...]]] = {}
        #: generators of the bases over Q of the arguments of exp and of the angles
        self.exponents: list[GeneratorId] = []
        self.angles: list[GeneratorId] = []
        #: generators of square roots of products, and of gamma
        self.groups: list[GeneratorId] = []
        self.gammas: list[GeneratorId] = []
        #: sines and cosines that were taken: the value and its angle
        self.sines: list[tuple[Element, Element]] = []
        self.table: dict[tuple[Hashable, ...], GeneratorId] = {}
        self.support: list[frozenset[GeneratorId]] = []
        self.constant: list[bool] = []
        self.made_at: list[int] = []
        self.stale: set[GeneratorId] = set()
        self.images: dict[GeneratorId, Element] = {}
        self.parent: Tower | None = None
        self.inherited = 0

    # elements -----------------------------------------------------------------------------

    def number(self, value: Fraction | int) -> Element:
        """A rational number."""
        return Element(self, (self.ring.constant(value), self.ring.one), self.epoch)

    def generator(self, key: Hashable) -> Element:
        """The opaque kernel of a key: a symbol, an entry, a sum; one key, one element."""
        place = ("opaque", key)
        found = self.find(place)
        if found is None:
            found = self.new_generator(Kernel(Kind.OPAQUE, key), place)
        return self.element(found)

    def pi(self) -> Element:
        """The constant pi."""
        found = self.find(("pi",))
        if found is None:
            found = self.new_generator(Kernel(Kind.PI), ("pi",))
        return self.element(found)

    def function(self, operator: Operator, argument: Element) -> Element:
        """A function of `operators.FUNCTIONS`; raises a `Refusal` where no rule applies."""
        rule = RULES.get(operator)
        if rule is None:
            raise Unsupported(f"{operator.value} is not a scalar function of the tower")
        return rule(self, argument)

    def power(self, base: Element, exponent: Element) -> Element:
        """`base^exponent` in the reading of the language, for any real exponent."""
        return powers.power(self, base, exponent)

    def minimum(self, left: Element, right: Element) -> Element:
        """min(left, right), where the sign of the difference is known."""
        return jumps.minimum(self, left, right)

    def maximum(self, left: Element, right: Element) -> Element:
        """max(left, right), where the sign of the difference is known."""
        return jumps.maximum(self, left, right)

    def absolute(self, element: Element) -> Element:
        """abs(element)."""
        return products.absolute(self, element)

    # knowledge ----------------------------------------------------------------------------

    def assume(self, element: Element, relation: Relation) -> None:
        """Let `element relation 0` hold on the region."""
        self.facts.state(Condition(element, relation, True, _ASSUMED))

    def require(
        self, element: Element, relation: Relation, reason: str, implied: bool = True
    ) -> None:
        """Record a condition of a rule; it counts as a fact from then on."""
        if not self.facts.holds(element, relation):
            self.facts.state(Condition(element, relation, implied, reason))

    def assume_denominator(self, element: Element) -> None:
        """Record that a denominator does not vanish."""
        if element.is_number() is None:
            self.facts.state(Condition(element, "!=", True, "a quotient has a value"))

    def sign(self, element: Element) -> int | None:
        """1, -1 or 0 if the element has this sign on the whole region and it is known."""
        known = self.facts.of(element)
        return known.sign if known is not None and known.strict else None

    def nonnegative(self, element: Element) -> bool:
        """True proves that the element is at least 0 on the whole region."""
        return self.facts.holds(element, ">=")

    def is_empty(self) -> bool:
        """True proves that no point satisfies the assumptions and the implied conditions."""
        stated = self.facts.stated.values()
        if all(condition.implied for condition in stated):
            return self.facts.contradictory()
        present, self.facts = self.facts, Facts(self)
        try:
            for condition in stated:
                if condition.implied:
                    self.facts.state(condition)
            return self.facts.contradictory()
        finally:
            self.facts = present

    @property
    def conditions(self) -> list[Condition]:
        """What was assumed on the way, beyond what `assume` was told."""
        return [c for c in self.facts.stated.values() if c.reason != _ASSUMED]

    def fork(self, element: Element, relation: Relation) -> Tower:
        """A tower for the part of the region where `element relation 0`.

        It takes over every element built so far (mixing them with its own adopts them).
        """
        return forking.fork(self, Condition(element, relation, True, _ASSUMED))

    def adopt(self, element: Element) -> Element:
        """An element of a tower this one was forked from."""
        return forking.adopt(self, element)

    # looking in ---------------------------------------------------------------------------

    def describe(self, generator: GeneratorId) -> Kernel:
        """What a generator stands for."""
        return self.kernels[generator]

    def substitute(
        self, element: Element, mapping: Callable[[Hashable], Element | None]
    ) -> Element:
        """The element with opaque kernels replaced by key; None keeps a kernel.

        Kernels of functions are built anew from their changed arguments. The mapping must take
        admissible points to admissible points, as the renaming of a bound index does: signs
        that were used (`abs(x)` was x for x > 0) are not looked at again.
        """
        return renewal.substitute(self, element, mapping)

    def derivative(self, element: Element, key: Hashable) -> Element:
        """The derivative by an opaque kernel, all others held constant.

        Where a root vanishes the rule has no value though the derivative may have one; these
        points are told in `conditions`.
        """
        return derivatives.derivative(self, element, key)

    def vanishes(self, element: Element) -> bool:
        """Whether a numerator that is not 0 as it stands can be shown to be 0 all the same."""
        return vanishing.vanishes(self, element)

    def show(self, element: Element) -> str:
        """The element as text, for messages."""
        return display.show(self, element)

    # for the rules ------------------------------------------------------------------------

    def element(self, generator: GeneratorId) -> Element:
        """A generator as an element."""
        return self.polynomial(self.ring.generator(generator))

    def polynomial(self, polynomial: Polynomial) -> Element:
        """A reduced polynomial, in present or replaced generators, as an element."""
        return Element(self, (polynomial, self.ring.one), -1)

    def monomial(self, exponents: Iterable[tuple[GeneratorId, int]]) -> Element:
        """A product of powers of generators."""
        result = self.number(1)
        for generator, exponent in exponents:
            result *= self.element(generator) ** exponent
        return result

    def kernel(self, kind: Kind, argument: Element) -> Element:
        """An odd function without rules, one generator for equal and opposite arguments."""
        for generator, kernel in enumerate(self.kernels):
            if kernel.kind is kind:
                if (kernel.arguments[0] - argument).is_null():
                    return self.element(generator)
                if (kernel.arguments[0] + argument).is_null():
                    return -self.element(generator)
        return self.element(self.new_generator(Kernel(kind, None, (argument,))))

    def find(self, key: tuple[Hashable, ...]) -> GeneratorId | None:
        """The generator made under a key."""
        return self.table.get(key)

    def new_generator(self, kernel: Kernel, key: tuple[Hashable, ...] | None = None) -> GeneratorId:
        """A fresh generator, to be found under the key."""
        capacity = self.ring.capacity
        made = self.ring.new_generator()
        support = frozenset(g for a in kernel.arguments for g in a.generators())
        self.kernels.append(kernel)
        self.support.append(support)
        self.made_at.append(self.facts.version)
        self.constant.append(
            kernel.kind is not Kind.OPAQUE and all(self.constant[g] for g in support)
        )
        if key is not None:
            self.table[key] = made
        if self.ring.capacity != capacity:
            self.forget_factors()
        return made

    def is_constant(self, generator: GeneratorId) -> bool:
        """Whether a generator holds no opaque kernel."""
        return self.constant[generator]

    def made_before_facts(self, generator: GeneratorId) -> bool:
        """Whether facts were added since a kernel was made whose rules ask for signs."""
        return (
            self.kernels[generator].kind in vanishing.SIGNED
            and self.made_at[generator] < self.facts.version
        )

    def single_generator(self, polynomial: Polynomial) -> GeneratorId | None:
        """The generator, if the polynomial is one."""
        if len(polynomial) != 1 or polynomial.leading_coefficient() != 1:
            return None
        degrees = self.ring.degrees(polynomial)
        return next(iter(degrees)) if list(degrees.values()) == [1] else None

    def linear_part(self, a: Element, kinds: Iterable[Kind]) -> dict[GeneratorId, Fraction]:
        """Rational coefficients of generators of some kinds in the polynomial part of `a`."""
        num, den = a.pair
        if not den.is_one():
            if not any(self.kernels[g].kind in kinds for g in self.ring.degrees(num)):
                return {}
            num, _ = divmod(num, den)
        return {
            powers[0][0]: coefficient
            for coefficient, powers in self.ring.terms(num)
            if len(powers) == 1 and powers[0][1] == 1 and self.kernels[powers[0][0]].kind in kinds
        }

    # generators that were replaced --------------------------------------------------------

    def supersede(self, generator: GeneratorId, image: Element) -> None:
        """Replace a generator by an expression of the same value in finer ones."""
        replacement.supersede(self, generator, image)

    def forget_factors(self) -> None:
        """Let every element look at its generators again."""
        self.epoch += 1
        self.factored = {}

    def renewed(self, pair: Pair) -> Pair:
        """A fraction over the generators that are in use now."""
        return replacement.renewed(self, pair)
