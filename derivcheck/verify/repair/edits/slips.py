"""The slips that people make at one place of a line, each with its kind and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from derivcheck.language import syntax
from derivcheck.language.printing import show
from derivcheck.verify.repair.edits.digits import near
from derivcheck.verify.repair.edits.sites import changed


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence about parts of a line, put together when it is asked for."""

    template: str
    parts: tuple[object, ...] = ()

    def __str__(self) -> str:
        shown = [show(p) if isinstance(p, syntax.Node) else str(p) for p in self.parts]
        return self.template.format(*shown)


def said(template: str, *parts: object) -> Words:
    """The sentence with the parts in its places."""
    return Words(template, parts)


#: kind of slip, what stands there instead, in words
Change = tuple[str, syntax.Expression, Words]

PRODUCTS = frozenset({"*", "/", "@", ".*", "./"})
#: functions that are taken for each other
_ALIKE = [{"sin", "cos"}, {"sinh", "cosh"}, {"max", "min"}, {"tanh", "sigmoid"}]
#: relations of conditions that are taken for each other
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_STRICT = {"<": "<=", ">": ">=", "<=": "<", ">=": ">"}


def slips(node: syntax.Expression) -> Iterator[Change]:
    """What may have been meant in the place of an expression."""
    match node:
        case syntax.Number():
            yield from _number(node)
        case syntax.Name(name="I" | "pi" | "oo"):
            pass
        case syntax.Name():
            yield (
                "transpose",
                syntax.Transpose(node),
                said("a transpose is missing on {}", node.name),
            )
            yield "term", syntax.Call("abs", (node,)), said("abs is missing around {}", node.name)
        case syntax.Transpose(operand=inner):
            yield "transpose", inner, said("{} should not be transposed", node)
        case syntax.Negative(operand=inner):
            yield "sign", inner, said("the sign of {}", inner)
        case syntax.Binary():
            yield from _binary(node)
        case syntax.Cases():
            yield from _cases(node)
        case syntax.Subscript():
            yield from _subscript(node)
        case syntax.Iterated():
            yield from _iterated(node)
        case syntax.Call(function=function):
            for names in _ALIKE:
                for other in names - {function} if function in names else ():
                    words = said("{} instead of {}", other, function)
                    yield "term", replace(node, function=other), words
    if not isinstance(node, (syntax.Number, syntax.Whole, syntax.ArrayLiteral)):
        yield from _any(node)


def _any(node: syntax.Expression) -> Iterator[Change]:
    if not isinstance(node, syntax.Negative):
        yield "sign", negative(node), said("the sign of {}", node)
    two = syntax.Number(Fraction(2), "2")
    yield "factor", syntax.Binary("*", two, node), said("a factor 2 is missing at {}", node)
    half = syntax.Binary("/", syntax.Number(Fraction(1), "1"), two)
    yield "factor", syntax.Binary("*", half, node), said("a factor 1/2 is missing at {}", node)
    if not isinstance(node, (syntax.Name, syntax.Transpose)):
        yield "transpose", syntax.Transpose(node), said("a transpose is missing on {}", node)
    if isinstance(node, syntax.Call):
        yield "exponent", syntax.Binary("^", node, two), said("{} should be squared", node)


def negative(node: syntax.Expression) -> syntax.Expression:
    """The sign on the first factor of a product, where it needs no brackets."""
    if isinstance(node, syntax.Binary) and node.operator in PRODUCTS:
        return replace(node, left=negative(node.left))
    return syntax.Negative(node)


def _number(node: syntax.Number) -> Iterator[Change]:
    if node.value.denominator == 1:
        for kind, value in (
            ("factor", node.value * 2),
            ("factor", node.value / 2),
            ("digit", node.value + 1),
            ("digit", node.value - 1),
        ):
            if value.denominator == 1 and value >= 0 and not (kind == "factor" and value == 1):
                number = syntax.Number(value, str(value))
                yield kind, number, said("{} should be {}", node.digits, value)
    else:
        for digits in near(node.digits):
            number = syntax.Number(Fraction(digits), digits)
            yield "digit", number, said("{} should be {}", node.digits, digits)


