"""Trees of certificates put together: what has no operation of its own is written by others."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

__all__ = [
    "FUNCTIONS",
    "NoCertificate",
    "Tree",
    "array",
    "at_once",
    "bound",
    "divided",
    "either",
    "folded",
    "identity",
    "inverse",
    "largest",
    "minus",
    "negative",
    "number",
    "plus",
    "smallest",
    "times",
]


class NoCertificate(ValueError):
    """What is claimed cannot be rechecked by a certificate, and why."""


#: a numeral, a name, or a list with a word at its head
Tree = Any


def number(value: Fraction | int) -> Tree:
    """A rational number."""
    return str(Fraction(value))


def plus(a: Tree, b: Tree) -> Tree:
    """`a + b`."""
    return ["+", a, b]


def times(a: Tree, b: Tree) -> Tree:
    """`a * b`, entry by entry; a factor 1 is left out."""
    return b if a == "1" else a if b == "1" else ["*", a, b]


def negative(a: Tree) -> Tree:
    """`-a`."""
    if isinstance(a, str) and a.lstrip("-")[0].isdigit():
        return number(-Fraction(a))
    return ["*", "-1", a]


def minus(a: Tree, b: Tree) -> Tree:
    """`a - b`."""
    return plus(a, negative(b))


def divided(a: Tree, b: Tree) -> Tree:
    """`a / b`."""
    if isinstance(b, str) and b.lstrip("-")[0].isdigit() and Fraction(b):
        return times(number(1 / Fraction(b)), a)
    return times(a, ["1/", b])


def array(rows: int, columns: int, entry: Callable[[int, int], Tree]) -> Tree:
    """An array written out; its places are counted from 1."""
    return [
        "array",
        *([entry(i, j) for j in range(1, columns + 1)] for i in range(1, rows + 1)),
    ]


def identity(size: int) -> Tree:
    """The identity matrix."""
    return array(size, size, lambda i, j: number(int(i == j)))


def bound(value: Tree, name: str, body: Callable[[Tree], Tree]) -> Tree:
    """A tree in which a value occurs several times under a name."""
    return body(value) if isinstance(value, str) else ["at", body(name), name, value]


def folded(operation: Callable[[Tree, Tree], Tree], parts: list[Tree]) -> Tree:
    """The parts joined from the left."""
    total, *rest = parts
    for part in rest:
        total = operation(total, part)
    return total


def inverse(a: Tree, size: int) -> Tree:
    """`inv(a)`: the gradient of the determinant, transposed, over the determinant (Jacobi)."""
    if size == 1:
        return ["1/", a]
    return ["at", ["*", ["1/", ["det", "#M"]], ["'", ["grad", ["det", "#M"], "#M"]]], "#M", a]


def largest(a: Tree, b: Tree) -> Tree:
    """`max(a, b) = b + (a - b)*step(a - b)`."""
    gap = minus(a, b)
    return plus(b, ["*", gap, ["step", gap]])


def smallest(a: Tree, b: Tree) -> Tree:
    """`min(a, b) = a - (a - b)*step(a - b)`."""
    gap = minus(a, b)
    return minus(a, ["*", gap, ["step", gap]])


def _exponentials(sign: int, x: Tree) -> Tree:
    """`exp(x) + exp(-x)` or their difference."""
    return plus(["exp", x], times(str(sign), ["exp", negative(x)]))


def _sign(x: Tree) -> Tree:
    return minus(["step", x], ["step", negative(x)])


#: functions of one argument by those that the replay knows
FUNCTIONS: dict[str, Callable[[Tree], Tree]] = {
    "abs": lambda x: ["*", x, _sign(x)],
    "sign": _sign,
    "relu": lambda x: ["*", x, ["step", x]],
    "sigmoid": lambda x: ["1/", plus("1", ["exp", negative(x)])],
    "softplus": lambda x: ["log", plus("1", ["exp", x])],
    "tan": lambda x: ["*", ["sin", x], ["1/", ["cos", x]]],
    "sec": lambda x: ["1/", ["cos", x]],
    "csc": lambda x: ["1/", ["sin", x]],
    "cot": lambda x: ["*", ["cos", x], ["1/", ["sin", x]]],
    "acos": lambda x: minus(["*", "1/2", ["pi", "0"]], ["asin", x]),
    "sinh": lambda x: ["*", "1/2", _exponentials(-1, x)],
    "cosh": lambda x: ["*", "1/2", _exponentials(1, x)],
    "tanh": lambda x: minus("1", ["*", "2", ["1/", plus(["exp", ["*", "2", x]], "1")]]),
    "coth": lambda x: plus("1", ["*", "2", ["1/", plus(["exp", ["*", "2", x]], "-1")]]),
    "sech": lambda x: ["*", "2", ["1/", _exponentials(1, x)]],
    "csch": lambda x: ["*", "2", ["1/", _exponentials(-1, x)]],
    "asinh": lambda x: ["log", plus(x, ["sqrt", plus(["^", x, 2], "1")])],
    "acosh": lambda x: ["log", plus(x, ["sqrt", plus(["^", x, 2], "-1")])],
    "atanh": lambda x: [
        "*",
        "1/2",
        ["log", ["*", plus("1", x), ["1/", minus("1", x)]]],
    ],
}


def either(parts: list[Tree]) -> Tree:
    """That some part holds."""
    if len(parts) == 1:
        return parts[0]
    return ["cases", *([part, ["and"]] for part in parts), [["and"], ["=", "0", "1"]]]


def at_once(body: Tree, keys: list[str], values: list[Tree]) -> Tree:
    """A tree with names standing for values that are computed outside, all at once."""
    pairs = list(zip(keys, values, strict=True))
    if len(pairs) == 1:
        return ["at", body, *pairs[0]]
    for place, key in enumerate(keys):
        body = ["at", body, key, f"#{place}"]
    for place, (_, value) in enumerate(pairs):
        body = ["at", body, f"#{place}", value]
    return body
