"""Small charts of curves: lines, guides and marks on panels side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from derivcheck.reports.figures.axes import LOGARITHMIC, Scale, scale
from derivcheck.reports.figures.svg import COLOURS, frame, rule, text
from derivcheck.reports.page.elements import Markup, element

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 330, 300, 58, 34, 14, 46


@dataclass(frozen=True, slots=True)
class Line:
    """Points (x, y), positive on logarithmic axes; faint ones are drawn thin and dashed."""

    name: str
    points: Sequence[tuple[float, float]]
    colour: int = 0
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A pair of axes; `mark` is a vertical line with its label, `dots` single points."""

    title: str
    x: str
    y: str
    lines: Sequence[Line]
    mark: tuple[float, str] | None = None
    notes: Sequence[str] = ()
    scales: str = LOGARITHMIC
    dots: Sequence[tuple[float, float, int]] = ()


@dataclass(frozen=True, slots=True)
class _Axes:
    """Where the values of a panel stand on the drawing."""

    x: Scale
    y: Scale
    right: float = _WIDTH - _RIGHT
    bottom: float = _HEIGHT - _BOTTOM

    def at(self, x: float, y: float) -> tuple[float, float]:
        across, up = self.x.share(x), self.y.share(y)
        return self.across(across), self.up(up)

    def across(self, share: float) -> float:
        return _LEFT + share * (self.right - _LEFT)

    def up(self, share: float) -> float:
        return self.bottom - share * (self.bottom - _TOP)


def picture(title: str, panels: Sequence[Panel]) -> Markup:
    """The panels in a row with one legend."""
    names = dict.fromkeys((line.name, line.colour) for p in panels for line in p.lines if line.name)
    width, height = _WIDTH * len(panels), _HEIGHT + 50
    drawn = [
        element("g", *_panel(panel), transform=f"translate({number * _WIDTH} 22)")
        for number, panel in enumerate(panels)
    ]
    head = text(10, 18, title, font_size=14)
    return frame(title, width, height, head, drawn, _legend(list(names), height - 11))


def _legend(names: Sequence[tuple[str, int]], y: float) -> Iterator[Markup]:
    x = 14.0
    for name, colour in names:
        fill, class_ = COLOURS[colour], f"mark-{colour}"
        yield element("rect", x=x, y=y - 6, width=12, height=4, fill=fill, class_=class_)
        yield text(x + 17, y, name)
        x += 40 + 6.2 * len(name)


def _panel(panel: Panel) -> Iterator[Markup]:
    points = [point for line in panel.lines for point in line.points]
    points += [(x, y) for x, y, _ in panel.dots]
    if not points:
        return
    xs = scale((p[0] for p in points), panel.scales)
    axes = _Axes(xs, scale((p[1] for p in points), panel.scales))
    yield from _grid(panel, axes)
    if panel.mark:
        x = axes.across(axes.x.share(panel.mark[0]))
        dashes = {"stroke": "#555", "stroke_dasharray": "4 3", "class_": "guide"}
        yield rule(x, _TOP, x, axes.bottom, **dashes)
        yield text(x + 4, _TOP + 12, panel.mark[1])
    for line in panel.lines:
        yield _line(line, axes)
    for x, y, colour in panel.dots:
        cx, cy = axes.at(x, y)
        yield element("circle", cx=cx, cy=cy, r=4, fill=COLOURS[colour], class_=f"mark-{colour}")
    yield from _notes(panel, axes)


def _grid(panel: Panel, axes: _Axes) -> Iterator[Markup]:
    yield text(_LEFT, _TOP - 8, panel.title, font_size=12)
    for share, label in axes.x.labels():
        x = axes.across(share)
        yield rule(x, _TOP, x, axes.bottom)
        yield text(x, axes.bottom + 14, label, text_anchor="middle")
    for share, label in axes.y.labels():
        y = axes.up(share)
        yield rule(_LEFT, y, axes.right, y)
        yield text(_LEFT - 5, y + 4, label, text_anchor="end")
    yield text((_LEFT + axes.right) / 2, axes.bottom + 32, panel.x, text_anchor="middle")
    middle = (_TOP + axes.bottom) / 2
    turned = f"rotate(-90 13 {middle:g})"
    yield text(13, middle, panel.y, text_anchor="middle", transform=turned)


def _line(line: Line, axes: _Axes) -> Markup:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (axes.at(*point) for point in line.points))
    return element(
        "polyline",
        points=path,
        fill="none",
        stroke=COLOURS[line.colour],
        stroke_width=1 if line.faint else 1.8,
        stroke_dasharray="2 3" if line.faint else None,
        class_=f"line-{line.colour}",
    )


def _notes(panel: Panel, axes: _Axes) -> Iterator[Markup]:
    if panel.notes:
        high, wide = 14 * len(panel.notes), 6 * max(map(len, panel.notes)) + 8
        yield element(
            "rect",
            x=axes.right - wide,
            y=axes.bottom - high - 6,
            width=wide,
            height=high + 4,
            fill="white",
            opacity=0.85,
            class_="ground",
        )
    for number, note in enumerate(panel.notes):
        yield text(axes.right - 4, axes.bottom - 8 - 14 * number, note, text_anchor="end")
