"""Scalar terms as functions of one scalar symbol on the interval that its assumptions leave.

`pattern(term, variable, context)` gives the signs along that interval, weakly, for every
value of the other symbols. It needs the term analytic on the open interval, so every logarithm,
root and divisor has to be settled on all of it by the assumptions alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from derivcheck.calculus.contraction.kernels import Indicator, Scalar, Sum, Value
from derivcheck.calculus.tower import Element, Refusal
from derivcheck.deciders._facts.bounds import Interval, rational
from derivcheck.deciders._facts.definedness import NoRule, needs
from derivcheck.deciders._facts.lowered import lowered
from derivcheck.deciders._facts.solving import linear
from derivcheck.deciders._facts.told import plain, told
from derivcheck.deciders._intervals.cuts import cuts
from derivcheck.deciders._intervals.patterns import Line, Pattern, Work
from derivcheck.deciders._positive import Facts
from derivcheck.language.operators import ELEMENTWISE
from derivcheck.language.replacing import mentions, replaced
from derivcheck.language.terms import (
    Apply,
    Comparison,
    Condition,
    Context,
    Declaration,
    Term,
    Variable,
    constant,
    multiply,
    negate,
    subtract,
    walk,
)


@dataclass(frozen=True, slots=True)
class Range:
    """The open interval between two terms without the variable; None for an infinite end."""

    low: Term | None = None
    high: Term | None = None

    @property
    def interval(self) -> Interval | None:
        """The interval, if its ends are rational numbers."""
        low = None if self.low is None else rational(self.low)
        high = None if self.high is None else rational(self.high)
        if (self.low is None) != (low is None) or (self.high is None) != (high is None):
            return None
        return Interval(low, high)


def pattern(term: Term, variable: Variable, context: Context) -> Pattern | None:
    """The signs of the term along the variable's interval; None where no rule tells."""
    for range_, narrowed in ranges(variable, context):
        found = _line(term, variable, range_, narrowed)
        signs = None if found is None else found[0].pattern(found[1])
        if signs is not None:
            return signs
    return None


#: terms with more nodes have derivatives whose signs nothing tells
_LARGEST = 100


def nonnegative_along(
    term: Term, variable: Variable, context: Context, strict: bool, work: Work | None = None
) -> bool:
    """True proves `term >= 0` (or > 0) on the variable's interval, also cut at a small number."""
    work = work or Work()
    if sum(1 for _ in islice(walk(term), _LARGEST + 1)) > _LARGEST:
        return False
    for range_, narrowed in ranges(variable, context):
        ends = _attained(range_, variable, context) if strict else ()
        if _holds(term, variable, range_, narrowed, strict, ends, work):
            return True
        for at in cuts(term, variable, (range_.low, range_.high), narrowed):
            here = Facts(narrowed).signs(replaced(term, {variable.name: at}))
            if not here <= (frozenset({1}) if strict else frozenset({0, 1})):
                continue
            sides = (
                (Range(range_.low, at), Comparison("<", variable, at)),
                (Range(at, range_.high), Comparison(">", variable, at)),
            )
            if all(
                _holds(term, variable, side, _with(narrowed, said), strict, ends, work)
                for side, said in sides
            ):
                return True
    return False


def _with(context: Context, condition: Condition) -> Context:
    return replace(context, assumptions=(*context.assumptions, condition))


def _holds(
    term: Term,
    variable: Variable,
    range_: Range,
    context: Context,
    strict: bool,
    ends: Sequence[Term],
    work: Work,
) -> bool:
    """The inequality inside the interval and, where it is strict, at the ends, too."""
    found = _line(term, variable, range_, context)
    if found is None:
        return False
    line, element = found
    line.work = work
    if strict:
        facts = Facts(unbounded(context, variable))
        at_ends = (replaced(term, {variable.name: end}) for end in ends)
        return line.positive(element) and all(map(facts.positive, at_ends))
    signs = line.pattern(element)
    return signs is not None and -1 not in signs


def _attained(range_: Range, variable: Variable, context: Context) -> list[Term]:
    """The ends of the interval that the variable may be equal to."""
    facts = Facts(context)
    ends = [end for end in (range_.low, range_.high) if end is not None]
    return [end for end in ends if not facts.nonzero(subtract(variable, end))]


