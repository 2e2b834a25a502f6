"""The sign of the limit of an element of the tower at an end of an interval.

At a finite end where the element has a value the limit is that value, for everything in the
tower is continuous where it has one. Elsewhere the end is moved to infinity (x = a + 1/t) and
the leading growth decides: exp of a polynomial before powers before logarithms. None where
leading terms cancel or a kernel has no known growth.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction

from derivcheck.calculus.tower import Element, Kernel, Kind, Refusal, Tower
from derivcheck.calculus.tower.logarithms import log_absolute

#: exponents of the polynomial inside exp, highest degree first, then of x and of log x
Growth = tuple[tuple[tuple[int, Fraction], ...], Fraction, Fraction]

_FLAT: Growth = ((), Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class Leading:
    """coefficient times growth, up to terms of smaller growth."""

    coefficient: Element
    growth: Growth


class _Unclear(Exception):
    """No rule tells the growth."""


def limit_sign(
    tower: Tower, element: Element, key: Hashable, end: Element | None, low: bool
) -> int | None:
    """The sign of the limit (an infinite one included) at the lower or upper end."""
    if end is not None:
        value = value_at(tower, element, key, end)
        if value is not None:
            return _weak_sign(tower, value)
        if end.is_number() is None:
            return None
    moved = _Moved(tower, key, end, low)
    try:
        leading = moved.quotient(element)
    except (_Unclear, Refusal, ZeroDivisionError):
        return _sign_of_constant(moved, element)
    order = _compare(leading.growth, _FLAT)
    if order < 0:
        return 0
    # a leading coefficient that may vanish says nothing of the terms below it
    return tower.sign(leading.coefficient) if order else _weak_sign(tower, leading.coefficient)


def _sign_of_constant(moved: _Moved, element: Element) -> int | None:
    """The sign of the limit where logarithms cancel what grows."""
    try:
        return _weak_sign(moved.tower, moved.constant(element))
    except (_Unclear, Refusal, ZeroDivisionError):
        return None


def _weak_sign(tower: Tower, value: Element) -> int | None:
    """A sign that bounds the value: 1 says at least 0, -1 at most 0."""
    if value.is_zero():
        return 0
    known = tower.facts.of(value)
    return None if known is None else known.sign


def value_at(tower: Tower, element: Element, key: Hashable, end: Element) -> Element | None:
    """The value at a finite end, if it needs no condition that is not known already."""
    if _jumps(tower, element, key):
        return None
    before = dict(tower.facts.stated)
    try:
        if _substituted(tower, element.denominator(), key, end).is_zero():
            return None
        value = _substituted(tower, element, key, end)
    except (Refusal, ZeroDivisionError):
        value = None
    if tower.facts.stated.keys() != before.keys():
        tower.facts.stated = before
        tower.facts.version += 1
        return None
    return value


def _jumps(tower: Tower, element: Element, key: Hashable) -> bool:
    """Whether a kernel that moves is not continuous: the sign of something."""
    kernels = [tower.describe(g) for g in element.generators()]
    return any(
        k.kind is Kind.SIGN_POWER or any(_jumps(tower, a, key) for a in k.arguments)
        for k in kernels
    )


def _substituted(tower: Tower, element: Element, key: Hashable, end: Element) -> Element:
    return tower.substitute(element, lambda other: end if other == key else None)


# Growth -----------------------------------------------------------------------------------


class _Moved:
    """Growth of elements at an end; x there is t, -t or a +- 1/t for t to infinity."""

    def __init__(self, tower: Tower, key: Hashable, end: Element | None, low: bool) -> None:
        self.tower = tower
        self.key = key
        self.end = end
        self.low = low

    def polynomial(self, element: Element) -> Leading:
        """The sum of the terms of the largest growth."""
        best: Leading | None = None
        for value, powers in element.terms():
            term = self._term(value, powers)
            order = 1 if best is None else _compare(term.growth, best.growth)
            if order > 0:
                best = term
            elif order == 0 and best is not None:
                best = Leading(best.coefficient + term.coefficient, best.growth)
        if best is None or best.coefficient.is_zero():
            raise _Unclear
        return best

    def _term(self, value: Fraction, powers: tuple[tuple[int, int], ...]) -> Leading:
        result = Leading(self.tower.number(value), _FLAT)
        for generator, exponent in powers:
            part = self._generator(generator)
            result = Leading(
                result.coefficient * part.coefficient**exponent,
                _product(result.growth, part.growth, exponent),
            )
        return result

    def _generator(self, generator: int) -> Leading:
        kernel = self.tower.describe(generator)
        itself = self.tower.element(generator)
        if not self._moves(kernel):
            return Leading(itself, _FLAT)
        match kernel.kind:
            case Kind.OPAQUE:
                return self._symbol()
            case Kind.EXP:
                exponent = self._exponent(kernel.arguments[0])
                return Leading(self.tower.number(1), (exponent, Fraction(0), Fraction(0)))
            case Kind.ATAN | Kind.ERF:
                return self._bounded(kernel)
            case Kind.LOG:
                return self._logarithm(kernel.arguments[0])
            case Kind.ROOT:
                return self._root(kernel)
            case _:
                raise _Unclear

    def _moves(self, kernel: Kernel) -> bool:
        if kernel.kind is Kind.OPAQUE:
            return bool(kernel.key == self.key)
        return any(
            self._moves(self.tower.describe(g)) for a in kernel.arguments for g in a.generators()
        )

    def _symbol(self) -> Leading:
        if self.end is None:
            return Leading(self.tower.number(-1 if self.low else 1), ((), Fraction(1), Fraction(0)))
        if self.end.is_zero():
            return Leading(
                self.tower.number(1 if self.low else -1), ((), Fraction(-1), Fraction(0))
            )
        return Leading(self.end, _FLAT)

    def quotient(self, element: Element) -> Leading:
        """The leading term of a fraction."""
        above = self.polynomial(element.numerator())
        below = self.polynomial(element.denominator())
        if not self.tower.sign(below.coefficient):
            raise _Unclear
        growth = _product(above.growth, below.growth, -1)
        return Leading(above.coefficient.over(below.coefficient), growth)

    def constant(self, element: Element) -> Element:
        """The limit of what is linear in logarithms, log(c t^k e^p) = p + k log t + log c + o(1).

        What grows must cancel exactly; the coefficients do not move, so that o(1) stays small.
        """
        if any(self._moves(self.tower.describe(g)) for g in element.denominator().generators()):
            raise _Unclear
        limit, growing = self.tower.number(0), dict[int | str, Element]()
        for value, powers in element.numerator().terms():
            factor, moving = self.tower.number(value), list[tuple[int, int]]()
            for generator, exponent in powers:
                if self._moves(self.tower.describe(generator)):
                    moving.append((generator, exponent))
                else:
                    factor = factor * self.tower.element(generator) ** exponent
            part, grown = self._expanded(moving)
            limit = limit + factor * part
            for what, coefficient in grown.items():
                growing[what] = growing.get(what, self.tower.number(0)) + factor * coefficient
        if any(not coefficient.is_zero() for coefficient in growing.values()):
            raise _Unclear
        return limit.over(element.denominator())

    def _expanded(self, moving: list[tuple[int, int]]) -> tuple[Element, dict[int | str, Fraction]]:
        """A constant and multiples of powers of t (by degree) and of log t."""
        if not moving:
            return self.tower.number(1), {}
        (generator, exponent), *others = moving
        kernel = self.tower.describe(generator)
        if others or (kernel.kind is Kind.LOG and exponent != 1):
            raise _Unclear
        if kernel.kind is Kind.OPAQUE:
            if self.end is not None:
                return self.end**exponent, {}
            return self.tower.number(0), {exponent: Fraction((-1) ** exponent if self.low else 1)}
        if kernel.kind is not Kind.LOG:
            raise _Unclear
        inner = self.quotient(kernel.arguments[0])
        exponents, degree, logs = inner.growth
        if logs or not self.tower.sign(inner.coefficient):
            raise _Unclear
        grown: dict[int | str, Fraction] = dict(exponents)
        return log_absolute(self.tower, inner.coefficient), {**grown, "log": degree}

    def _exponent(self, argument: Element) -> tuple[tuple[int, Fraction], ...]:
        """The polynomial in t inside exp; it must be exact, so only powers of x count."""
        if self.end is not None or argument.denominator().is_number() is None:
            raise _Unclear
        found: dict[int, Fraction] = {}
        for value, powers in argument.terms():
            degree = 0
            for generator, exponent in powers:
                kernel = self.tower.describe(generator)
                if kernel.kind is not Kind.OPAQUE or kernel.key != self.key:
                    raise _Unclear
                degree = exponent
            if not degree:
                raise _Unclear
            found[degree] = value * (-1) ** degree if self.low else value
        return tuple(sorted(found.items(), reverse=True))

    def _bounded(self, kernel: Kernel) -> Leading:
        """atan tends to plus or minus pi/2, erf to plus or minus 1"""
        inner = self.quotient(kernel.arguments[0])
        if _compare(inner.growth, _FLAT) <= 0:
            raise _Unclear
        sign = self.tower.sign(inner.coefficient)
        if not sign:
            raise _Unclear
        most = self.tower.pi() / 2 if kernel.kind is Kind.ATAN else self.tower.number(1)
        return Leading(most * sign, _FLAT)

    def _logarithm(self, argument: Element) -> Leading:
        """log of c x^k grows like k log x, log of c tends to log c"""
        inner = self.quotient(argument)
        exponent, degree, logs = inner.growth
        if exponent or logs or not self.tower.sign(inner.coefficient):
            raise _Unclear
        if not degree:
            return Leading(log_absolute(self.tower, inner.coefficient), _FLAT)
        return Leading(self.tower.number(degree), ((), Fraction(0), Fraction(1)))

    def _root(self, kernel: Kernel) -> Leading:
        """a root of c x^k grows like a root of c times x^(k/n)"""
        argument, scale = kernel.arguments
        if scale.is_number() is None:
            raise _Unclear
        inner = self.quotient(argument)
        if self.tower.sign(inner.coefficient) != 1:
            raise _Unclear
        exponent, degree, logs = inner.growth
        n = kernel.order
        root = self.tower.power(inner.coefficient, self.tower.number(Fraction(1, n)))
        growth = (tuple((d, c / n) for d, c in exponent), degree / n, logs / n)
        return Leading(root * scale, growth)


def _product(a: Growth, b: Growth, power: int) -> Growth:
    exponents = dict(a[0])
    for degree, c in b[0]:
        exponents[degree] = exponents.get(degree, Fraction(0)) + power * c
    kept = tuple(sorted(((d, c) for d, c in exponents.items() if c), reverse=True))
    return kept, a[1] + power * b[1], a[2] + power * b[2]


def _compare(a: Growth, b: Growth) -> int:
    """1 where a outgrows b, -1 where b outgrows a, 0 where they grow alike."""
    ratio = _product(a, b, -1)
    if ratio[0]:
        return 1 if ratio[0][0][1] > 0 else -1
    rest = ratio[1] or ratio[2]
    return (rest > 0) - (rest < 0)
