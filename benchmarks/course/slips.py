"""Single slips of the pen at a place of a line, by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from derivcheck.language import syntax
from derivcheck.language.parsing import parse_expression
from derivcheck.language.printing import show

Rebuild = Callable[[syntax.Expression], syntax.Expression]
_DERIVATIVES = ("grad", "d")


def slips(text: str) -> list[tuple[str, str]]:
    """Every slip in an expression: its kind and the expression as it then stands."""
    tree = parse_expression(text)
    found = {}
    for node, rebuild in _sites(tree, lambda new: new):
        for kind, changed in _changes(node):
            other = show(rebuild(changed))
            if other != show(tree):
                found.setdefault(other, kind)
    return [(kind, other) for other, kind in found.items()]


def _sites(node: Any, rebuild: Callable[[Any], Any]) -> Iterator[tuple[Any, Rebuild]]:
    """The expressions below a node, without indices, exponents and what is differentiated."""
    if isinstance(node, syntax.Expression):
        yield node, rebuild
    closed = isinstance(node, (syntax.Subscript, syntax.Range))
    if closed or (isinstance(node, syntax.Call) and node.function in _DERIVATIVES):
        return
    power = isinstance(node, syntax.Binary) and node.operator == "^"
    for field in fields(node):
        value = getattr(node, field.name)
        if power and field.name == "right":
            continue
        if isinstance(value, syntax.Node):
            yield from _sites(value, _put(node, field.name, rebuild))
        elif isinstance(value, tuple):
            for at, item in enumerate(value):
                yield from _items(node, field.name, value, at, item, rebuild)


def _items(
    node: Any, name: str, value: tuple[Any, ...], at: int, item: Any, rebuild: Callable[[Any], Any]
) -> Iterator[tuple[Any, Rebuild]]:
    def put(new: Any) -> Any:
        return rebuild(replace(node, **{name: (*value[:at], new, *value[at + 1 :])}))

    if isinstance(item, syntax.Expression):
        yield from _sites(item, put)
    elif isinstance(item, tuple) and isinstance(item[0], syntax.Expression):
        yield from _sites(item[0], lambda new: put((new, *item[1:])))


def _put(node: Any, name: str, rebuild: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda new: rebuild(replace(node, **{name: new}))


def _changes(node: syntax.Expression) -> Iterator[tuple[str, syntax.Expression]]:
    match node:
        case syntax.Number(value=value, digits=digits):
            if "." in digits and len(digits) > 3:
                shorter = digits[:-2] + digits[-1]
                yield "digit", syntax.Number(Fraction(shorter), shorter)
            elif value.denominator == 1 and value > 0:
                twice = 2 * value
                yield "factor", syntax.Number(twice, str(twice))
        case syntax.Negative(operand=operand):
            yield "sign", operand
        case syntax.Transpose(operand=operand):
            yield "transpose", operand
        case syntax.Name(name="X" | "W2"):
            yield "transpose", syntax.Transpose(node)
        case syntax.Binary(operator="+" | "-" as sign, left=left, right=right):
            yield "sign", replace(node, operator="-" if sign == "+" else "+")
            yield "term", left
            yield "term", right if sign == "+" else syntax.Negative(right)
        case syntax.Binary(operator="*", left=left, right=right):
            yield "factor", right
        case syntax.Binary(operator="@", left=left, right=right):
            yield "order", replace(node, left=right, right=left)
        case syntax.Binary(operator="^", right=syntax.Number(value=value)) if value > 1:
            more = syntax.Number(value + 1, str(value + 1))
            yield "exponent", replace(node, right=more)
        case syntax.Binary(operator="^", right=syntax.Binary() as power):
            one = syntax.Number(Fraction(1), "1")
            yield "exponent", replace(node, right=syntax.Binary("+", power, one))
        case syntax.Subscript(
            base=syntax.Name(name="v"),
            indices=(syntax.Binary(right=syntax.Number(value=lag)) as index,),
        ):
            other = syntax.Number(lag - 1, str(lag - 1)) if lag > 1 else syntax.Number(lag + 1, "2")
            yield "index", replace(node, indices=(replace(index, right=other),))
        case syntax.Iterated(kind="sum", range=over):
            one = syntax.Number(Fraction(1), "1")
            shorter_range = replace(over, stop=syntax.Binary("-", over.stop, one))
            yield "index", replace(node, range=shorter_range)
        case syntax.Cases(branches=((a, p), (b, q))):
            yield "branch", replace(node, branches=((b, p), (a, q)))
        case syntax.Cases(branches=((a, p),), otherwise=b) if b is not None:
            yield "branch", replace(node, branches=((b, p),), otherwise=a)


def exchanged(text: str) -> list[str]:
    """The expression with the factors of one elementwise product exchanged, in every place."""
    found = []
    for node, rebuild in _sites(parse_expression(text), lambda new: new):
        if isinstance(node, syntax.Binary) and node.operator == ".*":
            found.append(show(rebuild(replace(node, left=node.right, right=node.left))))
    return found


def terms(text: str) -> list[tuple[str, str]]:
    """The terms of the sum that an expression is, each with its sign."""

    def below(node: syntax.Expression, sign: str) -> Iterator[tuple[str, str]]:
        match node:
            case syntax.Binary(operator="+" | "-" as joint, left=left, right=right):
                yield from below(left, sign)
                other = sign if joint == "+" else ("-" if sign == "+" else "+")
                yield from below(right, other)
            case syntax.Negative(operand=operand):
                yield from below(operand, "-" if sign == "+" else "+")
            case _:
                text = show(node)
                other = "-" if sign == "+" else "+"
                yield (other, text[1:]) if text[0] == "-" else (sign, text)

    return list(below(parse_expression(text), "+"))


def sum_of(parts: list[tuple[str, str]]) -> str:
    """The sum of signed terms, none of which is itself a sum."""
    text = ""
    for sign, body in parts:
        text = f"{text} {sign} {body}" if text else (f"-{body}" if sign == "-" else body)
    return text
