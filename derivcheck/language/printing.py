"""From syntax back to text: `show(tree)` parses to an equal tree, with the fewest brackets.

Products stand close (`1/2*x^2`), sums, relations and operators with a point stand apart
(`a + b = c .* d`).
"""

from __future__ import annotations

from collections.abc import Iterable

from derivcheck.language import parsing_precedence as level
from derivcheck.language import syntax as s

_SPACED = frozenset({"+", "-", ".*", "./", ".^"})


def show(node: s.Node) -> str:
    """The text of a tree of any kind."""
    match node:
        case s.Expression():
            return _expression(node)
        case s.Proposition():
            return _proposition(node)
        case s.Step(relation=None, content=content):
            return show(content)
        case s.Step(relation=relation, content=content):
            power = level.OR if relation in level.IMPLICATIONS else level.RELATION
            return f"{relation} {_at(content, power)}"
        case s.TypeSyntax():
            return _type(node)
        case s.Heading(name=name, indices=indices, parameters=parameters):
            return name + _bracketed(indices) + (f"({', '.join(parameters)})" if parameters else "")
        case s.Interval(low=low, high=high, low_closed=low_closed, high_closed=high_closed):
            ends = f"{_at(low, level.SUM)}, {_at(high, level.SUM)}"
            return f"{'[' if low_closed else '('}{ends}{']' if high_closed else ')'}"
        case s.Finite(values=values):
            return f"{{{_list(values)}}}"
        case s.Range():
            return _range(node)
        case _:
            raise TypeError(f"{type(node).__name__} has no text")


# Expressions ------------------------------------------------------------------------------


def _expression(node: s.Expression) -> str:
    match node:
        case s.Number(digits=digits):
            return digits
        case s.Name(name=name):
            return name
        case s.Negative(operand=operand):
            return f"-{_at(operand, level.SIGN)}"
        case s.Binary():
            return _binary(node)
        case s.Transpose(operand=operand):
            return f"{_at(operand, level.POSTFIX)}'"
        case s.Subscript(base=base, indices=indices):
            written = f"({show(base)})" if isinstance(base, s.Number) else _at(base, level.POSTFIX)
            return written + _bracketed(indices)
        case s.Whole():
            return ":"
        case s.ArrayLiteral(entries=entries):
            return f"[{_list(entries)}]"
        case s.Iterated():
            return _iterated(node)
        case _:
            return _call(node)


def _binary(node: s.Binary) -> str:
    """Sums and products group to the left and are written without recursion there."""
    tightness = level.ARITHMETIC[node.operator]
    if tightness == level.POWER:
        return f"{_at(node.left, level.POSTFIX)}{_sign(node)}{_exponent(node.right)}"
    pieces = []
    first: s.Expression = node
    while isinstance(first, s.Binary) and level.ARITHMETIC[first.operator] == tightness:
        pieces.append(f"{_sign(first)}{_at(first.right, tightness + 1)}")
        first = first.left
    return _at(first, tightness) + "".join(reversed(pieces))


def _sign(node: s.Binary) -> str:
    return f" {node.operator} " if node.operator in _SPACED else node.operator


def _exponent(node: s.Expression) -> str:
    """What stands right of `^`: a sign needs no brackets there, a transpose does."""
    match node:
        case s.Negative(operand=operand):
            return f"-{_exponent(operand)}"
        case s.Binary(operator="^" | ".^", left=left, right=right):
            base = f"({show(left)})" if _transposed(left) else _at(left, level.POSTFIX)
            return f"{base}{_sign(node)}{_exponent(right)}"
        case _:
            return f"({show(node)})" if _transposed(node) else _at(node, level.POWER)


def _transposed(node: s.Expression) -> bool:
    """Whether a quote stands among the postfixes of this node."""
    while isinstance(node, s.Subscript):
        node = node.base
    return isinstance(node, s.Transpose)


def _iterated(node: s.Iterated) -> str:
    """Ranges of one kind inside each other share their brackets."""
    ranges = [node.range]
    body = node.body
    while isinstance(body, s.Iterated) and body.kind == node.kind:
        ranges.append(body.range)
        body = body.body
    return f"{node.kind}({show(body)} {_for(ranges)})"


def _call(node: s.Expression) -> str:
    """What is written as a name with brackets."""
    match node:
        case s.Call(function=function, arguments=arguments, keywords=keywords):
            given = [*map(show, arguments), *(f"{name}={show(value)}" for name, value in keywords)]
            return f"{function}({', '.join(given)})"
        case s.Cases(branches=branches, otherwise=otherwise):
            written = [f"{show(value)} if {_condition(condition)}" for value, condition in branches]
            if otherwise is not None:
                written.append(f"{show(otherwise)} otherwise")
            return f"cases({', '.join(written)})"
        case s.Indicator(condition=condition):
            return f"indicator({_condition(condition)})"
        case s.At(body=body, bindings=bindings):
            written = [f"{show(target)} = {show(value)}" for target, value in bindings]
            return f"at({', '.join([show(body), *written])})"
        case s.Limit(body=body, variable=variable, point=point, side=side):
            return f"lim({show(body)}, {_approach(variable, point, side)})"
        case s.Subdiff(function=f, variable=variable, point=value):
            return f"subdiff({show(f)}, {_variable(variable, value)})"
        case s.Argmin(function=f, variable=variable, constraints=constraints):
            return f"argmin({', '.join(map(show, (f, variable, *constraints)))})"
        case _:
            raise TypeError(f"{type(node).__name__} has no text")


