"""From text to tokens: numbers, names, words and signs, each with its place.

A closed set of typed Unicode (`≤`, `·`, `θ`, `²`) reads as its ASCII spelling; every other
character that the language does not know is an error that names it.
"""

from __future__ import annotations

import re
import string
import unicodedata
from enum import Enum, auto
from typing import NamedTuple

from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Span

MAX_CHARACTERS = 2000

#: words of the language: no name may be one of them
WORDS = frozenset({"if", "otherwise", "for", "in", "downto", "every", "as", "and", "or", "not"})


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    NAME = auto()
    WORD = auto()
    SIGN = auto()
    END = auto()


class Token(NamedTuple):
    """A piece of text, spelled in ASCII, with its offsets in the text as typed."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


_LETTERS = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"),
    *("lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi"),
    *("chi", "psi", "omega"),
)
_CAPITALS = tuple(letter.capitalize() for letter in _LETTERS)
_VARIANTS = {"ϵ": "epsilon", "ϑ": "theta", "ϕ": "phi", "ϱ": "rho", "ς": "sigma", "\u00b5": "mu"}
_GREEK = (
    dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _LETTERS, strict=True))
    | dict(zip("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", _CAPITALS, strict=True))
    | _VARIANTS
)
_SPELLED = str.maketrans(_GREEK)
#: the sign of a Greek letter by its name
LETTERS = {name: sign for sign, name in reversed(_GREEK.items())}

#: other spellings of signs
TYPED = {
    **dict.fromkeys("·⋅×", "*"),
    **dict.fromkeys("ᵀ′", "'"),
    **dict(zip("−⊙≤≥≠→⇒⇔", ("-", ".*", "<=", ">=", "!=", "->", "=>", "<=>"), strict=True)),
}
_SIGNS = TYPED | {"**": "^", ".T": "'"}

#: other spellings of words
WORD_SYNONYMS = {"∈": "in", "∧": "and", "∨": "or", "¬": "not"}

SUPERSCRIPTS = {"²": "2", "³": "3"}

#: what people write instead, and what to write
MISTAKES = {
    "==": "an equation is written with one `=`",
    "=<": "write `<=`",
    "<>": "write `!=`",
    ":=": "a definition stands under `define:`; an equation is written with `=`",
    "&&": "write `and`",
    "||": "write `norm(x)` for a norm and `or` between propositions",
    "&": "write `and`",
    "|": "write `abs(x)` for an absolute value",
    "!": "write `not P`; the factorial of n is `gamma(n + 1)`",
    "~": "write `not P`",
    "%": "a percentage is a quotient: `5/100`",
    ";": "the rows of a matrix are lists: `[[1, 2], [3, 4]]`",
    "\\": "LaTeX is not read here: write `alpha` for `\\alpha`, `a/b` for `\\frac{a}{b}`",
    "$": "LaTeX is not read here",
    '"': "there are no strings in the language",
    "_": "a name starts with a letter",
    "√": "write `sqrt(x)`",
    "∑": "write `sum(a[i] for i in 1..n)`",
    "∏": "write `prod(a[i] for i in 1..n)`",
    "∇": "write `grad(f, x)`",
    "∂": "write `d(f, x)`",
    "‖": "write `norm(x)`",
    "’": "the transpose is the plain quote `'`",
    "÷": "write `/`",
    "±": "write two claims, one with `+` and one with `-`",
    "≈": "write `=` for equality or bound the difference: `abs(a - b) <= 1e-3`",
    "∘": "write `.*` for the product entry by entry",
    "⊤": "the transpose of X is `X'`",
}

_TOKEN = re.compile(
    rf"""
      (?P<space>   [ \t\r\n]+)
    | (?P<number>  [0-9]+ (?:\.[0-9]+)? (?:[eE][+-]?[0-9]+)?)
    | (?P<name>    [A-Za-z{"".join(_GREEK)}] [A-Za-z0-9_{"".join(_GREEK)}]*)
    | (?P<mistake> ==+ | =< | <> | := | && | \|\|)
    | (?P<sign>    <=> | <= | >= | => | != | -> | \.\. | \.[*/^] | \*\* | \.T(?![A-Za-z0-9_])
                 | [-+*/@^'()\[\]{{}},:=<>{"".join(TYPED)}])
    | (?P<word>    [{"".join(WORD_SYNONYMS)}])
    | (?P<power>   [²³](?![²³^]))
    | (?P<oo>      ∞)
    | (?P<other>   .)
    """,
    re.VERBOSE | re.DOTALL,
)

_WORD_CHARACTERS = string.ascii_letters + string.digits + "_"


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, the last of kind END."""
    if len(text) > MAX_CHARACTERS:
        raise LanguageError(
            "DC105",
            f"too long: {len(text):,} characters, at most {MAX_CHARACTERS:,} are read",
            Span(MAX_CHARACTERS, len(text)),
            expected=f"at most {MAX_CHARACTERS:,} characters",
            found=f"{len(text):,} characters",
            hint="name parts of it under `define:`",
        )
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        group, found, (start, end) = match.lastgroup, match.group(), match.span()
        if group == "space":
            continue
        if group == "name":
            name = found if found.isascii() else found.translate(_SPELLED)
            tokens.append(Token(Kind.WORD if name in WORDS else Kind.NAME, name, start, end))
        elif group == "sign":
            tokens.append(Token(Kind.SIGN, _SIGNS.get(found, found), start, end))
        elif group == "number":
            tokens.append(Token(Kind.NUMBER, found, start, end))
        elif group == "word":
            tokens.append(Token(Kind.WORD, WORD_SYNONYMS[found], start, end))
        elif group == "oo":
            tokens.append(Token(Kind.NAME, "oo", start, end))
        elif group == "power":
            tokens.append(Token(Kind.SIGN, "^", start, end))
            tokens.append(Token(Kind.NUMBER, SUPERSCRIPTS[found], start, end))
        else:
            raise _unknown(text, start, end)
    end = tokens[-1].end if tokens else 0
    tokens.append(Token(Kind.END, "", end, end))
    return tokens


def _unknown(text: str, start: int, end: int) -> LanguageError:
    """What is wrong with a piece that is no token."""
    found = text[start:end]
    hint = MISTAKES.get(found)
    if found == ".":
        word = text[end:]
        end += len(word) - len(word.lstrip(_WORD_CHARACTERS))
        hint = _after_point(text[start + 1 : end])
    shown = f"`{text[start:end]}`"
    if not (found.isascii() and found.isprintable()):
        name = unicodedata.name(found, f"the character U+{ord(found):04X}")
        shown = f"{shown} ({name})" if found.isprintable() else name
        hint = hint or _plain(found, name)
    return LanguageError(
        "DC104",
        f"{shown} is not part of the language",
        Span(start, end),
        expected="a number, a name or an operator",
        found=shown,
        hint=hint,
    )


def _after_point(word: str) -> str:
    """What a point means that belongs to no number and no operator."""
    if not word:
        return "a number has digits behind its point: `1.0`"
    if word.isdigit():
        return f"a number has digits before its point: `0.{word}`"
    return "only `.T`, the transpose, may follow a point"


def _plain(character: str, name: str) -> str | None:
    """How a character that Unicode derives from others is typed."""
    if name.startswith("SUPERSCRIPT"):
        return "an exponent is written `x^2`"
    if name.startswith("SUBSCRIPT"):
        return "a subscript is written `x[1]`, or is part of the name: `x1`"
    if name.startswith("VULGAR FRACTION"):
        return "a fraction is written `1/2`"
    plain = unicodedata.normalize("NFKC", character)
    if plain == character or not plain.isascii():
        return None
    return "retype it as a plain space" if plain == " " else f"retype it as `{plain}`"
