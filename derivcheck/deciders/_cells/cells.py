"""A statement about one real symbol, decided on the cells that its critical points cut.

On a cell between two neighbouring critical points no side of a relation vanishes or loses its
value, so one rational number in it stands for all (for polynomials: Tarski 1951, in one
variable). The critical points are closed forms, where relations are settled exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise

from flint import arb, ctx, fmpq

from derivcheck.deciders._cells.zeros import Root, Zeros
from derivcheck.deciders._facts.definedness import NoRule, continuous, needs
from derivcheck.deciders._facts.signs import sign_of
from derivcheck.deciders._points.pointwise import judge
from derivcheck.evaluation.arithmetic import NoValue, Undetermined, Unsupported
from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.evaluator import Evaluator
from derivcheck.evaluation.point import Point
from derivcheck.language.operators import Operator
from derivcheck.language.replacing import replaced
from derivcheck.language.terms import (
    All,
    Apply,
    Comparison,
    Condition,
    Context,
    Implies,
    Term,
    Variable,
    constant,
    subtract,
    walk,
)

_NOTHING = Context({}, {})
_BITS = 256
_JUMPS = frozenset({Operator.SIGN, Operator.STEP})


@dataclass(frozen=True, slots=True)
class Critical:
    """A critical point and a ball around it."""

    value: Term
    ball: arb


@dataclass(frozen=True, slots=True)
class OnLine:
    """A goal on the line: its critical points, whether it holds, whether it says anything."""

    critical: int
    holds: bool
    #: the goal (for `=>` its premise, too) has a value at some admissible point
    spoken: bool


def on_line(goal: Condition, symbol: Variable, context: Context) -> OnLine:
    """The goal at every critical point and on every cell between them.

    The symbol is real and the only one. Raises `NoRule` where a critical point is not found.
    """
    assumptions = (*_type(symbol, context), *context.assumptions)
    points = ordered(_critical(All((goal, *assumptions)), symbol))
    spoken = False
    for value in (*map(constant, between(points)), *(point.value for point in points)):
        at = {symbol.name: value}
        if not all(true_at(replaced(part, at)) for part in assumptions):
            continue
        here = replaced(goal, at)
        try:
            if not _settled(here):
                return OnLine(len(points), holds=False, spoken=True)
        except NoValue:
            continue
        one_way = isinstance(here, Implies) and not here.both
        spoken = spoken or not one_way or true_at(here.left)  # type: ignore[attr-defined]
    return OnLine(len(points), holds=True, spoken=spoken)


def _type(symbol: Variable, context: Context) -> Iterator[Condition]:
    declaration = context.declarations[symbol.name]
    if declaration.kind != "real" or declaration.values or len(declaration.pieces) > 1:
        raise NoRule("no interval of real numbers")
    for piece in declaration.pieces:
        if piece.low is not None:
            yield Comparison(">=" if piece.low_closed else ">", symbol, piece.low)
        if piece.high is not None:
            yield Comparison("<=" if piece.high_closed else "<", symbol, piece.high)


# Critical points --------------------------------------------------------------------------


def _critical(statement: Condition, symbol: Variable) -> Iterator[Root]:
    zeros = Zeros(symbol, _closed_sign, lambda term: _closed_sign(term) in (1, -1), ends=True)
    for term in dict.fromkeys(_borders(statement)):
        if any(part == symbol for part in walk(term)):
            yield from zeros.of(term)


def _borders(statement: Condition) -> Iterator[Term]:
    """The terms whose zeros are the ends of cells."""
    for part in walk(statement):
        match part:
            case Comparison(left=left, right=right):
                yield subtract(left, right)
                for side in (left, right):
                    yield from (need.argument for need in needs(side))
            case Apply(operator=operator, arguments=arguments) if operator in _JUMPS:
                yield arguments[0]
            case Term() if not continuous(part) and not isinstance(part, Apply):
                raise NoRule("cases")


def _closed_sign(term: Term) -> int | None:
    return sign_of(term, _NOTHING)


def ordered(roots: Iterator[Root]) -> list[Critical]:
    """Different roots from left to right."""
    found: list[Critical] = []
    for root in roots:
        if root.zero:
            raise NoRule("a root under a condition")
        try:
            ball = _ball(root.value)
        except NoValue:
            continue
        except (Undetermined, Unsupported) as refusal:
            raise NoRule(str(refusal)) from None
        if not any(_same(Critical(root.value, ball), other) for other in found):
            found.append(Critical(root.value, ball))
    return sorted(found, key=cmp_to_key(_order))


def _order(a: Critical, b: Critical) -> int:
    return -1 if a.ball < b.ball else 1


def _ball(term: Term) -> arb:
    ((value,),) = Evaluator(Balls(_BITS), _NOTHING, Point()).value(term)
    with ctx.workprec(_BITS):
        return arb(value) if isinstance(value, fmpq) else value + arb(0)


def _same(a: Critical, b: Critical) -> bool:
    if not a.ball.overlaps(b.ball):
        return False
    if _closed_sign(subtract(a.value, b.value)) == 0:
        return True
    raise NoRule("two roots that are hard to tell apart")


def between(points: list[Critical]) -> Iterator[Fraction]:
    """A rational number in every cell, simple ones first."""
    if not points:
        yield Fraction(0)
        return
    yield Fraction(int(points[0].ball.floor().unique_fmpz() or 0) - 1)
    for a, b in pairwise(points):
        yield _simple(a.ball, b.ball)
    yield Fraction(int(points[-1].ball.ceil().unique_fmpz() or 0) + 1)


def _simple(low: arb, high: arb) -> Fraction:
    """The dyadic number with the smallest denominator between two balls."""
    denominator = 1
    while denominator < 1 << _BITS:
        numerator = (low * denominator).floor().upper() + 1
        candidate = Fraction(int(arb(numerator).unique_fmpz() or 0), denominator)
        value = arb(candidate.numerator) / candidate.denominator
        if low < value < high:
            return candidate
        denominator *= 2
    raise NoRule("two roots that are hard to tell apart")


# Truth at a point -------------------------------------------------------------------------


def true_at(part: Condition) -> bool:
    """Whether the closed condition holds; without a value it does not."""
    try:
        return _settled(part)
    except NoValue:
        return False


def has_value(goal: Comparison) -> bool:
    """Whether both sides of a closed comparison have a value."""
    try:
        judge(goal, _NOTHING, Point())
    except NoValue:
        return False
    except (Undetermined, Unsupported) as refusal:
        raise NoRule(str(refusal)) from None
    return True


def _settled(statement: Condition) -> bool:
    """The truth of a closed statement; raises `NoValue`, and `NoRule` where it is unclear."""
    try:
        for part in walk(statement):
            if isinstance(part, Comparison):
                _exact(part)
        outcome = judge(statement, _NOTHING, Point()).holds
    except (Undetermined, Unsupported) as refusal:
        raise NoRule(str(refusal)) from None
    if outcome is None:
        raise NoRule("unclear at a critical point")
    return outcome


def _exact(part: Comparison) -> None:
    """Two sides that agree to many digits must be equal by the normal form."""
    try:
        judgement = judge(part, _NOTHING, Point())
    except NoValue:
        return
    if judgement.holds is None or (
        judgement.digits is not None and _closed_sign(subtract(part.left, part.right)) != 0
    ):
        raise NoRule("unclear at a critical point")
