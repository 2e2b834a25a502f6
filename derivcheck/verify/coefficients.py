"""Slips that only the values tell: which number, or which lost factor, makes a line true.

The claimed side is affine in the factor c of one of its terms. Two evaluations at a point, as
written and with c = 0, give the c at which both sides agree there; where that is the same
number at every point, or the value of a symbol, it was probably meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any

from flint import arb, ctx

from derivcheck.deciders._points.pointwise import FIRST, Judgement, judge
from derivcheck.evaluation.point import Point
from derivcheck.evaluation.rationals import as_fraction, rational
from derivcheck.language import syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.obligations import Pointwise
from derivcheck.language.printing import show
from derivcheck.language.terms import Comparison
from derivcheck.verify.edits import Edit, edited
from derivcheck.verify.edits.digits import distance, written
from derivcheck.verify.edits.names import written as names
from derivcheck.verify.edits.sites import Site, claimed, unclaimed
from derivcheck.verify.edits.slips import PRODUCTS
from derivcheck.verify.screening import ABSENT, Read, Screen

#: the largest numerator and denominator of a lost factor, and of the number in its place
_SMALL, _LARGE = 12, 1000
_ZERO = syntax.Number(Fraction(0), "0")

#: points at which both sides are compared
_POINTS = 5

Factors = list[tuple[Pointwise, Point, Any]]
Values = list[tuple[Pointwise, Point, Judgement]]


def solved(line: syntax.Node, read: Read, screen: Screen) -> Iterator[Edit]:
    """Lines in which one number or one factor of a term is what the points ask for.

    Of several numbers the one with the fewest other digits comes first.
    """
    goal = read(line)
    if not isinstance(goal, Comparison) or goal.relation != "=":
        return
    values = _values(goal, screen)
    numbers: list[tuple[int, Edit]] = []
    terms: list[Edit] = []
    closed = not screen.scope.context(goal).declarations
    for site in [*claimed(line), *(unclaimed(line) if closed else ())]:
        if isinstance(site.node, syntax.Number):
            number = _number(site, site.node, _factors(site, values, read))
            if number is not None:
                numbers.append((distance(site.node.digits, number.after), number))
        elif isinstance(site.node, syntax.Expression) and site.summed and not site.named:
            factors = _factors(site, values, read)
            terms += _scaled(site, site.node, factors, screen) if len(factors) > 1 else ()
    yield from (edit for _, edit in sorted(numbers, key=lambda each: each[0]))
    yield from terms


def _number(site: Site, node: syntax.Number, factors: Factors) -> Edit | None:
    factor = _constant(factors)
    if factor is None or factor <= 0:
        return None
    other = _as_written(node.value * factor)
    return edited(site, "digit", other, f"{node.digits} should be {show(other)}")


def _scaled(
    site: Site, node: syntax.Expression, factors: Factors, screen: Screen
) -> Iterator[Edit]:
    constant = _constant(factors)
    if constant in (0, 1, -1):  # a lost or a wrong sign is an edit of its own
        return
    if constant is not None:
        if max(abs(constant.numerator), constant.denominator) <= _SMALL:
            yield _times(site, node, _as_written(abs(constant)), constant < 0)
        return
    for name in screen.scalars:
        for inverse in (False, True):
            seen = [
                _ratio(asked, screen.value(name, statement, point), inverse)
                for statement, point, asked in factors
            ]
            if seen[0] in (1, -1) and all(each == seen[0] for each in seen):
                yield _times(site, node, syntax.Name(name), seen[0] == -1, inverse)


def _times(
    site: Site,
    node: syntax.Expression,
    factor: syntax.Expression,
    negative: bool,
    inverse: bool = False,
) -> Edit:
    """The term times a factor, or over it."""
    scaled = syntax.Binary("/", node, factor) if inverse else _product(factor, node)
    text = f"{'-' if negative else ''}{'1/' if inverse else ''}{show(factor)}"
    words = f"a factor {text} is missing at {show(node)}"
    return edited(site, "factor", syntax.Negative(scaled) if negative else scaled, words)


def _product(factor: syntax.Expression, node: syntax.Expression) -> syntax.Expression:
    """The factor before the first one that is no number, where it needs no brackets."""
    if not isinstance(node, syntax.Binary) or node.operator not in PRODUCTS:
        return syntax.Binary("*", factor, node)
    if node.operator == "*" and not set(names(node.left)):
        return replace(node, left=syntax.Binary("*", node.left, factor))
    return replace(node, left=_product(factor, node.left))


def _as_written(value: Fraction) -> syntax.Expression:
    digits = written(value)
    if digits is not None:
        return syntax.Number(value, digits)
    top, bottom = (Fraction(part) for part in (value.numerator, value.denominator))
    return syntax.Binary("/", syntax.Number(top, str(top)), syntax.Number(bottom, str(bottom)))


# Values -----------------------------------------------------------------------------------


def _values(goal: Comparison, screen: Screen) -> Values:
    """Both sides as written at a few points."""
    found: Values = []
    for statement in screen.statements(goal):
        for point, _ in screen.points(statement):
            with suppress(*ABSENT):
                found.append((statement, point, judge(goal, statement.context, point)))
    return found[:_POINTS]


def _factors(site: Site, values: Values, read: Read) -> Factors:
    """At each point the factor of the term at which both sides agree; empty if one has none."""
    assert isinstance(site.node, syntax.Expression)
    try:
        without = read(site.rebuild(syntax.Binary("*", _ZERO, site.node)))
    except LanguageError:
        return []
    if not isinstance(without, Comparison):
        return []
    found: Factors = []
    for statement, point, here in values:
        try:
            there = judge(without, statement.context, point)
        except ABSENT:
            continue
        with ctx.workprec(FIRST):
            asked = _asked(here, there)
        if asked is None:
            return []
        if asked:
            found.append((statement, point, asked[0]))
    return found


def _asked(here: Judgement, there: Judgement) -> list[Any] | None:
    """The factor that all entries ask for: none where the term is 0, None where they differ."""
    factors: list[Any] = []
    for gap, without in zip(_gaps(here), _gaps(there), strict=False):
        if not _zero(gap - without):
            factors.append(without / (without - gap))
        elif not _zero(gap):
            return None
    return factors[:1] if all(_zero(each - factors[0]) for each in factors) else None


def _gaps(judged: Judgement) -> list[Any]:
    """The differences of both sides, entry by entry."""
    rows = zip(judged.left or (), judged.right or (), strict=False)
    return [a - b for lefts, rights in rows for a, b in zip(lefts, rights, strict=False)]


def _zero(value: Any) -> bool:
    return bool(value.contains(0)) if isinstance(value, arb) else bool(value == 0)


def _constant(factors: Factors) -> Fraction | None:
    """The factor, if it is the same rational at every point."""
    with ctx.workprec(FIRST):
        if not factors or not all(_zero(asked - factors[0][2]) for *_, asked in factors):
            return None
        return _rational(factors[0][2])


def _ratio(asked: Any, value: Any, inverse: bool) -> Fraction | None:
    """How many times a value, or one over it, a factor is."""
    if value is None or _zero(value):
        return None
    with ctx.workprec(FIRST):
        return _rational(asked * value if inverse else asked / value)


def _rational(value: Any) -> Fraction | None:
    if not isinstance(value, arb):
        return as_fraction(value)
    if not value.is_finite() or abs(value) > 2**40:
        return None
    near = Fraction(float(value.mid())).limit_denominator(_LARGE)
    return near if _zero(value - arb(rational(near))) else None
