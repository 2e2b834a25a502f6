"""What is said when something cannot be read or has no meaning.

Codes are those of the report contract: DC1xx a file or an expression cannot be read, DC2xx a
claim has no meaning (unknown name, shapes that do not fit, missing layout, empty domain).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from derivcheck.language.positions import Place, Span, Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a text, placed in its file."""

    code: str
    message: str
    place: Place
    severity: str = "error"
    expected: str | None = None
    found: str | None = None
    hint: str | None = None
    claim: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.code}]"


@dataclass(eq=False)
class LanguageError(Exception):
    """A text that cannot be read (DC1xx) or an expression without meaning (DC2xx).

    `span` is relative to the text that was read. `shapes` holds both sides of a clash,
    `{"left": "matrix[1, n]", "right": "vector[d]", "operator": "@"}`.
    """

    code: str
    message: str
    span: Span = field(default_factory=lambda: Span(0, 0))
    expected: str | None = None
    found: str | None = None
    hint: str | None = None
    shapes: dict[str, Any] | None = None
    #: the text the span belongs to, when it is not the text being read (a definition, a type)
    text: Text | None = None

    def __post_init__(self) -> None:
        super().__init__(self.message)

    def problem(self, text: Text, claim: str | None = None) -> Problem:
        """This error as a finding placed in the file of `text`."""
        return Problem(
            self.code,
            self.message,
            (self.text or text).place(self.span),
            expected=self.expected,
            found=self.found,
            hint=self.hint,
            claim=claim,
        )
