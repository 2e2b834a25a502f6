"""The picture of a refuted claim: both its sides along one variable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from derivcheck.reports.figures import LINEAR, Line, Panel, picture
from derivcheck.reports.page import Markup, element

#: values beyond so many times the middle of their sizes would flatten everything else
_FAR = 20
#: between two points a line rises by less than this part of all that is drawn, or it jumps
_LEAP = 0.6


def curves(plot: Mapping[str, Any]) -> Markup | None:
    """Both sides against the variable; the counterexample is marked and what is held is told."""
    sides = {side: _points(plot.get(side, ())) for side in ("left", "right")}
    far = _far(y for points in sides.values() for _, y in points if y is not None)
    lines = [
        Line(side if not number else "", run, colour, dashed=colour == 1)
        for colour, (side, points) in enumerate(sides.items())
        for number, run in enumerate(_runs(points, far))
    ]
    if not lines:
        return None
    variable, at = str(plot["variable"]), plot.get("at")
    mark = None if at is None else (float(Fraction(at)), f"{variable} = {at}")
    dots = [
        (x, y, colour)
        for colour, points in enumerate(sides.values())
        for x, y in points
        if mark and x == mark[0] and y is not None and abs(y) <= far
    ]
    held = ", ".join(f"{name} = {given}" for name, given in (plot.get("held") or {}).items())
    panel = Panel(
        f"where {held}" if held else "", variable, "", lines, mark, scales=LINEAR, dots=dots
    )
    drawing = picture("The two sides of the claim", [panel], headed=False)
    return element("figure", drawing)


def _points(given: Sequence[Sequence[str | None]]) -> list[tuple[float, float | None]]:
    return [(float(Fraction(x or 0)), None if y is None else float(Fraction(y))) for x, y in given]


def _far(values: Iterator[float]) -> float:
    sizes = sorted(map(abs, values))
    return _FAR * max(sizes[len(sizes) // 2], 1e-9) if sizes else 0.0


def _runs(
    points: Sequence[tuple[float, float | None]], far: float
) -> Iterator[list[tuple[float, float]]]:
    """The points without gaps between them: a side may lack a value, or run off to infinity."""
    near = [(x, y if y is not None and abs(y) <= far else None) for x, y in points]
    values = [y for _, y in near if y is not None]
    leap = _LEAP * (max(values) - min(values)) if values else 0.0
    run: list[tuple[float, float]] = []
    for x, y in [*near, (0.0, None)]:
        if run and (y is None or abs(y - run[-1][1]) > leap):
            yield run
            run = []
        if y is not None:
            run.append((x, y))
