"""What to write instead, where a token stands that cannot stand there.

Habits of paper, LaTeX, NumPy and MATLAB, told at the place where the grammar wants something
else. Characters outside the language are told by `tokens`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from derivcheck.language.tokens import Kind, Token

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}

_LONGEST = 40

#: where an operator was expected
_OPERATOR = {
    "'": "a transpose stands directly behind its operand: `X'`",
    "{": "braces hold the values of a type; a subscript is written `x[i]`",
    ":": "a range is written `1..n`, and only behind `for i in`",
    "..": "a range stands behind `for i in`; bounds are written `1 <= k and k <= n`",
    ",": "a comma stands between arguments; propositions are joined with `and`",
    "->": "an arrow stands in `lim(f, x -> 0)` and behind `as`",
    "not": "write `not x in span(v)`",
    "if": "conditions stand in `cases(a if x > 0, b otherwise)`",
    "for": "round brackets show what `for` belongs to",
}

#: where an expression was expected
_OPERAND = {
    "'": "`'` is the transpose and stands behind its operand; there are no strings",
    "{": "braces hold the values of a type; round brackets group: `(a + b)`",
    ":": "`:` stands alone in a subscript: `A[i, :]`",
    "+": "leave out a `+` before which nothing stands",
}

#: where one particular thing was expected
_PARTICULAR = {
    ("`in`", "="): "a range is written `for i in 1..n`",
    ("`..` or `downto`", ":"): "a range is written `1..n`",
    ("`->`", "="): "a limit is written `lim(f, x -> 0)`",
    ("an operator or the end", ")"): "no bracket is open here",
    ("an operator or the end", "]"): "no bracket is open here",
    ("an operator behind the number", "["): "round brackets show what `[` belongs to",
    ("a relation", "+"): "a line that continues the one above is indented deeper",
    ("a relation", "-"): "a line that continues the one above is indented deeper",
    ("a constraint or the end", "="): "a fixed value stands under `define:`",
}

_INTERVAL = "an interval is a type, `x: scalar in (0, 1)`; or write `0 < x < 1`"
_VALUES = "values are a type, `x: scalar in {0, 1}`; or write `x = 0 or x = 1`"


def hint(expected: str, text: str, tokens: Sequence[Token], index: int) -> str | None:
    """A hint for the token at `index` where something else was expected, if one is known."""
    token = tokens[index]
    particular = _PARTICULAR.get((expected, token.text))
    if particular:
        return particular
    if expected.startswith("an operator"):
        if token.kind in (Kind.NAME, Kind.NUMBER) or token.text in ("(", "["):
            return _missing_operator(text, tokens, index)
        if token.text == "," and _is_member(tokens, _enclosing(tokens, index)):
            return _INTERVAL
        return _OPERATOR.get(token.text)
    if token.kind is Kind.WORD and expected.startswith(("an expression", "a name", "the ")):
        return f"`{token.text}` is a word of the language and cannot be a name"
    if token.text == "{" and _is_member(tokens, index):
        return _VALUES
    return _OPERAND.get(token.text) if expected == "an expression" else None


def _missing_operator(text: str, tokens: Sequence[Token], index: int) -> str:
    """Two operands side by side: `2x`, `f'(x)`, `w^T x`, `2(b + c)`."""
    before = tokens[index - 1]
    if [token.text for token in tokens[max(index - 3, 0) : index - 1]] == ["d", "/"]:
        return f"a derivative is written `d(f, {before.text.removeprefix('d') or 'x'})`"
    quote = text[before.start : before.end]
    start = _operand_before(tokens, index)
    end = _operand_after(tokens, index)
    left = text[tokens[start].start : before.end]
    right = text[tokens[index].start : tokens[end].end]
    if len(left) + len(right) > _LONGEST:
        return "an operator is missing: `*`, or `@` between matrices"
    if tokens[index].text == "(" and quote == "'":
        return _derivative(text[tokens[start].start : before.start], right[1:-1])
    if before.text == "T" and index > 2 and tokens[index - 2].text == "^":
        base = _operand_before(tokens, index - 2)
        return f"write `{text[tokens[base].start : tokens[index - 2].start]}'@{right}`"
    return f"write `{left}@{right}`" if before.text == "'" else f"write `{left}*{right}`"


def _derivative(function: str, arguments: str) -> str:
    """What `f'(x)` means."""
    variable = arguments.partition(",")[0].strip()
    if variable.isidentifier():
        return f"a derivative is written `d({function}({arguments}), {variable})`"
    if "," in arguments:
        return "a derivative is written `d(f(x, y), x)`"
    return f"a derivative is written `at(d({function}(t), t), t = {arguments})`"


def _operand_before(tokens: Sequence[Token], index: int) -> int:
    """Where the operand begins that ends just before `index`: a name, a call, a bracket."""
    at = index
    while True:
        at -= 1
        while at > 0 and tokens[at].text == "'":
            at -= 1
        if tokens[at].text in _OPENING:
            at = _partner(tokens, at, -1, _OPENING)
        called = tokens[at].text == "(" and tokens[at - 1].kind is Kind.NAME
        subscripted = tokens[at].text == "[" and _ends_operand(tokens[at - 1])
        if at == 0 or not (called or subscripted):
            return at


def _ends_operand(token: Token) -> bool:
    return token.kind in (Kind.NAME, Kind.NUMBER) or token.text in (")", "]", "'")


def _operand_after(tokens: Sequence[Token], index: int) -> int:
    """Where the operand ends that begins at `index`."""
    at = index
    while True:
        if tokens[at].text in _CLOSING:
            at = _partner(tokens, at, +1, _CLOSING)
        if tokens[at + 1].text not in ("(", "[", "'"):
            return at
        at += 1


def _partner(tokens: Sequence[Token], index: int, step: int, opening: Collection[str]) -> int:
    """The bracket that belongs to the one at `index`; the last token in reach if none does."""
    depth = 0
    at = index
    while True:
        if tokens[at].text in _CLOSING or tokens[at].text in _OPENING:
            depth += 1 if tokens[at].text in opening else -1
        if depth == 0 or not 0 <= at + step < len(tokens) - 1:
            return at
        at += step


def _enclosing(tokens: Sequence[Token], index: int) -> int:
    """The bracket that is open before the token at `index`."""
    depth = 1
    at = index
    while depth and at > 0:
        at -= 1
        depth += (tokens[at].text in _OPENING) - (tokens[at].text in _CLOSING)
    return at


def _is_member(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token at `index` stands directly behind `in`."""
    return index > 0 and tokens[index - 1].text == "in"
