"""What stands behind `for`: unknowns, `every` name, the range of an index."""

from __future__ import annotations

from dataclasses import replace

from derivcheck.language import syntax as s
from derivcheck.language.parsing_precedence import OR, SUM
from derivcheck.language.parsing_reader import Reader
from derivcheck.language.tokens import Kind


def quantified(reader: Reader, statement: s.Proposition, start: int) -> s.Proposition:
    """`P for every c`, `P for i in 1..n if i != k`, `E1 <=> E2 for theta`.

    Several stand behind each other, the outermost first; unknowns come before the others.
    """
    suffixes: list[s.Range | tuple[str, ...]] = []
    while reader.token.text == "for":
        opening = reader.advance()
        if reader.accept("every"):
            suffixes.append(_names(reader))
        elif reader.peek().text in ("in", "="):
            suffixes.append(index_range(reader))
        else:
            unknowns = _names(reader)
            span = reader.since(opening.start)
            if suffixes or not isinstance(statement, s.Implication) or statement.unknowns:
                wanted = "`for every x` or `for i in 1..n`"
                hint = "only `<=>` and `=>` have unknowns, named once and first"
                raise reader.mismatch(wanted, f"`{reader.written(opening.start)}`", span, hint)
            statement = replace(statement, unknowns=unknowns, span=reader.since(start))
    span = reader.since(start)
    for suffix in reversed(suffixes):
        names, bounds = ((), suffix) if isinstance(suffix, s.Range) else (suffix, None)
        statement = s.ForEvery(statement, names, bounds, span=span)
    return statement


def _names(reader: Reader) -> tuple[str, ...]:
    """`theta, c`: as many as do not begin a next argument."""
    names = [reader.expect_name("a name")]
    while reader.token.text == "," and reader.peek().kind is Kind.NAME:
        after = reader.peek(2)
        if after.kind is not Kind.END and after.text not in (",", ")", "for"):
            break
        reader.advance()
        names.append(reader.advance().text)
    return tuple(names)


def index_range(reader: Reader) -> s.Range:
    """`i in 1..n if i != k`."""
    start = reader.token.start
    index = reader.expect_name("the name of an index")
    reader.expect("in")
    first, last, descending = ends(reader)
    condition = reader.condition(OR) if reader.accept("if") else None
    return s.Range(index, first, last, descending, condition, span=reader.since(start))


def ends(reader: Reader) -> tuple[s.Expression, s.Expression, bool]:
    """`1..n` or `H downto k + 1`: both ends, and whether the index descends."""
    first = reader.expression(SUM)
    if reader.token.text not in ("..", "downto"):
        raise reader.unexpected("`..` or `downto`")
    descending = reader.advance().text == "downto"
    return first, reader.expression(SUM), descending
