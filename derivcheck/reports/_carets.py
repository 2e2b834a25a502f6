"""Lines of a file with the place of a finding underlined."""

from __future__ import annotations

from derivcheck.verify.record import Snippet

#: the longest piece of a line that is shown, and what is shown of it before the place
_LONGEST, _BEFORE = 160, 60


def underlined(snippet: Snippet, label: str = "", *, numbers: bool = True) -> list[str]:
    """The lines, the last one underlined; `label` stands beside the carets."""
    line, column, end_line, end_column = snippet.region
    shown = []
    for at, text in snippet.lines:
        shown.append(_gutter(at if numbers else None) + _cropped(text, column)[0])
    text = snippet.lines[-1][1]
    visible, column = _cropped(text, column)
    removed = snippet.region[1] - column
    end = len(text.rstrip()) + 1 if end_line > line else end_column
    width = max(min(end - removed, len(visible) + 1) - column, 1)
    before, under = visible[: column - 1], visible[column - 1 : column - 1 + width]
    carets = "^" * max(_cells(under), 1)
    pad = _gutter(None) + " " * _cells(before)
    return [*shown, f"{pad}{carets} {label}".rstrip()]


def _gutter(number: int | None) -> str:
    return f"{'' if number is None else number:>5} | "


def _cropped(text: str, column: int) -> tuple[str, int]:
    """What is shown of a line, and the column in it."""
    if len(text) <= _LONGEST:
        return text.rstrip(), column
    start = max(0, column - 1 - _BEFORE)
    piece = text[start : start + _LONGEST]
    left, right = "…" if start else "", "…" if start + _LONGEST < len(text) else ""
    return f"{left}{piece}{right}".rstrip(), column - start + len(left)


def _cells(text: str) -> int:
    """Columns of a terminal that a text takes; wide characters take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