def _line(
    term: Term, variable: Variable, range_: Range, context: Context
) -> tuple[Line, Element] | None:
    """The term as an analytic function on an open interval."""
    if not scalar_function(term, variable.name):
        return None
    facts = Facts(context)
    try:
        if not all(facts.holds(need.relation, need.argument) for need in needs(term, True)):
            return None
        ends = tuple(end for end in (range_.low, range_.high) if end is not None)
        lowering = lowered(told(context), (term, variable, *ends))
        element = lowering.entry(term)
        low = None if range_.low is None else lowering.entry(range_.low)
        high = None if range_.high is None else lowering.entry(range_.high)
        key = Scalar(variable.name)
        tower = lowering.tower
        if any(isinstance(kernel.key, (Value, Indicator, Sum)) for kernel in tower.kernels):
            return None
        if any(not condition.implied for condition in tower.conditions):
            return None
        return Line(tower, key, low, high, range_.interval), element
    except (NoRule, Refusal, ZeroDivisionError):
        return None


def scalar_function(term: Term, name: str) -> bool:
    """Whether the symbol occurs only under functions of scalars."""
    if not mentions(term, {name}):
        return True
    match term:
        case Variable(indices=()):
            return True
        case Apply(operator=operator, arguments=arguments) if operator in ELEMENTWISE:
            return term.shape.is_scalar and all(scalar_function(a, name) for a in arguments)
        case _:
            return False


# The interval -----------------------------------------------------------------------------


def ranges(variable: Variable, context: Context) -> Iterator[tuple[Range, Context]]:
    """Intervals that hold all admissible values, and the context that says just that.

    Assumptions on the variable that are no bounds are dropped, which only widens the region.
    """
    lows, highs = bounds(variable, context)
    rest = unbounded(context, variable)
    for low in _strongest(lows, rest, 1) or [None]:
        for high in _strongest(highs, rest, -1) or [None]:
            stated: list[Condition] = []
            if low is not None:
                stated.append(Comparison(">", variable, low))
            if high is not None:
                stated.append(Comparison("<", variable, high))
            narrowed = replace(rest, assumptions=(*rest.assumptions, *stated))
            yield Range(low, high), narrowed


def bounds(variable: Variable, context: Context) -> tuple[list[Term], list[Term]]:
    """Terms without the variable that are at most it, and at least it."""
    lows: list[Term] = []
    highs: list[Term] = []
    declaration = context.declarations.get(variable.name)
    if declaration is not None and len(declaration.pieces) == 1:
        piece = declaration.pieces[0]
        lows += [] if piece.low is None else [piece.low]
        highs += [] if piece.high is None else [piece.high]
    for condition in plain(context.assumptions):
        found = _bound(condition, variable.name)
        if found is not None:
            (lows if found[0] > 0 else highs).append(found[1])
    return lows, highs


def _bound(condition: Comparison, name: str) -> tuple[int, Term] | None:
    """1 and a lower bound, or -1 and an upper bound, of a symbol with a rational coefficient."""
    if condition.relation not in ("<", "<=") or not condition.left.shape.is_scalar:
        return None
    gap = subtract(condition.left, condition.right)
    found = linear(gap, name)
    coefficient = None if found is None else rational(found[0])
    if found is None or not coefficient or mentions(found[1], {name}):
        return None
    value = negate(found[1])
    if coefficient != 1:
        value = multiply(constant(1 / coefficient), value)
    number = rational(value)
    end = value if number is None else constant(number)
    return (-1 if coefficient > 0 else 1), end


def unbounded(context: Context, variable: Variable) -> Context:
    """The context with nothing said of the variable."""
    declarations = dict(context.declarations)
    declarations[variable.name] = Declaration(variable.name, "real", variable.shape)
    kept = tuple(a for a in context.assumptions if not mentions(a, {variable.name}))
    return replace(context, declarations=declarations, assumptions=kept)


def _strongest(ends: list[Term], context: Context, side: int) -> list[Term | None]:
    """The ends that no other is known to make superfluous."""
    facts = Facts(context)
    kept: list[Term | None] = []
    for end in dict.fromkeys(ends):
        others = [o for o in dict.fromkeys(ends) if o != end]
        if not any(_beats(o, end, facts, side) for o in others):
            kept.append(end)
    return kept[:2]


def _beats(other: Term, end: Term, facts: Facts, side: int) -> bool:
    gap = subtract(other, end) if side > 0 else subtract(end, other)
    return facts.nonnegative(gap) and not facts.nonpositive(gap)


def declared_interval(variable: Variable, context: Context) -> Interval | None:
    """The open interval of a scalar whose bounds are all rational numbers."""
    lows, highs = bounds(variable, context)
    numbers = [[rational(end) for end in ends] for ends in (lows, highs)]
    if any(number is None for each in numbers for number in each):
        return None
    low = max((n for n in numbers[0] if n is not None), default=None)
    high = min((n for n in numbers[1] if n is not None), default=None)
    return Interval(low, high)