def _binary(node: syntax.Binary) -> Iterator[Change]:
    left, right = node.left, node.right
    match node.operator:
        case "+":
            yield "sign", replace(node, operator="-"), said("the sign of {}", right)
        case "-":
            yield "sign", replace(node, operator="+"), said("the sign of {}", right)
    if node.operator in ("+", "-"):
        yield "term", left, said("the term {} does not belong there", right)
        yield "term", right, said("the term {} does not belong there", left)
        unit = syntax.Name("I")
        scaled = replace(node, right=syntax.Binary("*", right, unit))
        yield "term", scaled, said("{} must stand on the diagonal", right)
    if node.operator in PRODUCTS:
        yield "factor", left, said("the factor {} does not belong there", right)
    if node.operator in ("*", "@", ".*"):
        yield "factor", right, said("the factor {} does not belong there", left)
    if node.operator == "@":
        swapped = replace(node, left=right, right=left)
        yield "order", swapped, said("{} must stand to the left of {}", right, left)
    if node.operator == "/":
        product = syntax.Binary("*", right, left)
        yield "factor", product, said("{} should be multiplied by {}", left, right)
        turned = syntax.Binary("/", right, left)
        yield "order", turned, said("numerator and denominator {} are exchanged", node)
    if node.operator == "*" and isinstance(left, (syntax.Number, syntax.Name)):
        quotient = syntax.Binary("/", right, left)
        yield "factor", quotient, said("{} should be divided by {}", right, left)
    if node.operator in ("^", ".^"):
        yield from _exponent(node)


def _exponent(node: syntax.Binary) -> Iterator[Change]:
    left, right = node.left, node.right
    if isinstance(right, syntax.Number) and right.value.denominator == 1:
        for value in (right.value + 1, right.value - 1, right.value * 2, right.value / 2):
            if value.denominator == 1 and value > 1:
                other = replace(node, right=syntax.Number(value, str(value)))
                yield "exponent", other, said("the exponent {} should be {}", right, value)
    else:
        for moved in _moved(right):
            words = said("the exponent {} should be {}", right, moved)
            yield "exponent", replace(node, right=moved), words
    yield "exponent", left, said("the exponent {} does not belong there", right)


def _cases(node: syntax.Cases) -> Iterator[Change]:
    words = said("the branches are exchanged")
    values = [value for value, _ in node.branches]
    if len(values) == 2 and node.otherwise is None:
        (a, p), (b, q) = node.branches
        yield "branch", replace(node, branches=((b, p), (a, q))), words
    if len(values) == 1 and node.otherwise is not None:
        ((a, p),) = node.branches
        yield "branch", replace(node, branches=((node.otherwise, p),), otherwise=a), words
    for at, (value, condition) in enumerate(node.branches):
        if not isinstance(condition, syntax.Relation):
            continue
        for table in (_TURNED, _STRICT):
            relations = tuple(table.get(each, each) for each in condition.relations)
            other = replace(condition, relations=relations)
            branches = (*node.branches[:at], (value, other), *node.branches[at + 1 :])
            told = said("the condition {} should be {}", condition, other)
            yield "branch", replace(node, branches=branches), told


def _subscript(node: syntax.Subscript) -> Iterator[Change]:
    indices = node.indices
    for at, index in enumerate(indices):
        for moved in _moved(index):
            other = replace(node, indices=(*indices[:at], moved, *indices[at + 1 :]))
            yield "index", other, said("the index {} should be {}", index, moved)
    if len(indices) == 2:
        words = said("the indices of {} are exchanged", node)
        yield "index", replace(node, indices=indices[::-1]), words


def _iterated(node: syntax.Iterated) -> Iterator[Change]:
    for end in ("start", "stop"):
        for moved in _moved(getattr(node.range, end)):
            words = said("the {} of the range should be {}", end, moved)
            yield "index", replace(node, range=changed(node.range, **{end: moved})), words


def _moved(index: syntax.Expression) -> Iterator[syntax.Expression]:
    """One more and one less, without `n - 1 + 1`."""
    one = syntax.Number(Fraction(1), "1")
    match index:
        case syntax.Number(value=value):
            for moved in (value + 1, value - 1):
                if moved >= 0:
                    yield syntax.Number(moved, str(moved))
        case syntax.Binary(operator="+" | "-" as sign, left=left, right=syntax.Number(value=value)):
            for moved in (value - 1, value + 1):
                number = syntax.Number(moved, str(moved))
                yield syntax.Binary(sign, left, number) if moved else left
        case syntax.Whole():
            return
        case _:
            yield syntax.Binary("+", index, one)
            yield syntax.Binary("-", index, one)
