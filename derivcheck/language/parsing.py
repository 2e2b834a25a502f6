"""From text to syntax: the grammar of `design.md`, section 1.

A text is data: nothing is evaluated, and length, depth, size of the tree and of literal
numbers are bounded. Every function here returns a tree or raises `LanguageError` (DC104 what
cannot be read, DC105 what is too large) with the place in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TypeVar

from derivcheck.language import parsing_types, syntax
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing_forms import form
from derivcheck.language.parsing_operators import Parser
from derivcheck.language.parsing_precedence import IMPLICATIONS, OR, RELATION, RELATIONS

Tree = TypeVar("Tree", bound=syntax.Node)

MAX_NODES = 1500
#: of the tree, so that functions may recurse over it; a sum of n terms has the height n
MAX_HEIGHT = 120


def parse_expression(text: str) -> syntax.Expression:
    """An expression: `1/2*norm(y - X@theta)^2`."""
    parser = Parser(text, form)
    formula = parser.anything()
    parser.expect_end()
    return _within_limits(parser, parser.as_expression(formula, 0))


def parse_proposition(text: str) -> syntax.Proposition:
    """A claim or an assumption: `a = b`, `E1 <=> E2 for theta`, `P for i in 1..n`."""
    parser = Parser(text, form)
    formula = parser.anything()
    parser.expect_end()
    return _within_limits(parser, parser.as_proposition(formula, 0))


def parse_step(text: str, first: bool) -> syntax.Step:
    """One line of a chain; on a later line a relation to the line before it comes first."""
    parser = Parser(text, form)
    relation = None if first else _relation(parser)
    if first and parser.token.text in RELATIONS | IMPLICATIONS:
        raise parser.unexpected("an expression or an equation to start from")
    start = parser.token.start
    content: syntax.Expression | syntax.Proposition
    if relation is None:
        content = parser.anything()
    elif relation in IMPLICATIONS:
        content = parser.condition(OR)
    else:
        content = parser.nested(RELATION)
        if not isinstance(content, syntax.Relation):
            content = parser.as_expression(content, start)
    parser.expect_end()
    return _within_limits(parser, syntax.Step(relation, content, span=parser.since(0)))


def _relation(parser: Parser) -> str:
    """The sign a later line starts with."""
    if parser.token.text not in RELATIONS | IMPLICATIONS:
        raise parser.unexpected("a relation")
    return parser.advance().text


def parse_type(text: str) -> syntax.TypeSyntax:
    """A type: `matrix[n, d] symmetric`, `scalar in (0, 1)`, `function(scalar) -> scalar`."""
    parser = Parser(text, form)
    shape = parsing_types.family(parser)
    parser.expect_end("a constraint or the end")
    return _within_limits(parser, shape)


def parse_heading(text: str) -> syntax.Heading:
    """What stands left of the colon: `x`, `W[k]`, `v[0]`, `sigma(z)`."""
    parser = Parser(text, form)
    heading = parsing_types.heading(parser)
    parser.expect_end("the end of the name")
    return _within_limits(parser, heading)


def _within_limits(parser: Parser, tree: Tree) -> Tree:
    """The tree, if it is not too large; every node and every level took a token of its own."""
    if len(parser.tokens) <= MAX_HEIGHT:
        return tree
    nodes, height = measure(tree)
    for count, most, what in ((nodes, MAX_NODES, "nodes"), (height, MAX_HEIGHT, "levels")):
        if count > most:
            raise LanguageError(
                "DC105",
                f"too large: a tree of {count:,} {what}, at most {most:,} are read",
                parser.since(0),
                expected=f"at most {most:,} {what}",
                found=f"{count:,} {what}",
                hint="name parts of it under `define:`",
            )
    return tree


def measure(tree: syntax.Node) -> tuple[int, int]:
    """How many nodes a tree has, and on how many levels; found without recursion."""
    nodes, height = 0, 0
    level: list[syntax.Node] = [tree]
    while level:
        nodes, height = nodes + len(level), height + 1
        level = [child for node in level for child in _children(node)]
    return nodes, height


def _children(node: syntax.Node) -> Iterator[syntax.Node]:
    """The nodes directly below a node."""
    for part in fields(node):
        yield from _nodes(getattr(node, part.name))


def _nodes(value: object) -> Iterator[syntax.Node]:
    """The nodes a part holds, also in nested tuples."""
    if isinstance(value, syntax.Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
