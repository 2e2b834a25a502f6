"""What to write instead, where a token stands that cannot stand there.

These are the habits of paper, LaTeX, NumPy and MATLAB that show up at a place where the
grammar wants something else; characters outside the language are told by `tokens`.
"""

from __future__ import annotations

from derivcheck.language.tokens import WORDS, Kind, Token

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}


def hint(text: str, tokens: list[Token], index: int) -> str | None:
    """A hint for the unexpected token at `index`, if the mistake is a known one."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    if token.text == "'":
        return _quote(token, before)
    if token.kind is Kind.WORD:
        return f"`{token.text}` is a word of the language, not a name" if token.text in WORDS else None
    if before is not None and _ends_operand(before) and _starts_operand(token):
        return _missing_operator(text, tokens, index)
    if token.text in _SIGNS:
        return _SIGNS[token.text]
    return None


_SIGNS = {
    "{": "braces hold the values of a type; round brackets group: `(a + b)`",
    ":": "`:` stands alone in a subscript, `A[i, :]`; a range is written `1..n`",
    "+": "leave out a sign `+` that nothing stands before",
    "..": "a range stands after `for i in`",
    "->": "an arrow stands in `lim(f, x -> 0)` and after `as`",
}


def _quote(token: Token, before: Token | None) -> str:
    if before is not None and _ends_operand(before) and token.start > before.end:
        return "a transpose stands directly after its operand: `X'`"
    return "`'` is the transpose and stands after its operand; there are no strings"


def _ends_operand(token: Token) -> bool:
    return token.kind in (Kind.NAME, Kind.NUMBER) or token.text in (")", "]", "'")


def _starts_operand(token: Token) -> bool:
    return token.kind in (Kind.NAME, Kind.NUMBER) or token.text in ("(", "[")


def _missing_operator(text: str, tokens: list[Token], index: int) -> str:
    """Two operands side by side: `2x`, `f'(x)`, `w^T x`, `2(b + c)`."""
    first = operand_before(tokens, index)
    last = _operand_after(tokens, index)
    left = text[tokens[first].start : tokens[index - 1].end]
    right = text[tokens[index].start : tokens[last].end]
    if tokens[index].text == "(" and tokens[index - 1].text == "'":
        function = text[tokens[first].start : tokens[index - 1].start]
        return f"a derivative is written `d({function}{right}, {right[1:-1]})`"
    if tokens[index - 1].text == "T" and index > 1 and tokens[index - 2].text == "^":
        base = operand_before(tokens, index - 2)
        return f"write `{text[tokens[base].start : tokens[index - 2].start]}'@{right}`"
    if tokens[index - 1].text == "'":
        return f"write `{left}@{right}`"
    return f"write `{left}*{right}`"


def operand_before(tokens: list[Token], index: int) -> int:
    """Where the operand begins that ends just before `index`: a name, a call, a bracket."""
    at = index - 1
    while at > 0:
        if tokens[at].text in _OPENING:
            at = _partner(tokens, at, -1, _OPENING)
        called = tokens[at].text in _CLOSING and at > 0 and tokens[at - 1].kind is Kind.NAME
        subscripted = tokens[at].text == "[" and at > 0 and _ends_operand(tokens[at - 1])
        if not (called or subscripted or tokens[at].text == "'"):
            return max(at, 0)
        at -= 1
    return max(at, 0)


def _operand_after(tokens: list[Token], index: int) -> int:
    """Where the operand ends that begins at `index`."""
    at = index
    if tokens[at].text in _CLOSING:
        at = _partner(tokens, at, +1, _CLOSING)
    while tokens[at + 1].text in ("(", "[", "'") if at + 1 < len(tokens) else False:
        at += 1
        if tokens[at].text in _CLOSING:
            at = _partner(tokens, at, +1, _CLOSING)
    return at


def _partner(tokens: list[Token], index: int, step: int, brackets: dict[str, str]) -> int:
    """The bracket that belongs to the one at `index`; the last token in reach without one."""
    depth = 0
    at = index
    while 0 <= at < len(tokens) - 1:
        depth += (tokens[at].text in brackets) - (tokens[at].text in brackets.values())
        if depth == 0:
            return at
        at += step
    return max(min(at, len(tokens) - 2), 0)
