"""Names as mathematics writes them: Greek letters, indices, hats."""

from __future__ import annotations

import re

from derivcheck.language.tokens import LETTERS
from derivcheck.reports.mathml import elements as m
from derivcheck.reports.page.elements import Markup, element

#: accents that names of one letter have behind them: `yhat`, `Wbar`
_ACCENTS = {"hat": "^", "bar": "¯", "tilde": "~"}
_INDEXED = re.compile(r"([^\W\d_]+)_?(\d+)|([^\W\d_]+)_(\w+)")
#: names that are written as one sign, as Greek letters are
_CONSTANTS = {"pi": "π", "oo": "∞", "eps": "ε"}


def name(text: str) -> Markup:
    """`theta` is θ, `x1` has an index, `yhat` a hat; a longer name stands upright."""
    base, index = parts(text)
    return base if index is None else m.subscript(base, index)


def parts(text: str) -> tuple[Markup, Markup | None]:
    """A name without its index, and the index if it has one."""
    if found := _INDEXED.fullmatch(text):
        base, index = found[1] or found[3], found[2] or found[4]
        below = element("mn", index) if index.isdecimal() else _letter(index)
        return _letter(base), below
    return _letter(text), None


def is_word(text: str) -> bool:
    """Whether a name is shown as several letters in a row."""
    return len(_INDEXED.sub(r"\1\3", text)) > 1 and not _known(text)


def has_index(text: str) -> bool:
    """Whether a name is shown with an index of its own."""
    return _INDEXED.fullmatch(text) is not None


def _known(text: str) -> bool:
    base = _base(_INDEXED.sub(r"\1\3", text))
    return base in LETTERS or base in _CONSTANTS or len(base) == 1


def _base(text: str) -> str:
    """A name without its accent."""
    for accent in _ACCENTS:
        base = text.removesuffix(accent)
        if base != text and (len(base) == 1 or base in LETTERS):
            return base
    return text


def _letter(text: str) -> Markup:
    base = _base(text)
    sign = LETTERS.get(base) or _CONSTANTS.get(base) or base
    letter = element("mi", sign)
    if base == text:
        return letter
    accent = m.operator(_ACCENTS[text.removeprefix(base)], stretchy="false")
    return element("mover", letter, accent, accent="true")
