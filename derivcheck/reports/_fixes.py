"""A suggestion as a replacement in the file, where it is certain to give the suggested line.

The edit is made on the line of the file, read again and compared with the whole suggested line,
which was decided: one that needs other brackets or other quoting in YAML is not offered. A
declared mistake is meant to stand.
"""

from __future__ import annotations

from derivcheck.language.errors import LanguageError
from derivcheck.language.parsing import parse_proposition, parse_step
from derivcheck.language.printing import show
from derivcheck.reports._finding import wrong_step
from derivcheck.verify.record import ClaimRecord, Region

#: signs that may end a plain value of YAML or mean something else in a quoted one
_DELICATE = set(',[]{}#:"\\&*!|>%@`\n')


def replacement(claim: ClaimRecord) -> tuple[Region, str] | None:
    """A region of the file and the text for it, None where that is not certain."""
    wrong = wrong_step(claim)
    written = wrong or claim
    suggestion = claim.suggestion or written.suggestion
    if claim.erratum is not None or suggestion is None or suggestion.edit is None:
        return None
    line, column, end_line, end_column = span = suggestion.edit.span
    text = dict(claim.snippet.lines).get(line) if claim.snippet else None
    if text is None or not line == end_line == written.line == written.end_line:
        return None
    start, end = written.column - 1, written.end_column - 1
    quoted = text[start - 1 : start] == "'" and text[end : end + 1] == "'"
    put = suggestion.edit.to.replace("'", "''") if quoted else suggestion.edit.to
    if set(put) & _DELICATE - set(text[start:end]):
        return None
    edited = text[start : column - 1] + put + text[end_column - 1 : end]
    if quoted and (text[end + 1 : end + 2] == "'" or "'" in edited.replace("''", "")):
        return None  # a place between the two signs of a doubled quote
    read = edited.replace("''", "'") if quoted else edited
    return (span, put) if _shown(read, step=wrong is not None) == suggestion.claim else None


def _shown(text: str, *, step: bool) -> str | None:
    """A line as it is printed, None if it cannot be read."""
    try:
        if step:
            return show(parse_step(text, False))
        return show(parse_proposition(text))
    except LanguageError:
        return None
