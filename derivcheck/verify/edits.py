"""Near edits of a written line: the slips that people make, one at a time.

Sign of a term, factor, transpose, exponent, index, order of a product, branch, a lost or
superfluous term, a lost `abs`. Each edit knows the place it changes and how to say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, TypeVar

from derivcheck.language import syntax
from derivcheck.language.positions import Span
from derivcheck.language.printing import show

N = TypeVar("N", bound=syntax.Node)
Rebuild = Callable[[syntax.Node], syntax.Node]
Change = tuple[str, syntax.Expression, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed line: the kind of slip, the place, the text before and after, in words."""

    kind: str
    span: Span
    before: str
    after: str
    words: str
    line: syntax.Node


def edits(line: syntax.Node) -> Iterator[Edit]:
    """Every near edit of the claimed side, the likeliest kinds first."""
    found: list[tuple[int, Edit]] = []
    for site, rebuild in _sites(line):
        if not isinstance(site, syntax.Expression):
            continue
        for kind, changed, words in _changes(site):
            edit = Edit(kind, site.span, show(site), show(changed), words, rebuild(changed))
            found.append((_ORDER.index(kind), edit))
    seen = {show(line)}
    for _, edit in sorted(found, key=lambda each: each[0]):
        text = show(edit.line)
        if text not in seen:
            seen.add(text)
            yield edit


_ORDER = ["sign", "factor", "transpose", "exponent", "digit", "branch", "index", "order", "term"]


def _sites(line: syntax.Node) -> Iterator[tuple[syntax.Node, Rebuild]]:
    """Every node of the claimed side with what puts a changed one in its place."""
    match line:
        case syntax.Relation(operands=operands):
            for at in range(len(operands) - 1, 0, -1):
                yield from _below(operands[at], _operand(line, at))
        case syntax.Member(element=element):
            yield from _below(element, lambda new: _changed(line, element=new))
        case syntax.Implication(right=right):
            for site, rebuild in _sites(right):
                yield site, _inside(rebuild, lambda new: _changed(line, right=new))
        case syntax.Step(content=content):
            inner = _sites if isinstance(content, syntax.Proposition) else _below_plain
            for site, rebuild in inner(content):
                yield site, _inside(rebuild, lambda new: _changed(line, content=new))
        case syntax.AsTends(relation=relation):
            for site, rebuild in _sites(relation):
                yield site, _inside(rebuild, lambda new: _changed(line, relation=new))
        case _:
            return


def _changed(node: N, **parts: Any) -> N:
    """The node with other parts, which the caller knows to fit."""
    return replace(node, **parts)


def _operand(line: syntax.Relation, at: int) -> Rebuild:
    return lambda new: replace(
        line,
        operands=(*line.operands[:at], new, *line.operands[at + 1 :]),  # type: ignore[arg-type]
    )


def _inside(inner: Rebuild, outer: Rebuild) -> Rebuild:
    return lambda new: outer(inner(new))


def _below_plain(node: syntax.Node) -> Iterator[tuple[syntax.Node, Rebuild]]:
    yield from _below(node, lambda new: new)


def _below(node: syntax.Node, rebuild: Rebuild) -> Iterator[tuple[syntax.Node, Rebuild]]:
    """The node and all nodes under it, outermost first."""
    yield node, rebuild
    for field in fields(node):
        if _is_written_exponent(node, field.name):
            continue
        value = getattr(node, field.name)
        if isinstance(value, syntax.Node):
            put = _inside(_field(node, field.name), rebuild)
            yield from _below(value, put)
        elif isinstance(value, tuple):
            for at, item in enumerate(value):
                yield from _items(node, field.name, value, at, item, rebuild)


def _is_written_exponent(node: syntax.Node, name: str) -> bool:
    """A number above: its slips are those of the power itself."""
    match node:
        case syntax.Binary(operator="^" | ".^", right=syntax.Number()):
            return name == "right"
        case _:
            return False


def _items(
    node: syntax.Node,
    name: str,
    values: tuple[object, ...],
    at: int,
    item: object,
    rebuild: Rebuild,
) -> Iterator[tuple[syntax.Node, Rebuild]]:
    if isinstance(item, syntax.Node):
        put = _inside(lambda new: _changed(node, **{name: _with(values, at, new)}), rebuild)
        yield from _below(item, put)
    elif isinstance(item, tuple):
        for deep, part in enumerate(item):
            if isinstance(part, syntax.Node):
                put = _inside(_deeper(node, name, values, at, item, deep), rebuild)
                yield from _below(part, put)


def _deeper(
    node: syntax.Node,
    name: str,
    values: tuple[object, ...],
    at: int,
    item: tuple[object, ...],
    deep: int,
) -> Rebuild:
    return lambda new: _changed(node, **{name: _with(values, at, _with(item, deep, new))})


def _field(node: syntax.Node, name: str) -> Rebuild:
    return lambda new: _changed(node, **{name: new})


def _with(values: tuple[object, ...], at: int, new: object) -> tuple[object, ...]:
    return (*values[:at], new, *values[at + 1 :])


# The slips --------------------------------------------------------------------------------


