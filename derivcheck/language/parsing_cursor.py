"""A place in a list of tokens: looking, advancing, and saying what was expected there."""

from __future__ import annotations

from derivcheck.language import parsing_mistakes as mistakes
from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Span
from derivcheck.language.tokens import Kind, Token, tokenize

MAX_DEPTH = 60

_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Cursor:
    """Reads one text from left to right.

    `token` is the next token, `end` the offset behind the last one read; `depth` counts the
    constructs that are open around it (0 in the outermost).
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0
        self.token = self.tokens[0]
        self.end = 0
        self.depth = -1

    # Looking -------------------------------------------------------------------------------

    def peek(self, ahead: int = 1) -> Token:
        """The token after the next one, or some further."""
        return self.tokens[min(self.index + ahead, len(self.tokens) - 1)]

    def since(self, start: int) -> Span:
        """From an offset to the end of what was read."""
        return Span(start, self.end)

    def written(self, start: int) -> str:
        """The text as typed from an offset to the end of what was read."""
        return self.text[start : self.end]

    # Advancing -----------------------------------------------------------------------------

    def advance(self) -> Token:
        """Read one token; never the end."""
        token = self.token
        self.end = token.end
        self.index += 1
        self.token = self.tokens[self.index]
        return token

    def accept(self, text: str) -> bool:
        """Read the sign or word if it comes next."""
        if self.token.text == text:
            self.advance()
            return True
        return False

    def expect(self, text: str) -> None:
        """Read a sign or word that must come next."""
        if not self.accept(text):
            raise self.unexpected(f"`{text}`")

    def expect_name(self, expected: str) -> str:
        """Read a name that must come next."""
        if self.token.kind is not Kind.NAME:
            raise self.unexpected(expected)
        return self.advance().text

    def expect_end(self, expected: str = "an operator or the end") -> None:
        """Nothing more may follow."""
        if self.token.kind is not Kind.END:
            raise self.unexpected(expected)

    def close(self, opening: Token, expected: str = "") -> None:
        """Read the bracket that closes `opening`."""
        closing = _CLOSING[opening.text]
        if not self.accept(closing):
            raise self.unclosed(opening, expected or f"`{closing}`")

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

    # Errors --------------------------------------------------------------------------------

    def unexpected(self, expected: str) -> LanguageError:
        """The next token may not stand here."""
        at_end = self.token.kind is Kind.END
        found = "the end" if at_end else f"`{self.text[self.token.start : self.token.end]}`"
        hint = mistakes.hint(expected, self.text, self.tokens, self.index)
        return self.mismatch(expected, found, self.token.span, hint)

    def unclosed(self, opening: Token, expected: str) -> LanguageError:
        """The next token does not close a bracket; at the end the bracket itself is told."""
        if self.token.kind is not Kind.END:
            return self.unexpected(expected)
        message = f"`{opening.text}` is never closed"
        return LanguageError("DC104", message, opening.span, expected, "the end")

    def mismatch(
        self, expected: str, found: str, span: Span, hint: str | None = None
    ) -> LanguageError:
        """Something was read or stands next that does not fit."""
        message = f"expected {expected}, found {found}"
        return LanguageError("DC104", message, span, expected, found, hint)
