"""A suggestion as a replacement in the file, where it is certain to give the suggested line.

The edit is made on the line of the file and compared, blanks aside, with the whole suggested
line, which was decided. An edit that would need other brackets or YAML quoting is not offered.
"""

from __future__ import annotations

from derivcheck.reports._finding import wrong_step
from derivcheck.verify.record import ClaimRecord, Region

#: signs that may end a plain value of YAML or mean something else in a quoted one
_DELICATE = set(',[]{}#:"\\&*!|>%@`\n')


def replacement(claim: ClaimRecord) -> tuple[Region, str] | None:
    """A region of the file and the text for it, None where that is not certain."""
    wrong = wrong_step(claim)
    written = wrong or claim
    suggestion = claim.suggestion or written.suggestion
    if suggestion is None or suggestion.edit is None:
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
    read = edited.replace("''", "'") if quoted else edited
    return (span, put) if _packed(read) == _packed(suggestion.claim) else None


def _packed(text: str) -> str:
    return "".join(text.split())
