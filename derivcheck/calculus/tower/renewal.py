"""Elements over changed generators: substitution, and renewal after a kernel became finer.

A generator's image has the same value as the generator (for substitutions: its value after the
substitution), so that an element and its image have the same value.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from flint import fmpq

from derivcheck.calculus.tower import angles, exponentials, inverses, logarithms, special
from derivcheck.calculus.tower.kernels import Kernel, Kind
from derivcheck.calculus.tower.polynomials import Pair, Polynomial
from derivcheck.calculus.tower.powers import sign_power
from derivcheck.calculus.tower.products import root

if TYPE_CHECKING:
    from derivcheck.calculus.tower.element import Element
    from derivcheck.calculus.tower.tower import Tower

__all__ = ["composed", "rebuilt", "substitute"]


def substitute(
    tower: Tower, element: Element, mapping: Callable[[Hashable], Element | None]
) -> Element:
    """The element with opaque kernels replaced and all others built anew."""
    return _Substitution(tower, mapping).element(element)


class _Substitution:
    def __init__(self, tower: Tower, mapping: Callable[[Hashable], Element | None]) -> None:
        self.tower = tower
        self.mapping = mapping
        self.images: dict[int, Element | None] = {}

    def element(self, element: Element) -> Element:
        while True:
            pair, epoch = element.pair, self.tower.epoch
            changed = {g: i for g in element.generators() if (i := self.image(g)) is not None}
            if self.tower.epoch == epoch:
                break
        if not changed:
            return element
        return composed(self.tower, pair, changed)

    def image(self, generator: int) -> Element | None:
        """The image of a generator; None if it stays."""
        if self.tower.is_constant(generator):
            return None
        if generator not in self.images:
            self.images[generator] = self._image(self.tower.kernels[generator])
        return self.images[generator]

    def _image(self, kernel: Kernel) -> Element | None:
        if kernel.kind is Kind.OPAQUE:
            return self.mapping(kernel.key)
        arguments = tuple(self.element(a) for a in kernel.arguments)
        if all(new is old for new, old in zip(arguments, kernel.arguments, strict=True)):
            return None
        return rebuilt(self.tower, kernel, arguments)


def rebuilt(tower: Tower, kernel: Kernel, arguments: tuple[Element, ...]) -> Element:
    """The value of a kernel at other arguments, in normal form."""
    match kernel.kind, arguments:
        case Kind.EXP, (a,):
            return exponentials.exp(tower, a)
        case Kind.LOG, (a,):
            return logarithms.log_absolute(tower, a)
        case Kind.ROOT, (a, scale):
            return scale * root(tower, a, Fraction(1, kernel.order))
        case Kind.NUMBER_ROOT, (a,):
            return root(tower, a, Fraction(1, kernel.order))
        case Kind.TAN, (a,):
            return angles.tangent_kernel(tower, a)
        case Kind.ATAN, (a,):
            return inverses.atan(tower, a)
        case Kind.ASIN, (a,):
            return inverses.asin(tower, a)
        case Kind.ERF, (a,):
            return special.erf(tower, a)
        case Kind.GAMMA, (a,):
            return special.gamma(tower, a)
        case Kind.SIGN_POWER, (a, b):
            return sign_power(tower, a, b)
        case _:
            raise AssertionError(f"{kernel.kind} has no arguments to rebuild it from")


def composed(tower: Tower, pair: Pair, images: Mapping[int, Element]) -> Element:
    """The fraction with generators replaced by their images."""
    num, den = pair
    if all(image.pair[1].is_one() for image in images.values()):
        top = _composed_polynomial(tower, num, images)
        return top if den.is_one() else top.over(_composed_polynomial(tower, den, images))
    top = _composed_fraction(tower, num, images)
    return top if den.is_one() else top.over(_composed_fraction(tower, den, images))


def _composed_polynomial(
    tower: Tower, polynomial: Polynomial, images: Mapping[int, Element]
) -> Element:
    ring = tower.ring
    values = {ring.index(g): ring.promote(image.pair[0]) for g, image in images.items()}
    result = _renamed(ring.promote(polynomial), values)
    if result is None:
        gens = ring.context.gens()
        result = ring.promote(polynomial).compose(
            *(values.get(i, gen) for i, gen in enumerate(gens)), ctx=ring.context
        )
    return tower.polynomial(ring.reduce(ring.checked(result)))


def _renamed(polynomial: Polynomial, values: Mapping[int, Polynomial]) -> Polynomial | None:
    """The composition with monomials, exponent by exponent; None for other values."""
    images: dict[int, tuple[list[tuple[int, int]], fmpq]] = {}
    for place, value in values.items():
        if len(value) != 1:
            return None
        ((monomial, factor),) = value.terms()
        images[place] = [(i, int(e)) for i, e in enumerate(monomial) if e], factor
    parts: dict[tuple[int, ...], fmpq] = {}
    for exponents, coefficient in polynomial.terms():
        moved = list(exponents)
        for place in images:
            moved[place] = 0
        for place, (powers, factor) in images.items():
            exponent = exponents[place]
            if exponent:
                for i, e in powers:
                    moved[i] += e * exponent
                if factor != 1:
                    coefficient *= factor**exponent
        key = tuple(moved)
        parts[key] = parts[key] + coefficient if key in parts else coefficient
    return polynomial.context().from_dict({key: c for key, c in parts.items() if c})


def _composed_fraction(
    tower: Tower, polynomial: Polynomial, images: Mapping[int, Element]
) -> Element:
    ring = tower.ring
    changed = {ring.index(g): g for g in images}
    parts: dict[tuple[tuple[int, int], ...], dict[tuple[int, ...], object]] = {}
    for exponents, coefficient in ring.promote(polynomial).terms():
        outer = tuple((changed[i], int(e)) for i, e in enumerate(exponents) if e and i in changed)
        inner = tuple(0 if i in changed else e for i, e in enumerate(exponents))
        parts.setdefault(outer, {})[inner] = coefficient
    total = tower.number(0)
    for outer, part in parts.items():
        term = tower.polynomial(ring.context.from_dict(part))  # type: ignore[arg-type]
        for generator, exponent in outer:
            term *= images[generator] ** exponent
        total += term
    return total
