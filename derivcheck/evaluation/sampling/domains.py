"""What a declaration and the assumptions on one symbol alone say about its values.

`x > 0`, `abs(x) < 1`, `0 < x < 1`, `x < -1 or x > 1` become intervals, so that draws meet them
at once; whatever mentions two symbols is left to `steering` and `solving`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from flint import arb

from derivcheck.evaluation.balls import Balls
from derivcheck.evaluation.sampling.pools import FREE, Domain, Interval, Value
from derivcheck.language.operators import Operator
from derivcheck.language.sizes import Size
from derivcheck.language.terms import (
    All,
    Any,
    Apply,
    Comparison,
    Condition,
    Constant,
    Declaration,
    Pi,
    SizeOf,
    Term,
    Variable,
)

_O = Operator
_NEAR = Balls(96)
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def rational(term: Term, numbers: Mapping[str, int]) -> Fraction | None:
    """The value of a term of numbers and sizes, if it is a rational number."""
    match term:
        case Constant(value=value):
            return value
        case SizeOf(size=size):
            return None if not size.names() <= numbers.keys() else Fraction(_number(size, numbers))
        case Variable(name=name, indices=()) if name in numbers:
            return Fraction(numbers[name])
        case Apply(operator=_O.ZEROS):
            return Fraction(0)
        case Apply(operator=_O.ONES):
            return Fraction(1)
        case Apply(operator=_O.NEGATE, arguments=(a,)):
            x = rational(a, numbers)
            return None if x is None else -x
        case Apply(operator=op, arguments=(a, b)) if op in _ARITHMETIC:
            x, y = rational(a, numbers), rational(b, numbers)
            return None if x is None or y is None else _ARITHMETIC[op](x, y)
        case _:
            return None


def _number(size: Size, numbers: Mapping[str, int]) -> int:
    return size.value(lambda atom: numbers[str(atom)])


def _power(x: Fraction, y: Fraction) -> Fraction | None:
    if y.denominator != 1 or abs(y) > 64 or (x == 0 and y < 0):
        return None
    return Fraction(x ** int(y))


_ARITHMETIC = {
    _O.ADD: lambda x, y: x + y,
    _O.MULTIPLY: lambda x, y: x * y,
    _O.DIVIDE: lambda x, y: x / y if y else None,
    _O.POWER: _power,
}


def enclosure(term: Term) -> arb | None:
    """A ball around a closed form of elementary functions; None for anything else."""
    match term:
        case Constant(value=value):
            return arb(value.numerator) / value.denominator
        case Pi():
            return arb.pi()
        case Apply(operator=op, arguments=arguments) if op in _BALLS:
            parts = [enclosure(a) for a in arguments]
            if any(part is None for part in parts):
                return None
            value = _BALLS[op](*parts)
            return value if value.is_finite() else None
        case _:
            return None


_BALLS = {
    _O.ADD: lambda x, y: x + y,
    _O.MULTIPLY: lambda x, y: x * y,
    _O.DIVIDE: lambda x, y: x / y,
    _O.POWER: lambda x, y: x**y,
    _O.NEGATE: lambda x: -x,
    _O.ABS: abs,
    **{
        _O(name): getattr(arb, name)
        for name in ("exp", "log", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan")
    },
    **{_O(name): getattr(arb, name) for name in ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh")},
}


def near(value: Value, side: int) -> Fraction | None:
    """The value itself if rational, else a rational within 1e-18 of it on the given side."""
    if isinstance(value, Fraction):
        return value
    with _NEAR.active():
        ball = enclosure(value)
    if ball is None:
        return None
    end = ball.upper() if side > 0 else ball.lower()
    mantissa, exponent = end.man_exp()
    scale = Fraction(2) ** int(exponent)
    return int(mantissa) * scale


def declared(declaration: Declaration, numbers: Mapping[str, int]) -> Domain | None:
    """The admissible values of an entry; None if an end is not known from the sizes alone."""
    if declaration.values:
        values = tuple(
            value if (r := rational(value, numbers)) is None else r for value in declaration.values
        )
        if not declaration.pieces:
            return Domain((), values)
    if not declaration.pieces:
        return FREE
    intervals = []
    for piece in declaration.pieces:
        interval = between(
            piece.low, piece.high, piece.low_closed, piece.high_closed, numbers
        )
        if interval is None:
            return None
        if not interval.is_empty:
            intervals.append(interval)
    return Domain(tuple(intervals))


def between(
    low: Term | None,
    high: Term | None,
    low_closed: bool,
    high_closed: bool,
    numbers: Mapping[str, int],
) -> Interval | None:
    """The interval between two constant terms, irrational ends moved inwards."""
    ends: list[Value] = []
    found: list[Fraction | None] = []
    closed = [low_closed, high_closed]
    for k, term in enumerate((low, high)):
        if term is None:
            found.append(None)
            continue
        value = rational(term, numbers)
        if value is None:
            value = near(term, -1 if k else 1)
            if value is None:
                return None
            if closed[k]:
                ends.append(term)
                closed[k] = False
        found.append(value)
    return Interval(found[0], found[1], closed[0], closed[1], tuple(ends))


# Assumptions on one symbol ----------------------------------------------------------------


def flattened(conditions: Iterable[Condition]) -> list[Condition]:
    """The conditions with conjunctions taken apart."""
    found: list[Condition] = []
    for condition in conditions:
        if isinstance(condition, All):
            found.extend(flattened(condition.parts))
        else:
            found.append(condition)
    return found


def restricted(
    declaration: Declaration, conditions: Sequence[Condition], numbers: Mapping[str, int]
) -> tuple[Domain, list[Condition]]:
    """The domain that conditions on the bare symbol leave, and the conditions it used up.

    For an array it is the domain of every entry.
    """
    domain = FREE
    used = []
    scalar = declaration.shape.is_scalar
    for condition in conditions:
        part = of_condition(declaration.name, condition, numbers, scalar)
        if part is not None:
            domain = domain.meet(part)
            used.append(condition)
    return domain, used


def of_condition(
    name: str, condition: Condition, numbers: Mapping[str, int], scalar: bool = True
) -> Domain | None:
    """The set of values of `name` for which a condition on it alone holds."""
    match condition:
        case Comparison(relation=relation, left=left, right=right):
            if relation == "!=" and not scalar:
                return None
            for a, b, r in ((left, right, relation), (right, left, _FLIPPED[relation])):
                if isinstance(a, Variable) and a.name == name and not a.indices and not a.family:
                    return _compared(r, b, numbers)
                match a:
                    case Apply(operator=_O.ABS, arguments=(Variable(name=n, indices=()),)) if (
                        n == name
                    ):
                        return _size_compared(r, b, numbers)
            return None
        case All(parts=parts) | Any(parts=parts) if scalar:
            domains = [of_condition(name, part, numbers) for part in parts]
            known = [domain for domain in domains if domain is not None]
            if len(known) < len(domains) or not known:
                return None
            if isinstance(condition, Any):
                return Domain(tuple(i for domain in known for i in domain.intervals))
            result = FREE
            for domain in known:
                result = result.meet(domain)
            return result
        case _:
            return None


def _compared(relation: str, bound: Term, numbers: Mapping[str, int]) -> Domain | None:
    if relation in ("<", "<="):
        interval = between(None, bound, False, relation == "<=", numbers)
    elif relation in (">", ">="):
        interval = between(bound, None, relation == ">=", False, numbers)
    elif relation == "!=":
        value = rational(bound, numbers)
        if value is None:
            return None
        return Domain((Interval(None, value), Interval(value, None)))
    else:
        value = rational(bound, numbers)
        if value is None:
            return None
        interval = Interval(value, value, True, True)
    return None if interval is None else Domain((interval,))


def _size_compared(relation: str, bound: Term, numbers: Mapping[str, int]) -> Domain | None:
    value = rational(bound, numbers)
    if value is None:
        return None
    if relation in ("<", "<="):
        closed = relation == "<="
        interval = Interval(-value, value, closed, closed)
        return Domain(() if interval.is_empty else (interval,))
    if relation in (">", ">="):
        closed = relation == ">="
        return Domain((Interval(value, None, closed), Interval(None, -value, False, closed)))
    return None
