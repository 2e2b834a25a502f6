"""Small charts of curves: lines, guides and marks on panels side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from derivcheck.reports.figures.axes import LOGARITHMIC, Scale, scale
from derivcheck.reports.figures.svg import COLOURS, frame, rule, text
from derivcheck.reports.page.elements import Markup, element

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 330, 300, 58, 34, 14, 46
#: of the title and the legend
_HEAD, _LEGEND = 22, 28


@dataclass(frozen=True, slots=True)
class Line:
    """Points (x, y), positive on logarithmic axes; faint ones are drawn thin and dotted."""

    name: str
    points: Sequence[tuple[float, float]]
    colour: int = 0
    faint: bool = False
    dashed: bool = False

    @property
    def dashes(self) -> str | None:
        """How the line is broken."""
        return "2 3" if self.faint else "7 4" if self.dashed else None


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


def picture(title: str, panels: Sequence[Panel], *, headed: bool = True) -> Markup:
    """The panels in a row with one legend, and the title above them if it is `headed`."""
    named = {line.name: line for panel in panels for line in panel.lines if line.name}
    top = _HEAD if headed else 0
    width, height = _WIDTH * len(panels), top + _HEIGHT + _LEGEND
    drawn = [
        element("g", *_panel(panel), transform=f"translate({number * _WIDTH} {top})")
        for number, panel in enumerate(panels)
    ]
    head = text(10, 18, title, font_size=14) if headed else None
    return frame(title, width, height, head, drawn, *_legend(list(named.values()), height - 11))


def _legend(lines: Sequence[Line], y: float) -> Iterator[Markup]:
    x = 14.0
    for line in lines:
        yield rule(x, y - 4, x + 22, y - 4, **_stroke(replace(line, faint=False)))
        yield text(x + 28, y, line.name)
        x += 50 + 6.2 * len(line.name)


def _stroke(line: Line) -> dict[str, str]:
    """Colour and breaks of a line."""
    given = {"stroke": COLOURS[line.colour], "class_": f"line-{line.colour}"}
    dashes = {"stroke_dasharray": line.dashes} if line.dashes else {}
    return given | dashes | {"stroke_width": "1" if line.faint else "1.8"}


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
        **_stroke(line),
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
