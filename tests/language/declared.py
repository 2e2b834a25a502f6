"""Scopes for the tests of elaboration, written as a claim file would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from derivcheck.language.errors import LanguageError
from derivcheck.language.positions import Text
from derivcheck.language.scope import Scope, read_scope

Entries = Mapping[str, str]

#: what most tests speak of
SYMBOLS = {
    "X": "matrix[n, d]",
    "A": "matrix[n, n]",
    "B": "matrix[n, n]",
    "x": "vector[n]",
    "y": "vector[n]",
    "theta": "vector[d]",
    "a": "scalar",
    "c": "scalar",
    "k": "index in 1..H",
    "t": "index >= 1",
    "W2": "matrix[1, d]",
    "W[k]": "matrix[m[k], m[k-1]] for k in 1..H",
    "dW[j]": "matrix[m[j], m[j-1]] for j in 1..H",
    "z[i]": "vector[n] for i in 1..N",
    "w[i, j]": "scalar for i in 1..N for j in 1..N",
    "g[t]": "scalar",
    "l": "function(vector[n], scalar) -> scalar",
    "F": "function(vector[d]) -> vector[n]",
}


def scope(
    symbols: Entries = SYMBOLS,
    define: Entries | None = None,
    *,
    given: Sequence[str] = (),
    unknown: Sequence[str] = (),
    sizes: Mapping[str, tuple[int, ...]] | None = None,
    layout: str | None = None,
    assume_scalars: bool = False,
    base: Scope | None = None,
) -> Scope:
    """A claim's scope from plain strings."""
    return read_scope(
        [(Text(name), Text(kind)) for name, kind in symbols.items()],
        [(Text(name), Text(body)) for name, body in (define or {}).items()],
        [Text(each) for each in given],
        unknown,
        sizes or {},
        layout,
        assume_scalars,
        base,
    )


def failure(read, text: str) -> LanguageError:
    """The error that reading a text raises."""
    with pytest.raises(LanguageError) as caught:
        read(text)
    return caught.value


def marked(error: LanguageError, text: str) -> str:
    """The part of the text that an error points at."""
    source = error.text.value if error.text else text
    return source[error.span.start : error.span.end]
