"""A place in a list of tokens: looking, advancing, and saying what was expected there."""

from __future__ import annotations

from typing import NoReturn

from derivcheck.language import parsing_mistakes as mistakes
from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Span
from derivcheck.language.tokens import Kind, Token, tokenize

MAX_DEPTH = 60

_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Cursor:
    """Reads one text from left to right.

    `token` is the next token, `end` the offset behind the last one read, `depth` counts the
    constructs that are open around it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0
        self.token = self.tokens[0]
        self.end = 0
        self.depth = 0

    def advance(self) -> Token:
        """Read one token."""
        token = self.token
        self.end = token.end
        self.index += 1
        self.token = self.tokens[self.index]
        return token

    def peek(self) -> Token:
        """The token after the next one."""
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def accept(self, text: str) -> bool:
        """Read the sign or word if it comes next."""
        if self.token.text == text:
            self.advance()
            return True
        return False

    def expect(self, text: str) -> None:
        """Read a sign or word that must come next."""
        if not self.accept(text):
            self.unexpected(f"`{text}`")

    def expect_name(self, expected: str) -> str:
        """Read a name that must come next."""
        if self.token.kind is not Kind.NAME:
            self.unexpected(expected)
        return self.advance().text

    def expect_end(self, expected: str = "an operator or the end") -> None:
        """Nothing more may follow."""
        if self.token.kind is not Kind.END:
            self.unexpected(expected)

    def open(self) -> Token:
        """Read an opening bracket: one level deeper."""
        self.deeper()
        return self.advance()

    def close(self, opening: Token, expected: str = "") -> None:
        """Read the bracket that closes `opening`."""
        closing = _CLOSING[opening.text]
        if self.token.kind is Kind.END:
            self.fail(f"`{opening.text}` is never closed", opening.span, f"`{closing}`", "the end")
        if not self.accept(closing):
            self.unexpected(expected or f"`{closing}`")
        self.depth -= 1

    def deeper(self) -> None:
        """Open one more construct; whoever closes it takes one from `depth` again."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise LanguageError(
                "DC105",
                f"nested too deeply: at most {MAX_DEPTH} levels are read",
                self.token.span,
                expected=f"at most {MAX_DEPTH} levels",
                found=f"level {self.depth}",
                hint="name parts of it under `define:`",
            )

    def since(self, start: int) -> Span:
        """From an offset to the end of what was read."""
        return Span(start, self.end)

    def written(self, start: int) -> str:
        """The text as typed from an offset to the end of what was read."""
        return self.text[start : self.end]

    def shown(self, token: Token) -> str:
        """A token as typed, for a message."""
        return "the end" if token.kind is Kind.END else f"`{self.text[token.start : token.end]}`"

    def unexpected(self, expected: str) -> NoReturn:
        """The next token may not stand here."""
        hint = mistakes.hint(self.text, self.tokens, self.index)
        self.fail(None, self.token.span, expected, self.shown(self.token), hint)

    def fail(
        self,
        message: str | None,
        span: Span,
        expected: str | None,
        found: str | None,
        hint: str | None = None,
    ) -> NoReturn:
        """The text cannot be read."""
        message = message or f"expected {expected}, found {found}"
        raise LanguageError("DC104", message, span, expected, found, hint)
