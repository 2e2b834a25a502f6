"""The errors of elaboration, worded once.

DC104 a construct used wrongly, DC105 too large, DC201 an unknown name, DC202 shapes that do
not fit, DC203 a missing layout, DC205 a chain of mixed directions, DC401 outside the language.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from derivcheck.language import syntax
from derivcheck.language.elaboration.foreign import known_elsewhere
from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Span
from derivcheck.language.printing import show
from derivcheck.language.sizes import Shape

#: longer operands are described, not repeated
_LONGEST = 60


def written(node: syntax.Expression) -> str:
    """The expression as a message shows it."""
    text = show(node)
    return text if len(text) <= _LONGEST else "this expression"


def misuse(message: str, span: Span, hint: str | None = None) -> LanguageError:
    """A construct that is used wrongly."""
    return LanguageError("DC104", message, span, hint=hint)


def too_large(span: Span) -> LanguageError:
    """Definitions that grow beyond every budget when they are expanded."""
    return LanguageError("DC105", "too large once its definitions are expanded", span)


def beyond(message: str, span: Span, hint: str | None = None) -> LanguageError:
    """Something the language has no term for."""
    return LanguageError("DC401", message, span, hint=hint)


def unknown_name(name: str, span: Span, known: Iterable[str]) -> LanguageError:
    """A name that nobody declared."""
    if name == "e":
        hint: str | None = "the number e is exp(1)"
    elif elsewhere := known_elsewhere(name):
        hint = elsewhere
    else:
        near = get_close_matches(name, sorted(set(known)), n=1, cutoff=0.6)
        alike = near or [other for other in sorted(set(known)) if other.lower() == name.lower()]
        hint = f"did you mean {alike[0]}?" if alike else None
    return LanguageError("DC201", f"unknown name {name}", span, hint=hint)


def clash(
    operator: str,
    left: Shape,
    right: Shape,
    message: str,
    span: Span,
    hint: str | None = None,
) -> LanguageError:
    """Two shapes that do not fit where an operator brings them together."""
    shapes = {"left": str(left), "right": str(right), "operator": operator}
    return LanguageError("DC202", message, span, hint=hint, shapes=shapes)


def misshapen(
    what: str, shape: Shape, needed: str, span: Span, hint: str | None = None
) -> LanguageError:
    """One argument whose shape an operator does not take."""
    shapes = {"left": str(shape), "right": needed, "operator": what}
    return LanguageError(
        "DC202", f"{what} takes {needed}, not {article(shape)}", span, hint=hint, shapes=shapes
    )


def article(shape: Shape) -> str:
    """The shape in a sentence: `a scalar`, `vector[n]`."""
    return "a scalar" if shape.is_scalar else str(shape)
