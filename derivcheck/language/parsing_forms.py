"""What stands in the brackets of a call: plain arguments, ranges, conditions, bindings."""

from __future__ import annotations

from derivcheck.language import syntax as s
from derivcheck.language.parsing_operators import Form, Parser
from derivcheck.language.parsing_precedence import SUM
from derivcheck.language.parsing_quantifiers import index_range
from derivcheck.language.tokens import Kind, Token

ITERATED = frozenset({"sum", "prod", "max", "min"})


def call(parser: Parser, name: Token, opening: Token) -> s.Expression:
    """`f(x, y)`, `conv2d(image, kernel, padding=1)`, `sum(a[i] for i in 1..n)`."""
    arguments: list[s.Expression] = []
    keywords: list[tuple[str, s.Expression]] = []
    while True:
        if parser.token.kind is Kind.NAME and parser.peek().text == "=":
            keyword = parser.advance().text
            parser.advance()
            keywords.append((keyword, parser.expression()))
        elif keywords:
            raise parser.unexpected("an argument with its name, as in `padding=1`")
        else:
            arguments.append(parser.expression())
        if parser.token.text == "for" and len(arguments) == 1 and not keywords:
            return _iterated(parser, name, opening, arguments[0])
        if not parser.accept(","):
            break
    parser.close(opening, "an operator, `,` or `)`")
    span = parser.since(name.start)
    return s.Call(name.text, tuple(arguments), tuple(keywords), span=span)


def _iterated(parser: Parser, name: Token, opening: Token, body: s.Expression) -> s.Expression:
    """`sum(body for i in 1..n for j in 1..m)`, the outermost range first."""
    if name.text not in ITERATED:
        wanted = "`sum`, `prod`, `max` or `min` before a range"
        raise parser.mismatch(wanted, f"`{name.text}`", name.span)
    ranges = []
    while parser.accept("for"):
        ranges.append(index_range(parser))
    parser.close(opening, "`for`, `if` or `)`")
    for bounds in reversed(ranges):
        body = s.Iterated(name.text, body, bounds, span=parser.since(name.start))
    return body


def cases(parser: Parser, name: Token, opening: Token) -> s.Expression:
    """`cases(x if x > 0, -x otherwise)`."""
    branches: list[tuple[s.Expression, s.Proposition]] = []
    otherwise = None
    while True:
        value = parser.expression()
        if parser.accept("otherwise"):
            otherwise = value
            break
        if parser.token.text != "if":
            raise parser.unexpected("`if` or `otherwise`")
        parser.advance()
        branches.append((value, parser.condition()))
        if not parser.accept(","):
            break
    parser.close(opening, "`)`" if otherwise else "`,` or `)`")
    return s.Cases(tuple(branches), otherwise, span=parser.since(name.start))


def indicator(parser: Parser, name: Token, opening: Token) -> s.Expression:
    """`indicator(x > 0)`."""
    condition = parser.condition()
    parser.close(opening)
    return s.Indicator(condition, span=parser.since(name.start))


def at(parser: Parser, name: Token, opening: Token) -> s.Expression:
    """`at(f, x = 0, W[1] = A)`."""
    body = parser.expression()
    bindings = []
    parser.expect(",")
    while True:
        begin = parser.token.start
        target = parser.expression(SUM)
        if not _is_target(target):
            found, hint = f"`{parser.written(begin)}`", "`at(f, x = 0)` gives the symbol a value"
            raise parser.mismatch("a name", found, parser.since(begin), hint)
        parser.expect("=")
        bindings.append((target, parser.expression()))
        if not parser.accept(","):
            break
    parser.close(opening, "`,` or `)`")
    return s.At(body, tuple(bindings), span=parser.since(name.start))


def _is_target(node: s.Expression) -> bool:
    while isinstance(node, s.Subscript):
        node = node.base
    return isinstance(node, s.Name)


def limit(parser: Parser, name: Token, opening: Token) -> s.Expression:
    """`lim(f, x -> 0+)`."""
    body = parser.expression()
    parser.expect(",")
    variable, point, side = parser.approach()
    parser.close(opening)
    return s.Limit(body, variable, point, side, span=parser.since(name.start))


def subdiff(parser: Parser, name: Token, opening: Token) -> s.Expression:
    """`subdiff(f, x)`, `subdiff(f, x = 0)`."""
    function, variable, point = _function_at(parser, opening)
    return s.Subdiff(function, variable, point, span=parser.since(name.start))


def differentiable(parser: Parser, name: Token, opening: Token) -> s.Proposition:
    """`differentiable(f, x)`, `differentiable(f, x = 0)`."""
    function, variable, point = _function_at(parser, opening)
    return s.Predicate(name.text, function, variable, point, span=parser.since(name.start))


def _function_at(
    parser: Parser, opening: Token
) -> tuple[s.Expression, s.Expression, s.Expression | None]:
    function = parser.expression()
    parser.expect(",")
    variable = parser.expression(SUM)
    point = parser.expression() if parser.accept("=") else None
    parser.close(opening, "`=` or `)`" if point is None else "")
    return function, variable, point


def curvature(parser: Parser, name: Token, opening: Token) -> s.Proposition:
    """`convex(f, x)`, `concave(f, [x1, x2])`."""
    function = parser.expression()
    parser.expect(",")
    variable = parser.expression()
    parser.close(opening)
    return s.Predicate(name.text, function, variable, span=parser.since(name.start))


def argmin(parser: Parser, name: Token, opening: Token) -> s.Expression:
    """`argmin(f, x, C1, C2)`."""
    function = parser.expression()
    parser.expect(",")
    variable = parser.expression()
    constraints = []
    while parser.accept(","):
        constraints.append(parser.statement())
    parser.close(opening, "`,` or `)`")
    return s.Argmin(function, variable, tuple(constraints), span=parser.since(name.start))


FORMS: dict[str, Form] = {
    "cases": cases,
    "indicator": indicator,
    "at": at,
    "lim": limit,
    "subdiff": subdiff,
    "differentiable": differentiable,
    "convex": curvature,
    "concave": curvature,
    "argmin": argmin,
}


def form(name: str) -> Form:
    """How the brackets behind a name are read."""
    return FORMS.get(name, call)
