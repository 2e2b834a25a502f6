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

#: where an operand was expected
_AS_OPERAND = {
    "{": "braces hold the values of a type; round brackets group: `(a + b)`",
    ":": "`:` stands alone in a subscript, `A[i, :]`; a range is written `1..n`",
    "+": "leave out a `+` before which nothing stands",
    "'": "`'` is the transpose and stands behind its operand; there are no strings",
}

#: where an operator was expected
_AS_OPERATOR = {
    "'": "a transpose stands directly behind its operand: `X'`",
    "{": "braces hold the values of a type; a subscript is written `x[i]`",
    ",": "a comma stands between arguments; propositions are joined with `and`",
    ":": "a range is written `1..n`",
    "..": "a range stands behind `for i in`",
    "->": "an arrow stands in `lim(f, x -> 0)` and behind `as`",
    "=": "an equation is not a number: `indicator(a = b)` is 1 or 0",
    "not": "write `not x in span(v)`",
    "if": "conditions stand in `cases(a if x > 0, b otherwise)`",
    "for": "round brackets show what `for` belongs to",
}


def hint(text: str, tokens: Sequence[Token], index: int) -> str | None:
    """A hint for the unexpected token at `index`, if the mistake is a known one."""
    token = tokens[index]
    if index and _ends_operand(tokens[index - 1]):
        if _starts_operand(token):
            return _missing_operator(text, tokens, index)
        return _AS_OPERATOR.get(token.text)
    if token.kind is Kind.WORD:
        return f"`{token.text}` is a word of the language and cannot be a name"
    return _AS_OPERAND.get(token.text)


def _ends_operand(token: Token) -> bool:
    return token.kind in (Kind.NAME, Kind.NUMBER) or token.text in (")", "]", "'")


def _starts_operand(token: Token) -> bool:
    return token.kind in (Kind.NAME, Kind.NUMBER) or token.text in ("(", "[")


def _missing_operator(text: str, tokens: Sequence[Token], index: int) -> str:
    """Two operands side by side: `2x`, `f'(x)`, `w^T x`, `2(b + c)`."""
    before = tokens[index - 1]
    start = _operand_before(tokens, index)
    end = _operand_after(tokens, index)
    left = text[tokens[start].start : before.end]
    right = text[tokens[index].start : tokens[end].end]
    if len(left) + len(right) > _LONGEST:
        return "an operator is missing: `*`, or `@` between matrices"
    if tokens[index].text == "(" and before.text == "'":
        return _derivative(text[tokens[start].start : before.start], right[1:-1])
    if before.text == "T" and index > 2 and tokens[index - 2].text == "^":
        base = _operand_before(tokens, index - 2)
        return f"write `{text[tokens[base].start : tokens[index - 2].start]}'@{right}`"
    return f"write `{left}@{right}`" if before.text == "'" else f"write `{left}*{right}`"


def _derivative(function: str, argument: str) -> str:
    """What `f'(x)` means."""
    if argument.isidentifier():
        return f"a derivative is written `d({function}({argument}), {argument})`"
    return f"a derivative is written `at(d({function}(t), t), t = {argument})`"


def _operand_before(tokens: Sequence[Token], index: int) -> int:
    """Where the operand begins that ends just before `index`: a name, a call, a bracket."""
    at = index
    while True:
        at -= 1
        while at > 0 and tokens[at].text == "'":
            at -= 1
        if tokens[at].text in _OPENING:
            at = _partner(tokens, at, -1, _OPENING)
        called = tokens[at].text == "(" and at > 0 and tokens[at - 1].kind is Kind.NAME
        subscripted = tokens[at].text == "[" and at > 0 and _ends_operand(tokens[at - 1])
        if not (called or subscripted):
            return at


def _operand_after(tokens: Sequence[Token], index: int) -> int:
    """Where the operand ends that begins at `index`."""
    at = index
    while True:
        if tokens[at].text in _CLOSING:
            at = _partner(tokens, at, +1, _CLOSING)
        if tokens[min(at + 1, len(tokens) - 1)].text not in ("(", "[", "'"):
            return at
        at += 1


def _partner(tokens: Sequence[Token], index: int, step: int, opening: Collection[str]) -> int:
    """The bracket that belongs to the one at `index`; the last one in reach if none does."""
    depth = 0
    at = index
    while 0 <= at + step < len(tokens) - 1:
        if tokens[at].text in _CLOSING or tokens[at].text in _OPENING:
            depth += 1 if tokens[at].text in opening else -1
        if depth == 0:
            return at
        at += step
    return at
