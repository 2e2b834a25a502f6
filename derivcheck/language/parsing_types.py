"""Types, and the headings of symbols and definitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from derivcheck.language import syntax as s
from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing_precedence import RELATIONS, SUM
from derivcheck.language.parsing_quantifiers import ends, index_range
from derivcheck.language.parsing_reader import Reader
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


def family(reader: Reader) -> s.TypeSyntax:
    """A type, for a family with its ranges: `matrix[m[k], m[k-1]] for k in 1..H`."""
    start = reader.token.start
    member = single(reader)
    ranges = []
    while reader.accept("for"):
        ranges.append(index_range(reader))
    if not ranges:
        return member
    return replace(member, ranges=tuple(ranges), span=reader.since(start))


def single(reader: Reader) -> s.TypeSyntax:
    """A type without ranges: `matrix[n, d] symmetric`, `scalar > 0`."""
    reader.deeper()
    start = reader.token.start
    kind = reader.token.text
    if kind not in KINDS:
        raise _unknown(reader, _A_TYPE, KINDS)
    reader.advance()
    shape = _function(reader) if kind == "function" else _array(reader, kind)
    reader.depth -= 1
    return replace(shape, span=reader.since(start))


def _function(reader: Reader) -> s.TypeSyntax:
    """`function(vector[p], scalar) -> scalar`; constraints belong to the result."""
    if reader.token.text != "(":
        raise reader.unexpected("`(`")
    opening = reader.advance()
    arguments = [single(reader)]
    while reader.accept(","):
        arguments.append(single(reader))
    reader.close(opening, "`,` or `)`")
    reader.expect("->")
    return s.TypeSyntax("function", arguments=tuple(arguments), result=single(reader))


def _array(reader: Reader, kind: str) -> s.TypeSyntax:
    """The sizes and constraints of a scalar, vector, matrix, index or size."""
    sizes = _sizes(reader, kind)
    bounds: list[tuple[str, s.Expression]] = []
    words: list[str] = []
    union: tuple[s.Interval | s.Finite | s.Range, ...] = ()
    while True:
        token = reader.token
        if token.text in _BOUNDS:
            reader.advance()
            bounds.append((token.text, reader.expression(SUM)))
        elif token.text == "in" and not union:
            reader.advance()
            union = _union(reader)
        elif token.kind is Kind.NAME:
            words.append(_structure(reader))
        elif not (bounds or words or union) or not _separates(reader):
            return s.TypeSyntax(kind, sizes, tuple(bounds), union, tuple(words))


def _sizes(reader: Reader, kind: str) -> tuple[s.Expression, ...]:
    """`[n, d]`, as many as the kind takes."""
    wanted = KINDS[kind]
    if not wanted:
        return ()
    start = reader.token.start
    if reader.token.text != "[":
        raise reader.unexpected("`[n]`" if wanted == 1 else "`[n, d]`")
    opening = reader.advance()
    sizes = reader.expressions()
    reader.close(opening, "`,` or `]`")
    if len(sizes) != wanted:
        expected = "one size" if wanted == 1 else "two sizes"
        raise reader.mismatch(expected, f"`{reader.written(start)}`", reader.since(start))
    return sizes


def _separates(reader: Reader) -> bool:
    """Read a `,` or `and` that stands before another constraint."""
    after = reader.peek().text
    if reader.token.text not in (",", "and"):
        return False
    if after not in _BOUNDS and after not in STRUCTURES and after != "in":
        return False
    reader.advance()
    return True


def _structure(reader: Reader) -> str:
    """`symmetric`, `positive definite`, ..."""
    words = STRUCTURES.get(reader.token.text)
    if words is None:
        raise _unknown(reader, _A_STRUCTURE, STRUCTURES)
    for word in words.split():
        reader.expect(word)
    return words


def _unknown(reader: Reader, expected: str, known: Iterable[str]) -> LanguageError:
    """Something else than one of the known words."""
    error = reader.unexpected(expected)
    close = get_close_matches(reader.token.text.lower(), known, n=1)
    if close:
        error.hint = f"did you mean `{close[0]}`?"
    elif known is KINDS:
        error.hint = "a real number is a `scalar`; its bounds stand behind: `scalar in (0, 1)`"
    return error


def _union(reader: Reader) -> tuple[s.Interval | s.Finite | s.Range, ...]:
    """`(0, 1) or [2, 3]`, `{-1, 1}`, `1..n`."""
    pieces = [_piece(reader)]
    while reader.accept("or"):
        pieces.append(_piece(reader))
    return tuple(pieces)


def _piece(reader: Reader) -> s.Interval | s.Finite | s.Range:
    start = reader.token.start
    if reader.token.text == "{":
        opening = reader.advance()
        values = reader.expressions()
        reader.close(opening, "`,` or `}`")
        return s.Finite(values, span=reader.since(start))
    if _is_interval(reader):
        return _interval(reader)
    first, last, descending = ends(reader)
    return s.Range("", first, last, descending, span=reader.since(start))


def _is_interval(reader: Reader) -> bool:
    """Whether a comma stands inside the bracket that comes next: `(0, 1)`, not `(n + 1)..m`."""
    depth = 0
    for token in reader.tokens[reader.index :]:
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if depth == 0 or (depth == 1 and token.text == ","):
            return depth == 1
    return False


def _interval(reader: Reader) -> s.Interval:
    """`(0, 1]`: the brackets say which ends belong to it."""
    opening = reader.advance()
    low = reader.expression(SUM)
    reader.expect(",")
    high = reader.expression(SUM)
    if reader.token.text not in (")", "]"):
        raise reader.unclosed(opening, "an operator, `)` or `]`")
    closing = reader.advance()
    return s.Interval(
        low, high, opening.text == "[", closing.text == "]", span=reader.since(opening.start)
    )


def heading(reader: Reader) -> s.Heading:
    """`x`, `W[k]`, `v[0]`, `sigma(z)`, `P(i, j)`."""
    name = reader.expect_name("a name")
    indices: tuple[s.Expression, ...] = ()
    parameters: list[str] = []
    if reader.token.text == "[":
        opening = reader.advance()
        indices = reader.expressions()
        reader.close(opening, "`,` or `]`")
    elif reader.token.text == "(":
        opening = reader.advance()
        parameters.append(reader.expect_name("the name of a parameter"))
        while reader.accept(","):
            parameters.append(reader.expect_name("the name of a parameter"))
        reader.close(opening, "`,` or `)`")
    return s.Heading(name, indices, tuple(parameters), span=reader.since(0))
