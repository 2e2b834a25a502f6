"""Lines of a file with the place of a finding underlined."""

from __future__ import annotations

from derivcheck.reports._words import wrapped
from derivcheck.verify.record import Snippet

#: columns left of a line, and what is shown of a long line before the place
_GUTTER, _BEFORE = 8, 24


def underlined(snippet: Snippet, width: int, label: str = "", *, numbers: bool = True) -> list[str]:
    """The lines, the last one underlined; `label` stands beside the carets, or below."""
    longest = width - _GUTTER
    line, column, end_line, end_column = snippet.region
    shown = []
    for at, text in snippet.lines:
        shown.append(_gutter(at if numbers else None) + _cropped(text, column, longest)[0])
    text = snippet.lines[-1][1]
    visible, column = _cropped(text, column, longest)
    removed = snippet.region[1] - column
    end = len(text.rstrip()) + 1 if end_line > line else end_column
    marked = max(min(end - removed, len(visible) + 1) - column, 1)
    before, under = visible[: column - 1], visible[column - 1 : column - 1 + marked]
    carets = "^" * max(_cells(under), 1)
    pad = _gutter(None) + " " * _cells(before)
    beside = f"{pad}{carets} {label}".rstrip()
    if label and len(beside) > width:
        return [*shown, f"{pad}{carets}", *wrapped(label, width, "  ")]
    return [*shown, beside]


def _gutter(number: int | None) -> str:
    return f"{'' if number is None else number:>5} | "


def _cropped(text: str, column: int, longest: int) -> tuple[str, int]:
    """What is shown of a line, and the column in it."""
    if len(text) <= longest:
        return text.rstrip(), column
    kept = longest - 2
    start = max(0, min(column - 1 - _BEFORE, len(text) - kept))
    piece = text[start : start + kept]
    left, right = "…" if start else "", "…" if start + kept < len(text) else ""
    return f"{left}{piece}{right}".rstrip(), column - start + len(left)


def _cells(text: str) -> int:
    """Columns of a terminal that a text takes; wide characters take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
