"""Expressions as MathML: one rule a construct of the syntax."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.language import parsing_precedence as level
from derivcheck.language import syntax as s
from derivcheck.reports.mathml import elements as m
from derivcheck.reports.mathml.calls import BASE, FACTOR, Typesetter, call
from derivcheck.reports.mathml.factors import Edge, first, is_open, is_signed, last, product
from derivcheck.reports.mathml.names import has_index, name, parts
from derivcheck.reports.page.elements import Content, Markup, element

#: the signs of operators that stand between their operands
INFIX = {"/": "/", "+": "+", "-": "−", ".*": "⊙", "./": "⊘"}
#: products of which the sign is not written
JUXTAPOSED = {"*", "@"}


def binary(node: s.Binary, to: Typesetter) -> Markup:
    """Sums, products, quotients and powers."""
    if node.operator in ("^", ".^"):
        return _power(node, to)
    if node.operator == "/" and not to.small:
        return m.fraction(to.show(node.left), to.show(node.right))
    own = level.ARITHMETIC[node.operator]
    left, right = left_operand(node, to), right_operand(node, to)
    if node.operator in JUXTAPOSED:
        sign = product(
            _last(node.left, own, to), _first(node.right, own, to), scalar=node.operator == "*"
        )
    else:
        sign = m.operator(INFIX.get(node.operator, node.operator))
    return m.row(left, sign, right)


def left_operand(node: s.Binary, to: Typesetter) -> Markup:
    """Grouped to the left; what has no end of its own stands in brackets."""
    operated = node.operator not in "+-" and last(node.left, small=to.small) is Edge.OPERATED
    if operated or is_open(node.left, small=to.small):
        return m.fenced(to.show(node.left))
    return to.at(node.left, level.ARITHMETIC[node.operator])


def right_operand(node: s.Binary, to: Typesetter) -> Markup:
    """In brackets where it begins with a sign; a sum or a limit may be the last factor."""
    if is_signed(node.right, small=to.small):
        return m.fenced(to.show(node.right))
    if node.operator in JUXTAPOSED and isinstance(node.right, (s.Iterated, s.Limit)):
        return to.show(node.right)
    return to.at(node.right, level.ARITHMETIC[node.operator] + 1)


def _first(node: s.Expression, own: int, to: Typesetter) -> Edge:
    if isinstance(node, (s.Iterated, s.Limit)):
        return Edge.OTHER
    if is_signed(node, small=to.small) or to.binding(node) <= own:
        return Edge.BRACKET
    return first(node, small=to.small)


def _last(node: s.Expression, own: int, to: Typesetter) -> Edge:
    if is_open(node, small=to.small) or to.binding(node) < own:
        return Edge.OTHER
    return last(node, small=to.small)


def _power(node: s.Binary, to: Typesetter) -> Markup:
    """`x_i²`; entry by entry with a small circle before the exponent."""
    mark = m.operator("∘") if node.operator == ".^" else None
    return _raised(node.left, m.row(mark, to.script(node.right)), to)


def _raised(base: s.Expression, exponent: Markup, to: Typesetter) -> Markup:
    """An exponent above the index where the base has one."""
    match base:
        case s.Name(name=text):
            letter, index = parts(text)
            return (
                m.superscript(letter, exponent)
                if index is None
                else m.scripts(letter, index, exponent)
            )
        case s.Subscript():
            return m.scripts(*_indexed(base, to), exponent)
        case _:
            return m.superscript(to.at(base, BASE), exponent)


def transpose(node: s.Transpose, to: Typesetter) -> Markup:
    """`Xᵀ`"""
    return _raised(node.operand, m.operator("⊤"), to)


def subscript(node: s.Subscript, to: Typesetter) -> Markup:
    """`A` with its indices; a base with an index of its own stands in brackets."""
    return m.subscript(*_indexed(node, to))


def _indexed(node: s.Subscript, to: Typesetter) -> tuple[Markup, Markup]:
    indexed = isinstance(node.base, s.Name) and has_index(node.base.name)
    if indexed or isinstance(node.base, s.Subscript):
        base = m.fenced(to.show(node.base))
    else:
        base = to.at(node.base, BASE)
    return base, m.commas([to.script(index) for index in node.indices])


def array(node: s.ArrayLiteral, to: Typesetter) -> Markup:
    """Rows of a matrix; anything else as a list."""
    rows = [each.entries for each in node.entries if isinstance(each, s.ArrayLiteral)]
    if len(rows) == len(node.entries):
        cells: list[list[Content]] = [[to.show(entry) for entry in entries] for entries in rows]
        return m.fenced(m.table(cells), "[", "]")
    return m.fenced(m.commas([to.show(entry) for entry in node.entries]), "[", "]")


def cases(node: s.Cases, to: Typesetter) -> Markup:
    """A brace before the branches."""
    rows: list[list[Content]] = [
        [to.show(value), m.row(m.words("if"), to.show(condition))]
        for value, condition in node.branches
    ]
    if node.otherwise is not None:
        rows.append([to.show(node.otherwise), m.words("otherwise")])
    return m.row(m.operator("{", fence="true"), m.table(rows, displaystyle="true", class_="cases"))


def indicator(node: s.Indicator, to: Typesetter) -> Markup:
    """A bold 1 with its condition."""
    return m.subscript(
        element("mn", "1", class_="bold"), m.fenced(to.show(node.condition), "{", "}")
    )


_LARGE = {
    "sum": m.operator("∑", movablelimits="false"),
    "prod": m.operator("∏", movablelimits="false"),
}


def iterated(node: s.Iterated, to: Typesetter) -> Markup:
    """A large sign with its range, before its body."""
    bounds = node.range
    start, stop = to.script(bounds.start), to.script(bounds.stop)
    index = name(bounds.index)
    large = _LARGE.get(node.kind) or m.identifier(node.kind)
    if bounds.descending:
        below, above = (
            m.row(
                index,
                m.operator("="),
                start,
                m.operator(","),
                m.operator("…"),
                m.operator(","),
                stop,
            ),
            None,
        )
    elif bounds.condition is not None:
        below, above = _ranging(index, start, stop), None
    else:
        below, above = m.row(index, m.operator("="), start), stop
    if bounds.condition is not None:
        below = m.row(below, m.operator(","), m.thin(), to.script(bounds.condition))
    body = node.body
    closed = to.binding(body) < level.PRODUCT or is_signed(body, small=to.small)
    shown = m.fenced(to.show(body)) if closed else to.show(body)
    return m.row(m.under(large, below, above), m.thin(), shown)


def _ranging(index: Content, start: Content, stop: Content) -> Markup:
    """`i = 1, …, n`"""
    dots = m.operator("…")
    return m.row(index, m.operator("="), start, m.operator(","), dots, m.operator(","), stop)


def ranging(bounds: s.Range, to: Typesetter) -> Markup:
    """`i = 1, …, n` where a statement is said for every i."""
    shown = _ranging(name(bounds.index), to.show(bounds.start), to.show(bounds.stop))
    if bounds.condition is None:
        return shown
    return m.row(shown, m.words("with"), to.show(bounds.condition))


def at(node: s.At, to: Typesetter) -> Markup:
    """A bar behind the expression, with the values below it."""
    values = [
        m.row(to.script(target), m.operator("="), to.script(value))
        for target, value in node.bindings
    ]
    bar = m.operator("|", fence="true", stretchy="true")
    return m.subscript(m.row(to.at(node.body, FACTOR), bar), m.commas(values))


def limit(node: s.Limit, to: Typesetter) -> Markup:
    """`lim` with what the variable tends to below it."""
    below = approach(node.variable, node.point, node.side, to)
    shown = to.at(node.body, level.PRODUCT)
    return m.row(m.under(m.identifier("lim"), below), m.thin(), shown)


def approach(variable: str, point: s.Expression, side: str, to: Typesetter) -> Markup:
    """`x → 0⁺`"""
    target = to.at(point, level.SUM)
    sign = {"+": "+", "-": "−"}.get(side)
    shown = m.superscript(m.row(target), m.operator(sign)) if sign else target
    return m.row(name(variable), m.operator("→"), shown)


def subdifferential(node: s.Subdiff, to: Typesetter) -> Markup:
    """`∂` with the variable as its index, before its function."""
    below = to.script(node.variable)
    if node.point is not None:
        below = m.row(below, m.operator("="), to.script(node.point))
    shown = to.show(node.function)
    closed = shown if isinstance(node.function, s.Name) else m.fenced(shown)
    return m.row(m.subscript(m.identifier("∂"), below), m.thin(), closed)


def argmin(node: s.Argmin, to: Typesetter) -> Markup:
    """`arg min` with the variable and its constraints below it."""
    parts = [to.script(node.variable), *(to.script(each) for each in node.constraints)]
    sign = m.under(m.row(m.identifier("arg"), m.thin(), m.identifier("min")), m.commas(parts))
    return m.row(sign, m.thin(), to.at(node.function, level.PRODUCT))


def expression(node: s.Expression, to: Typesetter) -> Markup:
    """An expression without brackets around it, except a call."""
    match node:
        case s.Number(digits=digits):
            return m.number(digits)
        case s.Name(name=text):
            return name(text)
        case s.Whole():
            return m.operator(":")
        case s.Negative(operand=operand):
            signed = is_signed(operand, small=to.small)
            shown = m.fenced(to.show(operand)) if signed else to.at(operand, level.PRODUCT)
            return m.row(m.operator("−", form="prefix"), shown)
        case s.Binary():
            return binary(node, to)
        case s.Call(function=function):
            return call(name(function), node, to)
        case _:
            return RULES[type(node)](node, to)


RULES: dict[type[s.Expression], Callable[..., Markup]] = {
    s.Transpose: transpose,
    s.Subscript: subscript,
    s.ArrayLiteral: array,
    s.Cases: cases,
    s.Indicator: indicator,
    s.Iterated: iterated,
    s.At: at,
    s.Limit: limit,
    s.Subdiff: subdifferential,
    s.Argmin: argmin,
}
