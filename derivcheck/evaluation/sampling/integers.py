"""Conditions between sizes and indices, as functions of the integers alone."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.evaluation.sampling.mentioned import integer_value
from derivcheck.language.terms import (
    All,
    Any,
    Comparison,
    Condition,
    Declaration,
    ForRange,
    Negation,
    as_size,
)

Numbers = dict[str, int]
Families = dict[str, dict[int, int]]
Test = Callable[[Numbers, Families], bool]

_RELATIONS: dict[str, Callable[[int, int], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def compiled(condition: Condition, integers: frozenset[str]) -> Test | None:
    """The condition as a function of the integers; None if it speaks of anything else."""
    match condition:
        case Comparison(relation=relation, left=left, right=right):
            a, b = as_size(left), as_size(right)
            names = frozenset() if a is None or b is None else a.names() | b.names()
            if a is None or b is None or not names or not names <= integers:
                return None
            holds, x, y = _RELATIONS[relation], a, b
            return lambda n, f: holds(integer_value(x, n, f), integer_value(y, n, f))
        case All(parts=parts) | Any(parts=parts):
            tests = [compiled(part, integers) for part in parts]
            known = [test for test in tests if test is not None]
            if len(known) < len(tests):
                return None
            join = all if isinstance(condition, All) else any
            return lambda n, f: join(test(n, f) for test in known)
        case Negation(part=part):
            inner = compiled(part, integers)
            return None if inner is None else _negated(inner)
        case ForRange():
            return _ranged(condition, integers)
        case _:
            return None


def _negated(test: Test) -> Test:
    return lambda n, f: not test(n, f)


def _always(numbers: Numbers, families: Families) -> bool:
    del numbers, families
    return True


def _ranged(condition: ForRange, integers: frozenset[str]) -> Test | None:
    start, stop, name = as_size(condition.start), as_size(condition.stop), condition.index
    if start is None or stop is None:
        return None
    inner = compiled(condition.part, integers | {name})
    given = condition.condition
    when = _always if given is None else compiled(given, integers | {name})
    if inner is None or when is None:
        return None
    first, last, body, chosen = start, stop, inner, when

    def test(numbers: Numbers, families: Families) -> bool:
        span = range(
            integer_value(first, numbers, families), integer_value(last, numbers, families) + 1
        )
        scopes = ({**numbers, name: i} for i in span)
        return all(body(n, families) for n in scopes if chosen(n, families))

    return test


def declared(declaration: Declaration) -> Test | None:
    """The range of an index as a test; None if there is none or it is no polynomial."""
    if not declaration.pieces and not declaration.values:
        return None
    name = declaration.name
    pieces = []
    for piece in declaration.pieces:
        low = None if piece.low is None else as_size(piece.low)
        high = None if piece.high is None else as_size(piece.high)
        if (piece.low is not None and low is None) or (piece.high is not None and high is None):
            return None
        pieces.append((low, not piece.low_closed, high, not piece.high_closed))
    values = [as_size(value) for value in declaration.values]

    def test(n: Numbers, f: Families) -> bool:
        x = n[name]
        if any(v is not None and integer_value(v, n, f) == x for v in values):
            return True
        return any(
            (low is None or x >= integer_value(low, n, f) + low_open)
            and (high is None or x <= integer_value(high, n, f) - high_open)
            for low, low_open, high, high_open in pieces
        )

    return test


def unrefuted(test: Test, numbers: Numbers, families: Families) -> bool:
    """Whether the test holds, or speaks of integers that have no value yet."""
    try:
        return test(numbers, families)
    except KeyError:
        return True
