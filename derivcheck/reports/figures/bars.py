"""Bars: how many of each, lying beside their names or standing as a histogram."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from derivcheck.reports.figures.svg import COLOURS, frame, rule, text
from derivcheck.reports.page.elements import Content, Markup, element

_ROW, _NAME, _LONGEST, _END = 22, 160, 240, 60
_COLUMN, _HIGH, _FOOT, _HEAD, _SIDE = 34, 140, 38, 30, 16
#: signs of a name that fit beside its bar
_SIGNS = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, how many, and optionally what is written instead of the number."""

    name: str
    value: float
    label: str | None = None
    colour: int = 0

    @property
    def told(self) -> str:
        """What is written at the end of the bar."""
        return f"{self.value:g}" if self.label is None else self.label


def bars(title: str, rows: Sequence[Bar], *, standing: bool = False, foot: str = "") -> Markup:
    """Bars below each other, or beside each other where they are `standing`.

    `foot` says below a histogram what its columns are.
    """
    return _standing(title, rows, foot) if standing else _lying(title, rows)


def _lying(title: str, rows: Sequence[Bar]) -> Markup:
    width, height = _NAME + _LONGEST + _END, _HEAD + _ROW * len(rows) + 6
    drawn = (part for number, row in enumerate(rows) for part in _row(number, row, _most(rows)))
    return frame(title, width, height, text(10, 18, title, font_size=14), drawn)


def _row(number: int, row: Bar, most: float) -> Iterator[Markup]:
    top, long = _HEAD + _ROW * number, row.value / most * _LONGEST
    name = row.name if len(row.name) <= _SIGNS else f"{row.name[: _SIGNS - 1]}…"
    shown: Content = [element("title", row.name), name] if name != row.name else name
    yield text(_NAME - 6, top + 15, shown, text_anchor="end")
    yield _bar(row, _NAME, top + 3, long, _ROW - 6)
    yield text(_NAME + long + 5, top + 15, row.told)


def _standing(title: str, rows: Sequence[Bar], foot: str) -> Markup:
    width, bottom = 2 * _SIDE + max(_COLUMN * len(rows), 180), _HEAD + _HIGH
    parts: list[Markup] = [text(10, 18, title, font_size=14)]
    for number, row in enumerate(rows):
        x, high = _SIDE + _COLUMN * number, row.value / _most(rows) * (_HIGH - 18)
        middle = x + _COLUMN / 2
        parts.append(_bar(row, x + 3, bottom - high, _COLUMN - 6, high))
        parts.append(text(middle, bottom + 14, row.name, text_anchor="middle"))
        if row.value or row.label:
            parts.append(text(middle, bottom - high - 4, row.told, text_anchor="middle"))
    parts.append(rule(_SIDE, bottom, width - _SIDE, bottom, stroke="#555", class_="guide"))
    parts.append(text(width / 2, bottom + 30, foot, text_anchor="middle"))
    return frame(title, width, bottom + _FOOT, parts)


def _bar(row: Bar, x: float, y: float, width: float, height: float) -> Markup:
    fill, class_ = COLOURS[row.colour], f"mark-{row.colour}"
    return element("rect", x=x, y=y, width=width, height=height, fill=fill, class_=class_)


def _most(rows: Sequence[Bar]) -> float:
    """The largest value, 1 where all are 0."""
    return max((row.value for row in rows), default=0) or 1
