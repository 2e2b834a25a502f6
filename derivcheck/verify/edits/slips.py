"""The slips that people make at one place of a line, each with its kind and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from derivcheck.language import syntax
from derivcheck.language.printing import show
from derivcheck.verify.edits.digits import near
from derivcheck.verify.edits.sites import changed

#: kind of slip, what stands there instead, in words
Change = tuple[str, syntax.Expression, str]

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
        case syntax.Subscript():
            yield from _subscript(node)
        case syntax.Iterated():
            yield from _iterated(node)
        case syntax.Call(function=function):
            for names in _ALIKE:
                for other in names - {function} if function in names else ():
                    words = f"{other} instead of {function}"
                    yield "term", replace(node, function=other), words
    if not isinstance(node, (syntax.Number, syntax.Whole, syntax.ArrayLiteral)):
        yield from _any(node)


def _any(node: syntax.Expression) -> Iterator[Change]:
    text = show(node)
    if not isinstance(node, syntax.Negative):
        yield "sign", negative(node), f"the sign of {text}"
    two = syntax.Number(Fraction(2), "2")
    yield "factor", syntax.Binary("*", two, node), f"a factor 2 is missing at {text}"
    half = syntax.Binary("/", syntax.Number(Fraction(1), "1"), two)
    yield "factor", syntax.Binary("*", half, node), f"a factor 1/2 is missing at {text}"
    if not isinstance(node, (syntax.Name, syntax.Transpose)):
        yield "transpose", syntax.Transpose(node), f"a transpose is missing on {text}"
    if isinstance(node, syntax.Call):
        yield "exponent", syntax.Binary("^", node, two), f"{text} should be squared"


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
                yield kind, number, f"{node.digits} should be {value}"
    else:
        for digits in near(node.digits):
            number = syntax.Number(Fraction(digits), digits)
            yield "digit", number, f"{node.digits} should be {digits}"


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
        unit = syntax.Name("I")
        scaled = replace(node, right=syntax.Binary("*", right, unit))
        yield "term", scaled, f"{show(right)} must stand on the diagonal"
    if node.operator in PRODUCTS:
        yield "factor", left, f"the factor {show(right)} does not belong there"
    if node.operator in ("*", "@", ".*"):
        yield "factor", right, f"the factor {show(left)} does not belong there"
    if node.operator == "@":
        swapped = replace(node, left=right, right=left)
        yield "order", swapped, f"{show(right)} must stand to the left of {show(left)}"
    if node.operator == "/":
        product = syntax.Binary("*", right, left)
        yield "factor", product, f"{show(left)} should be multiplied by {show(right)}"
        turned = syntax.Binary("/", right, left)
        yield "order", turned, f"numerator and denominator {show(node)} are exchanged"
    if node.operator == "*" and isinstance(left, (syntax.Number, syntax.Name)):
        quotient = syntax.Binary("/", right, left)
        yield "factor", quotient, f"{show(right)} should be divided by {show(left)}"
    if node.operator in ("^", ".^"):
        yield from _exponent(node)


def _exponent(node: syntax.Binary) -> Iterator[Change]:
    left, right = node.left, node.right
    if isinstance(right, syntax.Number) and right.value.denominator == 1:
        for value in (right.value + 1, right.value - 1, right.value * 2, right.value / 2):
            if value.denominator == 1 and value > 1:
                other = replace(node, right=syntax.Number(value, str(value)))
                yield "exponent", other, f"the exponent {show(right)} should be {value}"
    else:
        for moved in _moved(right):
            words = f"the exponent {show(right)} should be {show(moved)}"
            yield "exponent", replace(node, right=moved), words
    yield "exponent", left, f"the exponent {show(right)} does not belong there"


def _cases(node: syntax.Cases) -> Iterator[Change]:
    words = "the branches are exchanged"
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
            told = f"the condition {show(condition)} should be {show(other)}"
            yield "branch", replace(node, branches=branches), told


def _subscript(node: syntax.Subscript) -> Iterator[Change]:
    indices = node.indices
    for at, index in enumerate(indices):
        for moved in _moved(index):
            other = replace(node, indices=(*indices[:at], moved, *indices[at + 1 :]))
            yield "index", other, f"the index {show(index)} should be {show(moved)}"
    if len(indices) == 2:
        words = f"the indices of {show(node)} are exchanged"
        yield "index", replace(node, indices=indices[::-1]), words


def _iterated(node: syntax.Iterated) -> Iterator[Change]:
    for end in ("start", "stop"):
        for moved in _moved(getattr(node.range, end)):
            words = f"the {end} of the range should be {show(moved)}"
            yield "index", replace(node, range=changed(node.range, **{end: moved})), words


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