def _changes(node: syntax.Expression) -> Iterator[Change]:
    match node:
        case syntax.Number():
            yield from _number(node)
        case syntax.Name():
            yield "transpose", syntax.Transpose(node), f"a transpose is missing on {node.name}"
            yield "term", syntax.Call("abs", (node,)), f"abs is missing around {node.name}"
        case syntax.Transpose(operand=inner):
            yield "transpose", inner, f"{show(node)} should not be transposed"
        case syntax.Negative(operand=inner):
            yield "sign", inner, f"the sign of {show(inner)}"
        case syntax.Binary():
            yield from _binary(node)
        case syntax.Cases():
            yield from _cases(node)
        case syntax.Subscript(indices=indices):
            for at, index in enumerate(indices):
                for moved in _moved(index):
                    changed = replace(node, indices=(*indices[:at], moved, *indices[at + 1 :]))
                    yield "index", changed, f"the index {show(index)} should be {show(moved)}"
        case syntax.Iterated(range=span):
            for end in ("start", "stop"):
                for moved in _moved(getattr(span, end)):
                    changed_range = _changed(span, **{end: moved})
                    words = f"the {end} of the range should be {show(moved)}"
                    yield "index", replace(node, range=changed_range), words
        case syntax.Call(function="sin" | "cos" as function, arguments=arguments):
            other = "cos" if function == "sin" else "sin"
            yield "term", syntax.Call(other, arguments), f"{other} instead of {function}"
    if not isinstance(node, (syntax.Number, syntax.Whole)):
        yield from _whole(node)


def _moved(index: syntax.Expression) -> Iterator[syntax.Expression]:
    """One more and one less, without `n - 1 + 1`."""
    one = syntax.Number(Fraction(1), "1")
    match index:
        case syntax.Number(value=value):
            for moved in (value + 1, value - 1):
                if moved >= 0:
                    yield syntax.Number(moved, str(moved))
        case syntax.Binary(operator="+" | "-", left=left, right=right) if right == one:
            yield left
        case syntax.Whole():
            return
        case _:
            yield syntax.Binary("+", index, one)
            yield syntax.Binary("-", index, one)


def _whole(node: syntax.Expression) -> Iterator[Change]:
    text = show(node)
    if not isinstance(node, syntax.Negative):
        yield "sign", _negative(node), f"the sign of {text}"
    two = syntax.Number(Fraction(2), "2")
    yield "factor", syntax.Binary("*", two, node), f"a factor 2 is missing at {text}"
    half = syntax.Binary("/", syntax.Number(Fraction(1), "1"), two)
    yield "factor", syntax.Binary("*", half, node), f"a factor 1/2 is missing at {text}"
    if not isinstance(node, syntax.Name) and not isinstance(node, syntax.Transpose):
        yield "transpose", syntax.Transpose(node), f"a transpose is missing on {text}"


def _negative(node: syntax.Expression) -> syntax.Expression:
    """The sign on the first factor of a product, where it needs no brackets."""
    if isinstance(node, syntax.Binary) and node.operator in ("*", "/", "@", ".*", "./"):
        return replace(node, left=_negative(node.left))
    return syntax.Negative(node)


def _number(node: syntax.Number) -> Iterator[Change]:
    if node.value.denominator == 1:
        for kind, value in (
            ("factor", node.value * 2),
            ("factor", node.value / 2),
            ("digit", node.value + 1),
            ("digit", node.value - 1),
        ):
            if value.denominator == 1 and value >= 0:
                number = syntax.Number(value, str(value))
                yield kind, number, f"{node.digits} should be {value}"
    else:
        for digits in _near(node.digits):
            number = syntax.Number(Fraction(digits), digits)
            yield "digit", number, f"{node.digits} should be {digits}"


def _near(digits: str) -> Iterator[str]:
    """One digit put in or left out: 2.65 for 2.625."""
    if "." not in digits or "e" in digits.lower():
        return
    for at in range(digits.index(".") + 1, len(digits) + 1):
        for digit in "0123456789":
            yield digits[:at] + digit + digits[at:]
    whole = digits.index(".")
    for at in range(len(digits)):
        if digits[at].isdigit() and (at > whole + 1 or 0 < at < whole):
            yield digits[:at] + digits[at + 1 :]


def _binary(node: syntax.Binary) -> Iterator[Change]:
    left, right = node.left, node.right
    match node.operator:
        case "+":
            yield "sign", replace(node, operator="-"), f"the sign of {show(right)}"
        case "-":
            yield "sign", replace(node, operator="+"), f"the sign of {show(right)}"
    if node.operator in ("+", "-"):
        yield "term", left, f"the term {show(right)} does not belong there"
        yield "term", right, f"the term {show(left)} does not belong there"
    if node.operator in ("*", "@", "/", ".*", "./"):
        yield "factor", left, f"the factor {show(right)} does not belong there"
    if node.operator in ("*", "@", ".*"):
        yield "factor", right, f"the factor {show(left)} does not belong there"
    if node.operator == "@":
        swapped = replace(node, left=right, right=left)
        yield "order", swapped, f"{show(right)} must stand to the left of {show(left)}"
    if node.operator == "/" and isinstance(right, syntax.Number):
        product = syntax.Binary("*", right, left)
        yield "factor", product, f"{show(left)} should be multiplied by {show(right)}"
    if node.operator in ("^", ".^"):
        if isinstance(right, syntax.Number) and right.value.denominator == 1:
            for value in (right.value + 1, right.value - 1, right.value * 2, right.value / 2):
                if value.denominator == 1 and value > 1:
                    changed = replace(node, right=syntax.Number(value, str(value)))
                    yield "exponent", changed, f"the exponent {show(right)} should be {value}"
        yield "exponent", left, f"the exponent {show(right)} does not belong there"


def _cases(node: syntax.Cases) -> Iterator[Change]:
    values = [value for value, _ in node.branches]
    if len(values) == 2 and node.otherwise is None:
        (a, p), (b, q) = node.branches
        yield "branch", replace(node, branches=((b, p), (a, q))), "the branches are exchanged"
    if len(values) == 1 and node.otherwise is not None:
        ((a, p),) = node.branches
        changed = replace(node, branches=((node.otherwise, p),), otherwise=a)
        yield "branch", changed, "the branches are exchanged"
