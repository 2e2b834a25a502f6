"""Small log-log charts as SVG: lines, guides and marks on panels side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from math import ceil, floor, log10

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 330, 300, 58, 34, 14, 46
#: Okabe and Ito's colours, told apart by colour-blind readers
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")


@dataclass(frozen=True, slots=True)
class Line:
    """Points (x, y), both positive; faint ones are drawn thin and dashed."""

    name: str
    points: Sequence[tuple[float, float]]
    colour: int = 0
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A pair of logarithmic axes; `mark` is a vertical line with its label."""

    title: str
    x: str
    y: str
    lines: Sequence[Line]
    mark: tuple[float, str] | None = None
    notes: Sequence[str] = field(default=())


def picture(title: str, panels: Sequence[Panel]) -> str:
    """The panels in a row with one legend, as an SVG document."""
    names = dict.fromkeys((line.name, line.colour) for p in panels for line in p.lines if line.name)
    width, height = _WIDTH * len(panels), _HEIGHT + 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="10" y="18" font-size="14">{escape(title)}</text>',
    ]
    for number, panel in enumerate(panels):
        parts.append(f'<g transform="translate({number * _WIDTH} 22)">')
        parts += _panel(panel)
        parts.append("</g>")
    for number, (name, colour) in enumerate(names):
        x = 14 + 150 * number
        parts.append(
            f'<rect x="{x}" y="{height - 17}" width="12" height="4" fill="{_COLOURS[colour]}"/>'
            f'<text x="{x + 17}" y="{height - 11}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(panel: Panel) -> Iterator[str]:
    points = [point for line in panel.lines for point in line.points]
    if not points:
        return
    xs, ys = _decades(p[0] for p in points), _decades(p[1] for p in points)
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM

    def at(x: float, y: float) -> tuple[float, float]:
        across = (log10(x) - xs[0]) / (xs[1] - xs[0])
        up = (log10(y) - ys[0]) / (ys[1] - ys[0])
        return _LEFT + across * (right - _LEFT), bottom - up * (bottom - _TOP)

    yield f'<text x="{_LEFT}" y="{_TOP - 8}" font-size="12">{escape(panel.title)}</text>'
    for decade in _ticks(xs):
        x, _ = at(10.0**decade, 10.0 ** ys[0])
        yield _rule(x, _TOP, x, bottom)
        yield f'<text x="{x:.1f}" y="{bottom + 14}" text-anchor="middle">{_power(decade)}</text>'
    for decade in _ticks(ys):
        _, y = at(10.0 ** xs[0], 10.0**decade)
        yield _rule(_LEFT, y, right, y)
        yield f'<text x="{_LEFT - 5}" y="{y + 4:.1f}" text-anchor="end">{_power(decade)}</text>'
    middle = (_LEFT + right) / 2
    yield f'<text x="{middle}" y="{bottom + 32}" text-anchor="middle">{escape(panel.x)}</text>'
    turned = f'transform="rotate(-90 13 {(_TOP + bottom) / 2})"'
    yield (
        f'<text x="13" y="{(_TOP + bottom) / 2}" text-anchor="middle" {turned}>'
        f"{escape(panel.y)}</text>"
    )
    if panel.mark:
        x, _ = at(panel.mark[0], 10.0 ** ys[0])
        yield _rule(x, _TOP, x, bottom, "#555", "4 3")
        yield f'<text x="{x + 4:.1f}" y="{_TOP + 12}">{escape(panel.mark[1])}</text>'
    for line in panel.lines:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in line.points))
        style = 'stroke-width="1" stroke-dasharray="2 3"' if line.faint else 'stroke-width="1.8"'
        yield (f'<polyline points="{path}" fill="none" stroke="{_COLOURS[line.colour]}" {style}/>')
    if panel.notes:
        high, wide = 14 * len(panel.notes), 6 * max(map(len, panel.notes)) + 8
        yield (
            f'<rect x="{right - wide}" y="{bottom - high - 6}" width="{wide}" height="{high + 4}" '
            f'fill="white" opacity="0.85"/>'
        )
    for number, note in enumerate(panel.notes):
        yield (
            f'<text x="{right - 4}" y="{bottom - 8 - 14 * number}" text-anchor="end">'
            f"{escape(note)}</text>"
        )


def _decades(values: Iterator[float]) -> tuple[int, int]:
    logs = [log10(value) for value in values]
    low, high = floor(min(logs)), ceil(max(logs))
    return (low, high) if high > low else (low, low + 1)


def _ticks(ends: tuple[int, int]) -> range:
    return range(ends[0], ends[1] + 1, max(1, ceil((ends[1] - ends[0]) / 8)))


def _power(decade: int) -> str:
    return f'10<tspan dy="-4" font-size="8">{decade}</tspan>'


def _rule(
    x: float, y: float, x2: float, y2: float, colour: str = "#ddd", dashes: str = "none"
) -> str:
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-dasharray="{dashes}"/>'
    )
