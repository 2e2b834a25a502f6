"""Types, and the headings of symbols and definitions."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.language import syntax as s
from derivcheck.language.parsing_operators import RELATIONS, SUM, Parser
from derivcheck.language.tokens import Kind

#: the number of sizes that each kind takes
KINDS = {"scalar": 0, "vector": 1, "matrix": 2, "index": 0, "size": 0, "function": 0}

#: the structures of a matrix, by their first word
STRUCTURES = {
    "symmetric": "symmetric",
    "positive": "positive definite",
    "invertible": "invertible",
    "orthogonal": "orthogonal",
    "diagonal": "diagonal",
}

_BOUNDS = RELATIONS - {"="}
_A_TYPE = "a type (" + ", ".join(f"`{kind}`" for kind in KINDS) + ")"
_A_STRUCTURE = "a structure (" + ", ".join(f"`{words}`" for words in STRUCTURES.values()) + ")"


def family(parser: Parser) -> s.TypeSyntax:
    """A type, for a family with its ranges: `matrix[m[k], m[k-1]] for k in 1..H`."""
    start = parser.token.start
    member = single(parser)
    ranges = []
    while parser.accept("for"):
        ranges.append(parser.range())
    if not ranges:
        return member
    return replace(member, ranges=tuple(ranges), span=parser.since(start))


def single(parser: Parser) -> s.TypeSyntax:
    """A type without ranges: `matrix[n, d] symmetric`, `scalar > 0`."""
    parser.deeper()
    start = parser.token.start
    kind = parser.token.text
    if kind not in KINDS:
        parser.unexpected(_A_TYPE)
    parser.advance()
    shape = _function(parser) if kind == "function" else _array(parser, kind)
    parser.depth -= 1
    return replace(shape, span=parser.since(start))


def _function(parser: Parser) -> s.TypeSyntax:
    """`function(vector[p], scalar) -> scalar`; constraints belong to the result."""
    if parser.token.text != "(":
        parser.unexpected("`(`")
    opening = parser.open()
    arguments = [single(parser)]
    while parser.accept(","):
        arguments.append(single(parser))
    parser.close(opening, "`,` or `)`")
    parser.expect("->")
    return s.TypeSyntax("function", arguments=tuple(arguments), result=single(parser))


def _array(parser: Parser, kind: str) -> s.TypeSyntax:
    """The sizes and constraints of a scalar, vector, matrix, index or size."""
    sizes = _sizes(parser, kind)
    bounds: list[tuple[str, s.Expression]] = []
    words: list[str] = []
    union: tuple[s.Interval | s.Finite | s.Range, ...] = ()
    while True:
        token = parser.token
        if token.text in _BOUNDS:
            parser.advance()
            bounds.append((token.text, parser.expression(SUM)))
        elif token.text == "in" and not union:
            parser.advance()
            union = _union(parser)
        elif token.kind is Kind.NAME:
            words.append(_structure(parser))
        elif not (bounds or words or union) or not _separates(parser):
            return s.TypeSyntax(kind, sizes, tuple(bounds), union, tuple(words))


def _sizes(parser: Parser, kind: str) -> tuple[s.Expression, ...]:
    """`[n, d]`, as many as the kind takes."""
    wanted = KINDS[kind]
    if not wanted:
        return ()
    start = parser.token.start
    if parser.token.text != "[":
        parser.unexpected("`[n]`" if wanted == 1 else "`[n, d]`")
    opening = parser.open()
    sizes = parser.expressions()
    parser.close(opening, "`,` or `]`")
    if len(sizes) != wanted:
        expected = "one size" if wanted == 1 else "two sizes"
        parser.fail(None, parser.since(start), expected, f"`{parser.written(start)}`")
    return sizes


def _separates(parser: Parser) -> bool:
    """Read a `,` or `and` that stands before another constraint."""
    after = parser.peek().text
    if parser.token.text not in (",", "and"):
        return False
    if after not in _BOUNDS and after not in STRUCTURES and after != "in":
        return False
    parser.advance()
    return True


def _structure(parser: Parser) -> str:
    """`symmetric`, `positive definite`, ..."""
    words = STRUCTURES.get(parser.token.text)
    if words is None:
        parser.unexpected(_A_STRUCTURE)
    for word in words.split():
        parser.expect(word)
    return words


def _union(parser: Parser) -> tuple[s.Interval | s.Finite | s.Range, ...]:
    """`(0, 1) or [2, 3]`, `{-1, 1}`, `1..n`."""
    pieces = [_piece(parser)]
    while parser.accept("or"):
        pieces.append(_piece(parser))
    return tuple(pieces)


def _piece(parser: Parser) -> s.Interval | s.Finite | s.Range:
    start = parser.token.start
    if parser.token.text == "{":
        opening = parser.open()
        values = parser.expressions()
        parser.close(opening, "`,` or `}`")
        return s.Finite(values, span=parser.since(start))
    if _is_interval(parser):
        return _interval(parser)
    first, last, descending = parser.ends()
    return s.Range("", first, last, descending, span=parser.since(start))


def _is_interval(parser: Parser) -> bool:
    """Whether a comma stands inside the bracket that comes next: `(0, 1)`, not `(n + 1)..m`."""
    depth = 0
    for token in parser.tokens[parser.index :]:
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if depth == 0 or (depth == 1 and token.text == ","):
            return depth == 1
    return False


def _interval(parser: Parser) -> s.Interval:
    """`(0, 1]`: the brackets say which ends belong to it."""
    opening = parser.advance()
    low = parser.expression(SUM)
    parser.expect(",")
    high = parser.expression(SUM)
    if parser.token.text not in (")", "]"):
        parser.unexpected("`)` or `]`")
    closing = parser.advance()
    return s.Interval(
        low, high, opening.text == "[", closing.text == "]", span=parser.since(opening.start)
    )


def heading(parser: Parser) -> s.Heading:
    """`x`, `W[k]`, `v[0]`, `sigma(z)`, `P(i, j)`."""
    name = parser.expect_name("a name")
    indices: tuple[s.Expression, ...] = ()
    parameters: list[str] = []
    if parser.token.text == "[":
        opening = parser.open()
        indices = parser.expressions()
        parser.close(opening, "`,` or `]`")
    elif parser.token.text == "(":
        opening = parser.open()
        parameters.append(parser.expect_name("the name of a parameter"))
        while parser.accept(","):
            parameters.append(parser.expect_name("the name of a parameter"))
        parser.close(opening, "`,` or `)`")
    return s.Heading(name, indices, tuple(parameters), span=parser.since(0))
