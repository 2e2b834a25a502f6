"""Charts as SVG, in a page or as a file of their own: curves on axes, and bars.

The colours are those of the file; a page has its own for light and dark (`page.css`).
"""

from __future__ import annotations

from derivcheck.reports.figures.axes import LINEAR, LOGARITHMIC
from derivcheck.reports.figures.bars import Bar, bars
from derivcheck.reports.figures.panels import Line, Panel, picture
from derivcheck.reports.figures.svg import document

__all__ = ["LINEAR", "LOGARITHMIC", "Bar", "Line", "Panel", "bars", "document", "picture"]
