"""Slips that only the values tell: which number, or which lost factor, makes a line true.

At a point, what a place is worth and what it would have to be worth give the factor that it
lacks there. Where that is the same number at every point, or such a multiple of a few symbols, it
was probably meant. Where one cannot go down to a place, the line is affine in the factor c of one
of its terms, and two evaluations, as written and with c = 0, give the c that is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import combinations_with_replacement as combos
from typing import Any, NamedTuple

from flint import arb

from derivcheck.deciders._points.pointwise import Judgement
from derivcheck.evaluation.rationals import as_fraction, rational
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.operators import FUNCTIONS
from derivcheck.language.printing import show
from derivcheck.language.terms import Comparison
from derivcheck.verify.repair.edits import Edit, edited
from derivcheck.verify.repair.edits.digits import as_written, distance
from derivcheck.verify.repair.edits.sites import Site, claimed, unclaimed
from derivcheck.verify.repair.edits.slips import PRODUCTS, said
from derivcheck.verify.repair.screening import Read, Screen
from derivcheck.verify.repair.worth import ABSENT, Worth

#: the largest numerator and denominator of a lost factor, and of the number in its place
_SMALL, _LARGE = 12, 1000
#: beyond this a number is one of the random ones that the points consist of
_LONG = 10**12
_ZERO = syntax.Number(Fraction(0), "0")

#: points at which both sides are compared; scalars that a lost factor may consist of, and how many
_POINTS, _NAMES, _DEGREE = 5, 5, 3

#: at each point the factor at which both sides agree
Factors = list[tuple[Worth, Any]]


class Monomial(NamedTuple):
    """A product of names, over a name if there is one."""

    top: tuple[str, ...]
    bottom: str | None


class _NoFactor(Exception):
    """No factor of a place makes the line true at some point."""


def solved(
    line: syntax.Node, read: Read, screen: Screen, worths: Sequence[Worth]
) -> Iterator[Edit]:
    """Lines in which one number or one factor of a term is what the points ask for.

    Of several numbers the one with the fewest other digits comes first.
    """
    goal = read(line)
    if not isinstance(goal, Comparison) or goal.relation != "=":
        return
    numbers: list[tuple[int, Edit]] = []
    terms: list[Edit] = []
    closed = not screen.context(goal).declarations
    for site in [*claimed(line), *(unclaimed(line) if closed else ())]:
        if isinstance(site.node, syntax.Number):
            number = _number(site, site.node, _factors(site, worths, read, screen))
            if number is not None:
                numbers.append((distance(site.node.digits, number.after), number))
        elif isinstance(site.node, syntax.Expression) and site.summed and not site.named:
            factors = _factors(site, worths, read, screen)
            terms += _scaled(site, site.node, factors, screen) if len(factors) > 1 else ()
    yield from (edit for _, edit in sorted(numbers, key=lambda each: each[0]))
    yield from terms


def _number(site: Site, node: syntax.Number, factors: Factors) -> Edit | None:
    factor = _constant(factors)
    if factor is None or factor <= 0:
        return None
    other = as_written(node.value * factor)
    return edited(site, "digit", other, said("{} should be {}", node.digits, other))


def _scaled(
    site: Site, node: syntax.Expression, factors: Factors, screen: Screen
) -> Iterator[Edit]:
    constant = _constant(factors)
    if constant in (0, 1, -1):  # a lost or a wrong sign is an edit of its own
        return
    if constant is not None:
        if max(abs(constant.numerator), constant.denominator) <= _SMALL:
            yield _times(site, node, as_written(abs(constant)), constant < 0)
        return
    (worth, asked), *others = factors
    for monomial, number in _multiples(worth, asked, screen).items():
        if all(_number_before(monomial, *each, screen) == number for each in others):
            yield _times(site, node, _written(monomial, abs(number)), number < 0, monomial.bottom)


def _times(
    site: Site,
    node: syntax.Expression,
    factor: syntax.Expression | None,
    negative: bool,
    bottom: str | None = None,
) -> Edit:
    """The term times a factor, and over a name."""
    scaled = node if factor is None else _product(factor, node)
    text = f"{'-' if negative else ''}{'1' if factor is None else show(factor)}"
    if bottom is not None:
        scaled = syntax.Binary("/", scaled, syntax.Name(bottom))
        text += f"/{bottom}"
    words = said("a factor {} is missing at {}", text, node)
    return edited(site, "factor", syntax.Negative(scaled) if negative else scaled, words)


def _written(monomial: Monomial, number: Fraction) -> syntax.Expression | None:
    """The numerator with its number; None for 1."""
    found = None if number == 1 else as_written(number)
    for name, exponent in Counter(monomial.top).items():
        power: syntax.Expression = syntax.Name(name)
        if exponent > 1:
            power = syntax.Binary("^", power, as_written(Fraction(exponent)))
        found = power if found is None else syntax.Binary("*", found, power)
    return found


def _product(factor: syntax.Expression, node: syntax.Expression) -> syntax.Expression:
    """The factor before the first one that is no number, where it needs no brackets."""
    if not isinstance(node, syntax.Binary) or node.operator not in PRODUCTS:
        return syntax.Binary("*", factor, node)
    if node.operator == "*" and not syntax.names(node.left):
        return replace(node, left=syntax.Binary("*", node.left, factor))
    return replace(node, left=_product(factor, node.left))


# Values -----------------------------------------------------------------------------------


def _factors(site: Site, worths: Sequence[Worth], read: Read, screen: Screen) -> Factors:
    """What the points ask for; empty if one has none, or if the first says that it is nothing."""
    found: Factors = []
    for worth in worths:
        with worth.arithmetic.active():
            try:
                factor = _factor(site, worth, read, screen)
            except _NoFactor:
                return []
        if factor is None:
            continue
        if not found and not _means_something(site, worth, factor, screen):
            return []
        found.append((worth, factor))
        if len(found) == _POINTS:
            break
    return found


def _means_something(site: Site, worth: Worth, factor: Any, screen: Screen) -> bool:
    """Whether a factor is a number of few digits, or what some scalar is worth."""
    number = _rational(factor)
    if number is not None and max(abs(number.numerator), number.denominator) < _LONG:
        return True
    return not isinstance(site.node, syntax.Number) and bool(_multiples(worth, factor, screen))


def _factor(site: Site, worth: Worth, read: Read, screen: Screen) -> Any:
    """The factor of a place that makes the line true; None where the place does not matter."""
    asked, value = worth.asked(site), worth.at(site.node)
    if asked is None or value is None:
        return _affine_factor(site, worth, read, screen)
    if len(asked) != 1:
        raise _NoFactor
    if not _zero(value):
        return asked[0] / value
    if not _zero(asked[0]):
        raise _NoFactor
    return None


def _affine_factor(site: Site, worth: Worth, read: Read, screen: Screen) -> Any:
    assert isinstance(site.node, syntax.Expression)
    if not is_affine(site):
        raise _NoFactor
    try:
        without = read(site.rebuild(syntax.Binary("*", _ZERO, site.node)))
    except LanguageError:
        raise _NoFactor from None
    if not isinstance(without, Comparison):
        raise _NoFactor
    context, point = worth.evaluator.context, worth.evaluator.point
    try:
        here, there = (screen.compared(each, context, point) for each in (worth.goal, without))
    except ABSENT:
        return None
    return _asked(here, there)


def is_affine(site: Site) -> bool:
    """Whether nothing around the place is a function of one number, a power or a denominator."""
    part, around = site.node, site.around
    while around is not None:
        match around.node:
            case syntax.Call(function=function) if function in FUNCTIONS:
                return False
            case syntax.Binary(operator="^" | ".^"):
                return False
            case syntax.Binary(operator="/" | "./", right=right) if right is part:
                return False
        part, around = around.node, around.around
    return True


def _asked(here: Judgement, there: Judgement) -> Any:
    """The factor that all entries ask for: None where the term is 0."""
    factors: list[Any] = []
    for gap, without in zip(_gaps(here), _gaps(there), strict=False):
        if not _zero(gap - without):
            factors.append(without / (without - gap))
        elif not _zero(gap):
            raise _NoFactor
    if not all(_zero(each - factors[0]) for each in factors):
        raise _NoFactor
    return factors[0] if factors else None


def _gaps(judged: Judgement) -> list[Any]:
    """The differences of both sides, entry by entry."""
    rows = zip(judged.left or (), judged.right or (), strict=False)
    return [a - b for lefts, rights in rows for a, b in zip(lefts, rights, strict=False)]


def _zero(value: Any) -> bool:
    return bool(value.contains(0)) if isinstance(value, arb) else bool(value == 0)


def _constant(factors: Factors) -> Fraction | None:
    """The factor, if it is the same rational at every point."""
    if not factors:
        return None
    worth, first = factors[0]
    with worth.arithmetic.active():
        if not all(_zero(asked - first) for _, asked in factors):
            return None
        return _rational(first)


def _multiples(worth: Worth, factor: Any, screen: Screen) -> dict[Monomial, Fraction]:
    """The monomials of which a factor is a small rational multiple at a point."""
    found = {}
    for monomial in _monomials(tuple(screen.scalars)[:_NAMES]):
        number = _number_before(monomial, worth, factor, screen)
        if number and max(abs(number.numerator), number.denominator) <= _SMALL:
            found[monomial] = number
    return found


@lru_cache(maxsize=16)
def _monomials(names: tuple[str, ...]) -> tuple[Monomial, ...]:
    """Products of a few names, perhaps over one, the shortest first."""
    tops = [top for count in range(_DEGREE + 1) for top in combos(names, count)]
    pairs = [(top, low) for top in tops for low in (None, *names) if low not in top]
    every = (Monomial(top, low) for top, low in pairs if top or low)
    return tuple(sorted(every, key=lambda each: len(each.top) + (each.bottom is not None)))


def _number_before(monomial: Monomial, worth: Worth, asked: Any, screen: Screen) -> Fraction | None:
    """How many times a monomial a factor is at a point."""
    context, point = worth.evaluator.context, worth.evaluator.point
    with worth.arithmetic.active():
        for name in monomial.top:
            value = screen.value(name, context, point)
            if value is None or _zero(value):
                return None
            asked = asked / value
        if monomial.bottom is not None:
            value = screen.value(monomial.bottom, context, point)
            if value is None or _zero(value):
                return None
            asked = asked * value
        return _rational(asked)


def _rational(value: Any) -> Fraction | None:
    if not isinstance(value, arb):
        return as_fraction(value)
    if not value.is_finite() or abs(value) > 2**40:
        return None
    near = Fraction(float(value.mid())).limit_denominator(_LARGE)
    return near if _zero(value - arb(rational(near))) else None