# Propositions -----------------------------------------------------------------------------


def _proposition(node: s.Proposition) -> str:
    match node:
        case s.Relation(operands=operands, relations=relations):
            first, *rest = (_at(operand, level.SUM) for operand in operands)
            links = zip(relations, rest, strict=True)
            return first + "".join(f" {relation} {operand}" for relation, operand in links)
        case s.Member(element=element, collection=collection):
            return f"{_at(element, level.SUM)} in {_at(collection, level.SUM)}"
        case s.Predicate(name=name, function=f, variable=variable, point=value):
            return f"{name}({show(f)}, {_variable(variable, value)})"
        case s.Not(operand=operand):
            return f"not {_at(operand, level.NOT)}"
        case s.And(operands=operands):
            return " and ".join(_at(operand, level.NOT) for operand in operands)
        case s.Or(operands=operands):
            return " or ".join(_at(operand, level.AND) for operand in operands)
        case s.Implication(left=left, right=right, both=both, unknowns=unknowns):
            written = f"{_at(left, level.OR)} {'<=>' if both else '=>'} {_at(right, level.OR)}"
            return f"{written} for {', '.join(unknowns)}" if unknowns else written
        case s.ForEvery():
            return _quantified(node)
        case s.AsTends(relation=relation, variable=variable, point=point, side=side):
            return f"{show(relation)} as {_approach(variable, point, side)}"
        case _:
            raise TypeError(f"{type(node).__name__} has no text")


def _quantified(node: s.Proposition) -> str:
    """The innermost statement and its quantifiers, the outermost first."""
    suffixes = []
    while isinstance(node, s.ForEvery):
        names = f"for every {', '.join(node.names)}"
        suffixes.append(names if node.range is None else _for([node.range]))
        node = node.operand
    return " ".join([show(node), *suffixes])


# Types ------------------------------------------------------------------------------------


def _type(node: s.TypeSyntax) -> str:
    head = node.kind + _bracketed(node.sizes)
    if node.result is not None:
        head = f"function({_list(node.arguments)}) -> {show(node.result)}"
    bounds = " and ".join(f"{relation} {_at(bound, level.SUM)}" for relation, bound in node.bounds)
    union = " or ".join(map(show, node.union))
    parts = [head, *node.words, bounds, f"in {union}" if union else "", _for(node.ranges)]
    return " ".join(filter(None, parts))


def _range(node: s.Range) -> str:
    """`i in 1..n if i != k`; without a name `1..n`."""
    first = _at(node.start, level.SUM)
    if not node.index and first.startswith("["):
        first = f"({first})"
    dots = " downto " if node.descending else ".."
    written = f"{first}{dots}{_at(node.stop, level.SUM)}"
    if node.index:
        written = f"{node.index} in {written}"
    if node.condition is None:
        return written
    return f"{written} if {_at(node.condition, level.OR)}"


# Pieces -----------------------------------------------------------------------------------


def _at(node: s.Node, tightness: int) -> str:
    """The text of an operand that must bind at least so tightly."""
    text = _expression(node) if isinstance(node, s.Expression) else show(node)
    return text if binding_power(node) >= tightness else f"({text})"


def binding_power(node: s.Node) -> int:
    """How tightly what a node is written as holds together: a level of the precedence."""
    match node:
        case s.Binary(operator=operator):
            return level.ARITHMETIC[operator]
        case s.Implication(unknowns=unknowns):
            return level.IMPLICATION - 1 if unknowns else level.IMPLICATION
        case _:
            return _POWERS.get(type(node), level.ATOM)


_POWERS: dict[type[s.Node], int] = {
    s.Negative: level.SIGN,
    s.Transpose: level.POSTFIX,
    s.Subscript: level.POSTFIX,
    s.Relation: level.RELATION,
    s.Member: level.RELATION,
    s.AsTends: level.RELATION,
    s.Not: level.NOT,
    s.And: level.AND,
    s.Or: level.OR,
    s.ForEvery: level.IMPLICATION - 1,
}


def _condition(node: s.Proposition) -> str:
    """What stands behind `if` or in `indicator`: quantifiers only in brackets."""
    return _at(node, level.IMPLICATION)


def _list(nodes: Iterable[s.Node]) -> str:
    return ", ".join(map(show, nodes))


def _bracketed(indices: tuple[s.Expression, ...]) -> str:
    return f"[{_list(indices)}]" if indices else ""


def _for(ranges: Iterable[s.Range]) -> str:
    return " ".join(f"for {_range(bounds)}" for bounds in ranges)


def _approach(variable: str, point: s.Expression, side: str) -> str:
    return f"{variable} -> {_at(point, level.SUM)}{side}"


def _variable(variable: s.Expression, point: s.Expression | None) -> str:
    """The last argument of `subdiff` and `differentiable`: `x` or `x = 0`."""
    return show(variable) if point is None else f"{_at(variable, level.SUM)} = {show(point)}"
