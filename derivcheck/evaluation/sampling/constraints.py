"""What a declaration and the assumptions on one symbol alone say about its values.

`x > 0`, `abs(x) < 1`, `0 < x < 1`, `x < -1 or x > 1` become intervals, so that draws meet them
at once; whatever mentions two symbols is left to `steering` and `solving`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from derivcheck.evaluation.sampling.closed import Value, near
from derivcheck.evaluation.sampling.domains import FREE, Domain, Interval
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
    SizeOf,
    Term,
    Variable,
)

_O = Operator
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
    parts = [
        between(piece.low, piece.high, piece.low_closed, piece.high_closed, numbers)
        for piece in declaration.pieces
    ]
    return None if None in parts else union(part for part in parts if part is not None)


def union(domains: Iterable[Domain]) -> Domain:
    """All values of some domain."""
    intervals: list[Interval] = []
    forms: list[Value] = []
    for domain in domains:
        intervals += (i for i in domain.intervals if not i.is_empty)
        forms += domain.forms
    return Domain(tuple(intervals), None, tuple(forms))


def between(
    low: Term | None,
    high: Term | None,
    low_closed: bool,
    high_closed: bool,
    numbers: Mapping[str, int],
) -> Domain | None:
    """The values between two constant terms; None if an end is not constant."""
    forms: list[Value] = []
    ends: list[Fraction | None] = []
    closed = [low_closed, high_closed]
    for k, term in enumerate((low, high)):
        value = None if term is None else rational(term, numbers)
        if term is not None and value is None:
            value = near(term, -1 if k else 1)
            if value is None:
                return None
            if closed[k]:
                forms.append(term)
                closed[k] = False
        ends.append(value)
    return Domain((Interval(ends[0], ends[1], closed[0], closed[1]),), None, tuple(forms))


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
                return union(known)
            result = FREE
            for domain in known:
                result = result.meet(domain)
            return result
        case _:
            return None


def _compared(relation: str, bound: Term, numbers: Mapping[str, int]) -> Domain | None:
    if relation in ("<", "<="):
        return between(None, bound, False, relation == "<=", numbers)
    if relation in (">", ">="):
        return between(bound, None, relation == ">=", False, numbers)
    value = rational(bound, numbers)
    if value is None:
        return None
    if relation == "!=":
        return Domain((Interval(None, value), Interval(value, None)))
    return Domain((Interval(value, value, True, True),))


def _size_compared(relation: str, bound: Term, numbers: Mapping[str, int]) -> Domain | None:
    """The values x with abs(x) in the relation to the bound."""
    value = rational(bound, numbers)
    if value is None or relation in ("=", "!="):
        return None
    closed = relation in ("<=", ">=")
    if relation in ("<", "<="):
        inside = Interval(-value, value, closed, closed)
        return Domain(() if inside.is_empty else (inside,))
    if value < 0:
        return FREE
    return Domain((Interval(value, None, closed), Interval(None, -value, False, closed)))
