"""Charts are SVG in which every text is escaped and every point stands inside."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from derivcheck.reports.figures import LINEAR, Bar, Line, Panel, bars, document, picture
from derivcheck.reports.figures.axes import LOGARITHMIC, scale

SVG = "{http://www.w3.org/2000/svg}"


def read(drawing):
    return ElementTree.fromstring(document(drawing))


def curves(**known):
    lines = [Line("left <&>", [(-2.0, 4.0), (0.0, 0.0), (3.0, 9.0)])]
    return read(picture("both", [Panel("p", "x", "y", lines, scales=LINEAR, **known)]))


def test_the_title_is_what_is_read_aloud():
    assert curves().find(f"{SVG}title").text == "both"
    assert curves().get("role") == "img"


def test_names_of_lines_are_text():
    assert "left <&>" in [each.text for each in curves().iter(f"{SVG}text")]


def test_points_stand_inside_and_in_their_order():
    (line,) = curves().iter(f"{SVG}polyline")
    points = [tuple(map(float, each.split(","))) for each in line.get("points").split()]
    assert points[0][0] < points[1][0] < points[2][0]
    assert points[1][1] > points[0][1] > points[2][1]
    assert all(58 <= x <= 316 and 34 <= y <= 254 for x, y in points)


def test_a_mark_and_a_dot_are_drawn_where_they_are():
    drawing = curves(mark=(0.0, "x = 0"), dots=[(0.0, 0.0, 1)])
    (line,) = drawing.iter(f"{SVG}polyline")
    middle = line.get("points").split()[1].split(",")[0]
    (dot,) = drawing.iter(f"{SVG}circle")
    assert float(dot.get("cx")) == pytest.approx(float(middle), abs=0.1)
    assert "x = 0" in [each.text for each in drawing.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("values", "kind", "ticks"),
    [
        ([-3, 3], LINEAR, (-4, -2, 0, 2, 4)),
        ([0, 1], LINEAR, (0, 0.5, 1)),
        ([5, 5], LINEAR, (2, 4, 6, 8)),
        ([0, 0], LINEAR, (-0.5, 0, 0.5)),
        ([0.002, 40], LOGARITHMIC, (-3, -2, -1, 0, 1, 2)),
        ([1, 1], LOGARITHMIC, (0, 1)),
    ],
)
def test_ticks_are_round_and_hold_all_values(values, kind, ticks):
    made = scale(values, kind)
    assert made.ticks == pytest.approx(ticks)
    assert all(-1e-9 <= made.share(value) <= 1 + 1e-9 for value in values)


def test_bars_are_as_long_as_their_values():
    drawing = read(bars("marks", [Bar("a", 4), Bar("b", 2, "half")]))
    widths = [float(r.get("width")) for r in drawing.iter(f"{SVG}rect")][1:]
    assert widths == [240, 120]
    assert "half" in [each.text for each in drawing.iter(f"{SVG}text")]


def test_a_histogram_stands_on_its_foot_and_empty_columns_have_no_number():
    drawing = read(bars("marks", [Bar("0", 0), Bar("1", 3)], standing=True, foot="points"))
    heights = [float(r.get("height")) for r in drawing.iter(f"{SVG}rect")][1:]
    assert heights == [0, 122]
    assert [t.text for t in drawing.iter(f"{SVG}text")] == ["marks", "0", "1", "3", "points"]


def test_nothing_is_drawn_of_no_values():
    assert not list(read(picture("none", [Panel("p", "x", "y", [])])).iter(f"{SVG}line"))
    assert read(bars("none", [])).find(f"{SVG}title").text == "none"


def test_a_long_name_is_cut_and_read_in_full():
    drawing = read(bars("m", [Bar("n" * 40, 1)]))
    texts = ["".join(each.itertext()) for each in drawing.iter(f"{SVG}text")]
    assert any(re.fullmatch("n{40}n{25}…", text) for text in texts)
